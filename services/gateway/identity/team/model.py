"""Members and invitations, as data."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from services.gateway.web.desk import Agency
from services.gateway.web.permissions import ROLE_NAMES
from services.gateway.web.rendering import texts
from services.gateway.web.tokens import SecretRefused
from shared.errors import Forbidden, Gone, Invalid, NotFound
from shared.ids import AgencyId, PersonId, ProductionId
from shared.lines import Line, isolated
from shared.vocabulary.member_roles import MemberRole

Productions = Annotated[tuple[UUID, ...], msgspec.Meta(max_length=100)]


class NamedProduction(msgspec.Struct, frozen=True):
    """A production that may be named to a freelancer."""

    id: ProductionId
    title: str


class Member(msgspec.Struct, frozen=True):
    """Somebody who works for the agency; `productions` are a freelancer's."""

    id: PersonId
    email: str
    name: str
    role: MemberRole
    productions: list[UUID]
    joined_at: datetime


class Invitation(msgspec.Struct, frozen=True):
    """An open invitation. `invited_by` is a name, or an address where there is none."""

    id: UUID
    agency: Agency
    email: str
    role: MemberRole
    productions: list[UUID]
    invited_by: str
    invited_at: datetime
    expires_at: datetime
    expired: bool

    @property
    def role_in_words(self) -> str:
        return texts.gettext(ROLE_NAMES[self.role]).lower()


class Assignment(msgspec.Struct, frozen=True):
    """A member's role; `productions` are named to a freelancer, and to nobody else."""

    role: MemberRole
    productions: Productions = ()


class NewInvitation(Assignment, frozen=True, kw_only=True):
    """Who is invited to the team, and what they may do in it."""

    email: Line


class Invited(msgspec.Struct, frozen=True):
    """What billing says of an invitation."""

    id: UUID
    email: str
    role: MemberRole
    expired: bool = False


class Joined(msgspec.Struct, frozen=True):
    """What billing says of a member."""

    agency_id: AgencyId
    person_id: PersonId
    role: MemberRole


class ProductionNotFound(NotFound):
    """There is no such production in your agency."""


class NothingNamed(Invalid):
    """Please name the productions that a freelancer works on."""


class InvitationNotFound(NotFound):
    """There is no such invitation: it may have been accepted, or withdrawn."""


class InvitationEnded(Gone, SecretRefused):
    """This invitation has been accepted, withdrawn, or replaced by a newer one."""


class InvitationExpired(Gone, SecretRefused):
    """This invitation has expired. Please ask the agency to send it again."""


class ForSomebodyElse(Forbidden):
    """This invitation is for another address than the one you are signed in with."""

    def __init__(self, invited: str, signed_in: str) -> None:
        invited, signed_in = isolated(invited), isolated(signed_in)
        super().__init__(
            f"This invitation is for {invited}, and you are signed in as {signed_in}. "
            f"Sign out, then sign in as {invited}."
        )
