"""Personal links, as data: what one opens, who holds it, and until when."""

from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.web.tokens import SecretRefused
from shared.errors import Gone
from shared.ids import PersonId, ProductionId

Scope: TypeAlias = Literal["invitation", "agreement", "calendar"]
"""What a link opens: a guest's invitation to a session; to the guardian of a child, what they agree
to for the child in a production; or to a member's programs, when their sessions are."""


class AccessLink(msgspec.Struct, frozen=True, kw_only=True):
    """A personal link. `holder_id` is the guest's of an invitation, the guardian's of an agreement.

    One without `expires_at` is good for as long as its production is kept.
    """

    id: UUID
    scope: Scope
    holder_id: UUID
    production_id: ProductionId
    issued_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    opened_at: datetime | None


class CalendarLink(msgspec.Struct, frozen=True):
    """A member's link to their calendar: of no production, one at a time."""

    person_id: PersonId
    issued_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    opened_at: datetime | None


class LinkExpired(Gone, SecretRefused):
    """This invitation has expired. Please ask the casting office for a new link."""


class LinkRevoked(Gone, SecretRefused):
    """This invitation was withdrawn. Please ask the casting office that sent it."""
