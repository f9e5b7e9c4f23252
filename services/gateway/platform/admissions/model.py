"""An admission to a room, and the reasons for which it ends."""

from typing import TypeAlias
from uuid import UUID

import msgspec

from shared.ids import AgencyId, ProductionId
from shared.vocabulary.close_codes import CloseCode


class ByMembership(msgspec.Struct, frozen=True):
    """A session of who works for an agency. `session` is the hash of what the browser carries;
    `role` is the one with which they came in."""

    agency: AgencyId
    production: ProductionId
    person: UUID
    session: bytes
    role: str

    @property
    def about(self) -> frozenset[UUID]:
        return frozenset({self.agency, self.person})


class ByLink(msgspec.Struct, frozen=True):
    """A guest's personal link; `link` is the hash of its secret."""

    agency: AgencyId
    guest: UUID
    link: bytes

    @property
    def about(self) -> frozenset[UUID]:
        return frozenset({self.agency, self.guest})


Admission: TypeAlias = ByMembership | ByLink


class Closure(msgspec.Struct, frozen=True):
    """Why a connection ends, in words for who has it."""

    code: CloseCode
    reason: str


SIGNED_OUT = Closure(CloseCode.SIGNED_OUT, "You are not signed in here any more.")
LEFT = Closure(CloseCode.UNWELCOME, "You do not work for this agency any more.")
ROLE_CHANGED = Closure(
    CloseCode.UNWELCOME, "Your part in this agency has changed. Please reload the page."
)
WITHDRAWN = Closure(CloseCode.UNWELCOME, "This invitation was withdrawn.")
REPLACED = Closure(CloseCode.UNWELCOME, "You were sent a newer link. Please come in by that one.")
EXPIRED = Closure(CloseCode.UNWELCOME, "This link has expired. Please ask who invited you.")
