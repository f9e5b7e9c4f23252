"""Pages and API of sessions, for members and for guests."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Stream, Template

from services.gateway import forms, media, paths, sure
from services.gateway.auditions import (
    actions,
    asking,
    doubts,
    entering,
    inviting,
    mails,
    store,
    visiting,
    withdrawing,
)
from services.gateway.auditions.model import (
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
from services.gateway.auditions.zones import ZONES
from services.gateway.guests import OpenVisit
from services.gateway.house import CASTING, RUNNING, OpenDesk
from services.gateway.notifications import store as mail_queue
from services.gateway.notifications.model import WHY
from services.gateway.productions import store as productions
from services.gateway.web import Form, see_other
from shared import consent_statements


class SessionPages(Controller):
    include_in_schema = False
    dependencies = RUNNING

    @post("/productions/{production_id:uuid}/sessions", dependencies=CASTING)
    async def lay_out(self, production_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        new = forms.read(NewSession, data)
        sure.ask(data, await doubts.of_session(desk, production_id, new))
        session = await actions.lay_out(desk, production_id, new)
        return see_other(paths.session(session.id))

    @get("/productions/{production_id:uuid}/sessions")
    async def sessions(self, production_id: FromPath[UUID], desk: OpenDesk) -> Template:
        """A part of the production's page."""
        production = await productions.production(desk, production_id)
        return Template(
            "auditions/pages/sessions.html",
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
            "auditions/pages/session.html",
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

    @post("/slots/{slot_id:uuid}/invitations", dependencies=CASTING)
    async def invite_actor(self, slot_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        invitation = forms.read(Invitation, data)
        sure.ask(data, await doubts.of_actor(desk, slot_id, invitation))
        invited = await inviting.invite_actor(desk, slot_id, invitation)
        return see_other(paths.session(invited.guest.session_id))

    @post("/sessions/{session_id:uuid}/watchers", dependencies=CASTING)
    async def invite_watcher(
        self, session_id: FromPath[UUID], data: Form, desk: OpenDesk
    ) -> Redirect:
        invitation = forms.read(WatcherInvitation, data)
        sure.ask(data, await doubts.of_company(desk, session_id, invitation))
        invited = await inviting.invite_watcher(desk, session_id, invitation)
        return see_other(paths.session(invited.guest.session_id))

    @post("/guests/{guest_id:uuid}/reps", dependencies=CASTING)
    async def invite_rep(self, guest_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        invited = await inviting.invite_rep(desk, guest_id, forms.read(RepInvitation, data))
        return see_other(paths.session(invited.guest.session_id))

    @post("/guests/{guest_id:uuid}/send-again", dependencies=CASTING)
    async def send_again(self, guest_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        invited = await inviting.send_again(desk, guest_id)
        return see_other(paths.session(invited.guest.session_id))

    @post("/guests/{guest_id:uuid}/address", dependencies=CASTING)
    async def mend_address(self, guest_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        """Send a new link to another address than the one that nothing could be delivered to."""
        invited = await inviting.mend_address(desk, guest_id, forms.read(Mended, data))
        return see_other(paths.session(invited.guest.session_id))

    @post("/guests/{guest_id:uuid}/withdraw", dependencies=CASTING)
    async def withdraw(self, guest_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        sure.ask(data, await withdrawing.doubts(desk, guest_id), action="Withdraw the invitation")
        guest = await withdrawing.withdraw(desk, guest_id)
        return see_other(paths.session(guest.session_id))

    @post("/sessions/{session_id:uuid}/open", dependencies=CASTING)
    async def open_room(self, session_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        session = await entering.open_room(desk, session_id)
        return see_other(paths.room(session.id))


class GuestPages(Controller):
    """What a personal link opens. The link is the right to be here; there is no account."""

    path = "/join/{link:str}"
    include_in_schema = False

    @get()
    async def invitation(self, visit: OpenVisit, asked: FromQuery[bool] = False) -> Template:  # noqa: FBT002
        page = "representing" if visit.guest.client_id else "invitation"
        context = await _invitation(visit) | {"asked": asked}
        return Template(f"auditions/pages/{page}.html", context=context)

    @post("/ask")
    async def ask(self, visit: OpenVisit, data: Form) -> Redirect:
        await asking.ask(visit, forms.read(Question, data))
        return see_other(f"{paths.join(visit.token)}?asked=true#ask")

    @post("/withdraw-consent")
    async def withdraw_consent(self, visit: OpenVisit) -> Redirect:
        await asking.withdraw_consent(visit)
        return see_other(paths.join(visit.token))

    @post("/opened", status_code=204)
    async def opened(self, visit: OpenVisit, data: Form) -> None:
        """The page was before somebody's eyes: its script says so. Fetching it says nothing."""
        await visiting.arrive(visit)
        await visiting.note_zone(visit, str(data.get("zone", "")))

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
            visit.public_url + paths.join(visit.token),
            client=told["client"].name if told["client"] else "",
        )
        return Response(text, media_type="text/calendar", headers=_DOWNLOAD)

    @get("/sides/{sides_id:uuid}", media_type="application/pdf")
    async def sides(
        self, visit: OpenVisit, sides_id: FromPath[UUID], request: Request[Any, Any, Any]
    ) -> Stream:
        key = await visiting.own_sides(visit, sides_id)
        return await media.serve(visit.objects, key, request.headers, name="sides.pdf")


class SessionApi(Controller):
    path = "/api/v1"
    tags = ["sessions"]
    dependencies = RUNNING

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
    client = await visiting.auditioning(visit, guest) if guest.client_id else None
    slot = await visiting.slot_of(visit, guest)
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
        "sides": await productions.sides_of_roles(visit, await visiting.prepares(visit)),
        "company": [g for g in guests if g.role in NAMED_BEFOREHAND and not g.revoked_at],
        "statement": consent_statements.CURRENT,
        "agreed": await store.agreed(visit, session.id, guest.who),
        "seen": await store.was_seen(visit, session.id, guest.who),
    }
