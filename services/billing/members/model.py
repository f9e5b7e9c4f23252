"""Members and invitations, as data."""

from datetime import datetime, timedelta
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec

from services.billing.people.model import Address
from shared.errors import Conflict, Gone, NotFound, PaymentRequired
from shared.ids import AgencyId, PersonId
from shared.vocabulary.member_roles import MemberRole

Productions = Annotated[list[UUID], msgspec.Meta(max_length=100)]
TokenHash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
Ending: TypeAlias = Literal["accepted", "withdrawn"]

LIFETIME = timedelta(days=7)


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a member does; `productions` are those that a freelancer works on."""

    role: MemberRole
    productions: Productions = []


class NewInvitation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`token_hash` is the SHA-256 of the link's secret, as hexadecimal digits."""

    email: Address
    part: Part
    token_hash: TokenHash
    invited_by: PersonId


class Renewal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A new secret for an invitation; the former link ends."""

    token_hash: TokenHash


class Acceptance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who accepts an invitation."""

    person_id: PersonId


class Invitation(msgspec.Struct, frozen=True):
    """Somebody who is invited to work for an agency. `expired` is as of now."""

    id: UUID
    agency_id: AgencyId
    email: str
    role: MemberRole
    productions: list[UUID]
    expires_at: datetime
    expired: bool


class Member(msgspec.Struct, frozen=True):
    """Somebody who works for an agency, in a role."""

    agency_id: AgencyId
    person_id: PersonId
    role: MemberRole


class AlreadyMember(Conflict):
    """This person is a member of the agency already."""


class AlreadyInvited(Conflict):
    """Somebody has invited this person already: send the invitation again, or withdraw it."""


class LastOwner(Conflict):
    """An agency needs an owner. Please make somebody else an owner first."""


class InvitationNotFound(NotFound):
    """There is no such invitation for you: it may have been accepted, or withdrawn."""


class InvitationExpired(Gone):
    """This invitation has expired. Please ask the agency to send it again."""


class MemberNotFound(NotFound):
    """There is no such member in your agency."""


class NoSeat(PaymentRequired):
    """All seats of this agency are taken. A larger plan for a production brings more."""
