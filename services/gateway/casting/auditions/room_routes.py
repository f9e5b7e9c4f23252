"""The live rooms of a session: their pages, and the sockets of their stage and back room."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, get_args
from uuid import UUID

from litestar import Controller, WebSocket, get, websocket
from litestar.params import FromPath
from litestar.response import Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.auditions import admission, store
from services.gateway.casting.auditions.guests import access
from services.gateway.casting.auditions.guests.dependencies import OpenVisit, visit_of
from services.gateway.casting.auditions.model import Session
from services.gateway.casting.productions import store as productions
from services.gateway.identity.access_links import tokens as link_tokens
from services.gateway.platform.admissions.model import ByLink, ByMembership
from services.gateway.platform.signalling_hub import (
    SignallingHub,
    SignallingHubDep,
    WebSocketAdmission,
    refuse_at_admission,
)
from services.gateway.web import tokens, urls
from services.gateway.web.context import address_of, context_of
from services.gateway.web.current_user import session_token
from services.gateway.web.dependencies import OpenDesk, desk_of, require
from services.gateway.web.desk import Office
from services.gateway.web.permissions import Permission
from services.gateway.web.rate_limit import RateLimitExceeded, record_refusal
from services.gateway.web.tokens import SecretRefused
from shared.tickets import MANAGING, Place, WatchingRole
from shared.vocabulary import consent_statements

Socket = WebSocket[Any, Any, Any]
PLACES: dict[str, Place] = {"stage": "stage", "back-room": "back_room"}


class MemberRooms(Controller):
    """The live rooms of a session, for members."""

    path = "/sessions/{session_id:uuid}"
    include_in_schema = False
    dependencies = require(Permission.RUN)

    @get(["/room", "/rooms/{number:int}"])
    async def room(
        self, session_id: FromPath[UUID], desk: OpenDesk, number: FromPath[int] = 1
    ) -> Template:
        ticket = await admission.member_ticket(desk, session_id, "stage", number)
        session = await store.session(desk, session_id)
        roles = await productions.roles(desk, session.production_id)
        context = await _shown(desk, session, ticket, urls.session(session.id))
        sides = await productions.sides_of_roles(desk, [role.id for role in roles])
        return _page(
            context
            | {
                "roles": roles,
                "sides": sides,
                "rooms": {n: urls.room(session.id, n) for n in session.room_numbers},
            }
        )


class GuestRooms(Controller):
    """The live rooms of a session, for who has a personal link."""

    path = "/join/{link:str}"
    include_in_schema = False

    @get(["/room", "/rooms/{number:int}"])
    async def room(self, visit: OpenVisit, number: FromPath[int | None] = None) -> Template:
        ticket = await admission.guest_ticket(visit, "stage", number)
        session = await store.session(visit, visit.guest.session_id)
        watches = ticket.role == "decision_maker"
        rooms = {n: urls.guest_room(visit.token, n) for n in session.room_numbers}
        context = await _shown(visit, session, ticket, urls.join(visit.token))
        return _page(context | {"roles": [], "sides": [], "rooms": rooms if watches else {}})


async def _shown(
    office: Office, session: Session, ticket: admission.Ticket, base: str
) -> dict[str, Any]:
    return {
        "session": session,
        "ticket": ticket,
        "hosts": ticket.role in MANAGING,
        "back_room": ticket.role in get_args(WatchingRole),
        "production": await productions.production(office, session.production_id),
        "statement": consent_statements.CURRENT,
        "now": datetime.now(UTC),
        "base": base,
        "sockets": urls.sockets(base, ticket.room),
    }


def _page(context: dict[str, Any]) -> Template:
    return Template("casting/auditions/pages/room.html", context=context)


# A ticket is made in a transaction of its own: a socket lives for hours, a transaction must not.


@websocket(
    [
        "/sessions/{session_id:uuid}/{place:str}/socket",
        "/sessions/{session_id:uuid}/rooms/{number:int}/{place:str}/socket",
    ]
)
async def member_socket(
    socket: Socket,
    session_id: FromPath[UUID],
    place: FromPath[str],
    hub: SignallingHubDep,
    number: FromPath[int] = 1,
) -> None:
    with refuse_at_admission(socket) as handshake:
        async with desk_of(socket) as desk:
            ticket = await admission.member_ticket(desk, session_id, _place(place), number)
            handshake.ticket = ticket
            handshake.admission = ByMembership(
                desk.agency.id,
                ticket.production_id,
                desk.person.id,
                tokens.hashed(session_token(socket)),
                desk.role,
            )
    await _enter(socket, handshake, hub)


@websocket(
    [
        "/join/{link:str}/{place:str}/socket",
        "/join/{link:str}/rooms/{number:int}/{place:str}/socket",
    ]
)
async def guest_socket(
    socket: Socket,
    link: FromPath[str],
    place: FromPath[str],
    hub: SignallingHubDep,
    number: FromPath[int | None] = None,
) -> None:
    with refuse_at_admission(socket) as handshake:
        async with visit_of(socket, link) as visit:
            handshake.ticket = await admission.guest_ticket(visit, _place(place), number)
            await access.arrive(visit)
            link_hash = link_tokens.read(link).hash
            handshake.admission = ByLink(visit.agency.id, visit.guest.id, link_hash)
    await _enter(socket, handshake, hub)


async def _enter(socket: Socket, handshake: WebSocketAdmission, hub: SignallingHub) -> None:
    """Admit a socket, or close it with the reason: refused secrets are counted as on pages."""
    if isinstance(handshake.refused, SecretRefused):
        try:
            await record_refusal(context_of(socket).redis, address_of(socket), handshake.refused)
        except RateLimitExceeded as too_much:
            handshake.refused = too_much
    await handshake.enter(hub)


def _place(name: str) -> Place:
    if name not in PLACES:
        raise admission.NotInvited
    return PLACES[name]


ROUTES: Sequence[ControllerRouterHandler] = (MemberRooms, GuestRooms, member_socket, guest_socket)
