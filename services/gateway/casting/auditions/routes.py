"""Pages and API of sessions, for members and for guests."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Stream, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.auditions import (
    actions,
    admission,
    confirmations,
    guest_access,
    guest_requests,
    invitations,
    mails,
    store,
    withdrawal,
)
from services.gateway.casting.auditions.dependencies import OpenVisit
from services.gateway.casting.auditions.model import (
    IN_WORDS,
    NAMED_BEFOREHAND,
    Guest,
    Invitation,
    Mended,
    NewSession,
    Question,
    RepInvitation,
    Session,
    Slot,
    SlotNotFound,
    Visit,
    WatcherInvitation,
)
from services.gateway.casting.auditions.zones import ZONES
from services.gateway.casting.productions import store as productions
from services.gateway.platform.mail import store as mail_queue
from services.gateway.platform.mail.model import WHY
from services.gateway.web import confirmation, forms, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering import file_response
from services.gateway.web.rendering.redirects import Form, see_other
from shared import consent_statements


class SessionPages(Controller):
    """Pages of sessions and their slots, for members."""

    include_in_schema = False
    dependencies = require(Permission.RUN)

    @post("/productions/{production_id:uuid}/sessions", dependencies=require(Permission.CAST))
    async def lay_out(self, production_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        new = forms.read(NewSession, data)
        confirmation.ask(data, await confirmations.of_session(desk, production_id, new))
        session = await actions.lay_out(desk, production_id, new)
        return see_other(urls.session(session.id))

    @get("/productions/{production_id:uuid}/sessions")
    async def sessions(self, production_id: FromPath[UUID], desk: OpenDesk) -> Template:
        """A part of the production's page."""
        production = await productions.production(desk, production_id)
        return Template(
            "casting/auditions/pages/sessions.html",
            context={
                "production": production,
                "roles": await productions.roles(desk, production.id),
                "sessions": await store.sessions(desk, production.id),
                "zones": ZONES,
            },
        )

    @get("/sessions/{session_id:uuid}")
    async def session(self, session_id: FromPath[UUID], desk: OpenDesk) -> Template:
        session = await store.session(desk, session_id)
        guests = await store.guests(desk, session.id)
        return Template(
            "casting/auditions/pages/session.html",
            context={
                "desk": desk,
                "session": session,
                "production": await productions.production(desk, session.production_id),
                "roles": {r.id: r for r in await productions.roles(desk, session.production_id)},
                "slots": await store.slots(desk, session.id),
                "actors": {g.slot_id: g for g in guests if g.role == "actor" and not g.revoked_at},
                "company": [g for g in guests if g.role not in {"actor", "rep"}],
                "reps": [g for g in guests if g.role == "rep" and not g.revoked_at],
                "roles_in_words": IN_WORDS,
                "undelivered": await mail_queue.undelivered(
                    desk.connection, [g.id for g in guests]
                ),
                "why": WHY,
            },
        )

    @post("/slots/{slot_id:uuid}/invitations", dependencies=require(Permission.CAST))
    async def invite_actor(self, slot_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        invitation = forms.read(Invitation, data)
        confirmation.ask(data, await confirmations.of_actor(desk, slot_id, invitation))
        invited = await invitations.invite_actor(desk, slot_id, invitation)
        return see_other(urls.session(invited.guest.session_id))

    @post("/sessions/{session_id:uuid}/watchers", dependencies=require(Permission.CAST))
    async def invite_watcher(
        self, session_id: FromPath[UUID], data: Form, desk: OpenDesk
    ) -> Redirect:
        invitation = forms.read(WatcherInvitation, data)
        confirmation.ask(data, await confirmations.of_company(desk, session_id, invitation))
        invited = await invitations.invite_watcher(desk, session_id, invitation)
        return see_other(urls.session(invited.guest.session_id))

    @post("/guests/{guest_id:uuid}/reps", dependencies=require(Permission.CAST))
    async def invite_rep(self, guest_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        invited = await invitations.invite_rep(desk, guest_id, forms.read(RepInvitation, data))
        return see_other(urls.session(invited.guest.session_id))

    @post("/guests/{guest_id:uuid}/send-again", dependencies=require(Permission.CAST))
    async def send_again(self, guest_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        invited = await invitations.send_again(desk, guest_id)
        return see_other(urls.session(invited.guest.session_id))

    @post("/guests/{guest_id:uuid}/address", dependencies=require(Permission.CAST))
    async def mend_address(self, guest_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        """Send a new link to another address than the one that nothing could be delivered to."""
        invited = await invitations.mend_address(desk, guest_id, forms.read(Mended, data))
        return see_other(urls.session(invited.guest.session_id))

    @post("/guests/{guest_id:uuid}/withdraw", dependencies=require(Permission.CAST))
    async def withdraw(self, guest_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        confirmation.ask(
            data, await withdrawal.doubts(desk, guest_id), action="Withdraw the invitation"
        )
        guest = await withdrawal.withdraw(desk, guest_id)
        return see_other(urls.session(guest.session_id))

    @post("/sessions/{session_id:uuid}/open", dependencies=require(Permission.CAST))
    async def open_room(self, session_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        session = await admission.open_room(desk, session_id)
        return see_other(urls.room(session.id))


class GuestPages(Controller):
    """What a personal link opens. The link is the right to be here; there is no account."""

    path = "/join/{link:str}"
    include_in_schema = False

    @get()
    async def invitation(self, visit: OpenVisit, asked: FromQuery[bool] = False) -> Template:  # noqa: FBT002
        page = "representing" if visit.guest.client_id else "invitation"
        context = await _invitation(visit) | {"asked": asked}
        return Template(f"casting/auditions/pages/{page}.html", context=context)

    @post("/ask")
    async def ask(self, visit: OpenVisit, data: Form) -> Redirect:
        await guest_requests.ask(visit, forms.read(Question, data))
        return see_other(f"{urls.join(visit.token)}?asked=true#ask")

    @post("/withdraw-consent")
    async def withdraw_consent(self, visit: OpenVisit) -> Redirect:
        await guest_requests.withdraw_consent(visit)
        return see_other(urls.join(visit.token))

    @post("/opened", status_code=204)
    async def opened(self, visit: OpenVisit, data: Form) -> None:
        """The page was before somebody's eyes: its script says so. Fetching it says nothing."""
        await guest_access.arrive(visit)
        await guest_access.note_zone(visit, str(data.get("zone", "")))

    @get("/audition.ics", media_type="text/calendar")
    async def calendar(self, visit: OpenVisit) -> Response[str]:
        told = await _invitation(visit)
        if told["slot"] is None:
            raise SlotNotFound
        text = mails.calendar(
            visit.guest,
            told["slot"],
            told["production"].title,
            told["role"].name,
            visit.public_url + urls.join(visit.token),
            client=told["client"].name if told["client"] else "",
        )
        return Response(text, media_type="text/calendar", headers=_DOWNLOAD)

    @get("/sides/{sides_id:uuid}", media_type="application/pdf")
    async def sides(
        self, visit: OpenVisit, sides_id: FromPath[UUID], request: Request[Any, Any, Any]
    ) -> Stream:
        key = await guest_access.own_sides(visit, sides_id)
        return await file_response.serve(visit.objects, key, request.headers, name="sides.pdf")


class SessionApi(Controller):
    """Sessions and their slots, for programs."""

    path = "/api/v1"
    tags = ["sessions"]
    dependencies = require(Permission.RUN)

    @get("/productions/{production_id:uuid}/sessions")
    async def list_sessions(self, production_id: FromPath[UUID], desk: OpenDesk) -> list[Session]:
        """List the sessions of a production, by date."""
        production = await productions.production(desk, production_id)
        return await store.sessions(desk, production.id)

    @get("/sessions/{session_id:uuid}/slots")
    async def list_slots(self, session_id: FromPath[UUID], desk: OpenDesk) -> list[Slot]:
        """List the slots and breaks of a session, in order."""
        session = await store.session(desk, session_id)
        return await store.slots(desk, session.id)

    @get("/sessions/{session_id:uuid}/guests")
    async def list_guests(self, session_id: FromPath[UUID], desk: OpenDesk) -> list[Guest]:
        """List who is invited to a session, in the order of the invitations."""
        session = await store.session(desk, session_id)
        return await store.guests(desk, session.id)


_DOWNLOAD = {"content-disposition": 'attachment; filename="audition.ics"'}


async def _invitation(visit: Visit) -> dict[str, Any]:
    """Gather what an invited guest is shown."""
    guest = visit.guest
    session = await store.session(visit, guest.session_id)
    client = await guest_access.auditioning(visit, guest) if guest.client_id else None
    slot = await guest_access.slot_of(visit, guest)
    role = await productions.role(visit, slot.role_id) if slot and slot.role_id else None
    guests = await store.guests(visit, session.id)
    return {
        "visit": visit,
        "guest": guest,
        "client": client,
        "client_is_there": client and await store.is_there(visit, session.id, client.who),
        "session": session,
        "slot": slot,
        "role": role,
        "production": await productions.production(visit, session.production_id),
        "sides": await productions.sides_of_roles(visit, await guest_access.prepares(visit)),
        "company": [g for g in guests if g.role in NAMED_BEFOREHAND and not g.revoked_at],
        "statement": consent_statements.CURRENT,
        "agreed": await store.agreed(visit, session.id, guest.who),
        "seen": await store.was_seen(visit, session.id, guest.who),
    }


ROUTES: Sequence[ControllerRouterHandler] = (SessionPages, GuestPages, SessionApi)
