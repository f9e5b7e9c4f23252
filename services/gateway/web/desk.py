"""The explicit context: who acts, for which agency, in which transaction, and when.

A `Desk` goes first in every action of a member; a `Visit` (auditions) in those of a guest.
"""

from datetime import datetime
from uuid import UUID

import msgspec

from services.gateway.web.permissions import ROLE_PERMISSIONS, Permission
from services.gateway.web.rendering.display import AgencySettings, Preferences
from shared.ids import AgencyId, PersonId
from shared.objects import Objects
from shared.tenancy import EVERY_PRODUCTION, Connection, Productions
from shared.vocabulary.member_roles import MemberRole


class Person(msgspec.Struct, frozen=True):
    """Somebody with an account."""

    id: PersonId
    email: str
    name: str


class Agency(msgspec.Struct, frozen=True):
    """The agency that somebody works for."""

    id: AgencyId
    name: str


class Office(msgspec.Struct, frozen=True):
    """What acts in one agency have in common."""

    agency: Agency
    connection: Connection
    objects: Objects
    now: datetime
    public_url: str
    address: str

    @property
    def scope(self) -> Productions:
        """Which productions its transactions show."""
        return EVERY_PRODUCTION


def scope_of(role: MemberRole, productions: tuple[UUID, ...]) -> Productions:
    """Return which productions a member works on: a freelancer on those that are named to them."""
    return productions if role == "freelancer" else EVERY_PRODUCTION


class Desk(Office, frozen=True):
    """A member of the agency at work. `productions` are those named to a freelancer, `token` is
    the API token of a program that works for them, with what its scopes allow."""

    person: Person
    role: MemberRole
    productions: tuple[UUID, ...] = ()
    token: UUID | None = None
    allowed: frozenset[Permission] = frozenset(Permission)
    fresh: bool = False
    """Whether they showed who they are within the last ten minutes."""
    settings: AgencySettings = AgencySettings()
    preferences: Preferences = Preferences()

    @property
    def scope(self) -> Productions:
        return scope_of(self.role, self.productions)

    def may(self, permission: Permission) -> bool:
        """Whether their role includes it, and the token's scopes where a program asks."""
        return permission in self.allowed and self.role in ROLE_PERMISSIONS[permission]

    @property
    def who(self) -> str:
        if self.token:
            return f"token:{self.token}"
        return f"person:{self.person.id}"
