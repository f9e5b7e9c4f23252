"""Tickets let a connection into one room, as one person, for a short while.

The gateway signs them (JWT, RFC 7519, HS256), rooms reads them; browsers never see one. A room is
named by agency, session, number and place. There is no ticket that names two places, and a
back-room ticket for somebody who auditions cannot be made: `BackRoomTicket` has no such role.
"""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal, TypeAlias

import jwt
import msgspec

from shared.errors import Forbidden
from shared.ids import AgencyId, CandidateId, ProductionId, RoleId, SessionId

Place: TypeAlias = Literal["stage", "back_room"]
WatchingRole: TypeAlias = Literal["host", "runner", "decision_maker"]
StageRole: TypeAlias = Literal["host", "runner", "reader", "decision_maker", "actor", "guardian"]
MANAGING: frozenset[StageRole] = frozenset({"host", "runner"})
"""Who brings people in, and records; `hosts` in the pages."""

RoomNumber: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=4)]
"""A session has up to four rooms, counted from 1; each has a stage and a back room."""

LIFETIME = timedelta(minutes=2)
_ALGORITHM = "HS256"


class TicketRefused(Forbidden):
    """This ticket is forged, expired or for another place."""


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """Who comes in, and where.

    `who` stays the same for a person over reloads and devices (`person:<id>` or `guest:<id>`);
    For those who audition, `waits` is their slot's place in the day's order, `slot_starts_at` when
    it begins by the day's plan (UTC), `slot_minutes` how long it is. For a host, `may_record` says
    whether the production's plan lets a take begin.
    """

    agency_id: AgencyId
    production_id: ProductionId
    session_id: SessionId
    who: str
    name: str
    title: str
    waits: int | None = None
    room: RoomNumber = 1
    slot_starts_at: datetime | None = None
    slot_minutes: int | None = None
    may_record: bool = True


class Reading(msgspec.Struct, frozen=True):
    """For which candidate somebody auditions: a recording of them is theirs."""

    candidate_id: CandidateId
    role_id: RoleId
    role_name: str


class StageTicket(Ticket, frozen=True, kw_only=True):
    """Into the lobby and onto the stage. `reads` are the roles of who auditions; tickets of the
    version before have none."""

    role: StageRole
    reads: tuple[Reading, ...] = ()

    def reading(self, role_id: RoleId) -> Reading | None:
        """Return as whom somebody is recorded in a take of a role: where they read for another
        one, opposite who does, they are recorded as that."""
        own = next((each for each in self.reads if each.role_id == role_id), None)
        return own or next(iter(self.reads), None)


class BackRoomTicket(Ticket, frozen=True, kw_only=True):
    """Into the back room."""

    role: WatchingRole


KINDS: dict[Place, type[StageTicket] | type[BackRoomTicket]] = {
    "stage": StageTicket,
    "back_room": BackRoomTicket,
}


def room_name(ticket: Ticket) -> str:
    """Name the room object that a ticket opens."""
    session = f"{ticket.agency_id.hex}/{ticket.session_id.hex}"
    return f"{session}/{ticket.room}/{place_of(ticket)}"


def place_of(ticket: Ticket) -> Place:
    return "back_room" if isinstance(ticket, BackRoomTicket) else "stage"


def sign(ticket: StageTicket | BackRoomTicket, key: str) -> str:
    """Sign a ticket for its one place."""
    claims = {
        "aud": place_of(ticket),
        "exp": datetime.now(UTC) + LIFETIME,
        "ticket": msgspec.to_builtins(ticket),
    }
    return jwt.encode(claims, key, _ALGORITHM)


def read(token: str, place: Place, key: str) -> StageTicket | BackRoomTicket:
    """Read a ticket for a place.

    Raises:
        TicketRefused: it was not signed by us, is too old, or names another place.
    """
    try:
        claims = jwt.decode(token, key, algorithms=[_ALGORITHM], audience=place)
        return msgspec.convert(claims["ticket"], KINDS[place])
    except (jwt.PyJWTError, msgspec.ValidationError, KeyError) as error:
        raise TicketRefused from error
