"""What a personal link opens: the invitation, sides, a calendar file, questions."""

import asyncio
from collections.abc import Sequence
from typing import Any, get_args
from uuid import UUID

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Stream, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.auditions import participants, store
from services.gateway.casting.auditions.guests import (
    access,
    calendars,
    presence,
    requests,
    times,
)
from services.gateway.casting.auditions.guests import store as guest_store
from services.gateway.casting.auditions.guests.dependencies import OpenVisit, visit_of
from services.gateway.casting.auditions.model import (
    NAMED_BEFOREHAND,
    Keeping,
    Question,
    Session,
    Slot,
    SlotNotFound,
    Visit,
)
from services.gateway.casting.auditions.replies import store as reply_store
from services.gateway.casting.auditions.replies.model import IN_WORDS as REPLIES
from services.gateway.casting.auditions.replies.model import Reply, Standing
from services.gateway.casting.auditions.scheduling import local_in
from services.gateway.casting.productions import store as productions
from services.gateway.casting.talent import store as talent_store
from services.gateway.platform.audit import viewing
from services.gateway.platform.mail.itip import organized
from services.gateway.platform.mail.senders import from_header
from services.gateway.web import forms, urls
from services.gateway.web.dependencies import AppContextDep
from services.gateway.web.rendering.redirects import Form, see_other
from shared.vocabulary import consent_statements

_DOWNLOAD = {"content-disposition": 'attachment; filename="audition.ics"'}


class GuestPages(Controller):
    """What a personal link opens. The link is the right to be here; there is no account."""

    path = "/join/{link:str}"
    include_in_schema = False

    @get()
    async def invitation(
        self,
        visit: OpenVisit,
        asked: FromQuery[bool] = False,  # noqa: FBT002
        reply: FromQuery[str] = "",
    ) -> Template:
        """The page; `reply` is the reply that was chosen in a mail: it is not sent by that."""
        page = "representing" if visit.guest.client_id else "invitation"
        chosen = reply if reply in get_args(Reply) else ""
        context = await _invitation(visit) | {"asked": asked, "chosen": chosen}
        return Template(f"casting/auditions/pages/{page}.html", context=context)

    @post("/ask")
    async def ask(self, visit: OpenVisit, data: Form) -> Redirect:
        await requests.ask(visit, forms.read(Question, data))
        return see_other(f"{urls.join(visit.token)}?asked=true#ask")

    @post("/withdraw-consent")
    async def withdraw_consent(self, visit: OpenVisit) -> Redirect:
        await requests.withdraw_consent(visit)
        return see_other(urls.join(visit.token))

    @post("/keep")
    async def keep(self, visit: OpenVisit, data: Form) -> Redirect:
        await requests.keep(visit, forms.read(Keeping, data))
        return see_other(urls.join(visit.token))

    @post("/keep-no-longer")
    async def keep_no_longer(self, visit: OpenVisit) -> Redirect:
        await requests.keep_no_longer(visit)
        return see_other(urls.join(visit.token))

    @post("/opened", status_code=204)
    async def opened(self, visit: OpenVisit, data: Form) -> None:
        """The page was before somebody's eyes: its script says so. Fetching it says nothing."""
        await access.arrive(visit)
        await access.note_zone(visit, str(data.get("zone", "")))

    @get("/audition.ics", media_type="text/calendar")
    async def calendar(self, visit: OpenVisit, app_context: AppContextDep) -> Response[str]:
        """The entry as it was mailed, for who wants it in another calendar."""
        session = await store.session(visit, visit.guest.session_id)
        appointment = await calendars.appointment(visit, visit.guest, session)
        if appointment is None:
            raise SlotNotFound
        text = await calendars.copy(visit, appointment, visit.public_url + urls.join(visit.token))
        organizer = from_header(app_context.settings.mail_from, visit.agency.name)
        return Response(organized(text, organizer), media_type="text/calendar", headers=_DOWNLOAD)

    @get("/sides/{sides_id:uuid}", media_type="application/pdf")
    async def sides(
        self,
        link: FromPath[str],
        sides_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        app_context: AppContextDep,
    ) -> Stream:
        async with visit_of(request, link) as visit:  # closed before a file is read
            file = await access.own_sides(visit, sides_id)
        return await viewing.serve(app_context, visit, file, request.headers)


async def _invitation(visit: Visit) -> dict[str, Any]:
    """Gather what an invited guest is shown."""
    guest = visit.guest
    session = await store.session(visit, guest.session_id)
    slot, standing = await _known_time(visit, session)
    actor = await access.auditioning(visit, guest)
    roles = await participants.of_guest(visit, actor) if actor else []
    client = actor if guest.client_id else None
    guests = await guest_store.guests(visit, session.id)
    return {
        "visit": visit,
        "guest": guest,
        "client": client,
        "client_is_there": client and await presence.is_there(visit, session.id, client.who),
        "session": session,
        "slot": slot,
        "standing": standing,
        "note": await reply_store.note_of(visit, guest.id),
        "replies": REPLIES,
        "role": participants.in_words(roles),
        "production": await productions.production(visit, session.production_id),
        "sides": await productions.sides_of_roles(visit, await access.prepares(visit)),
        "company": [g for g in guests if g.role in NAMED_BEFOREHAND and not g.revoked_at],
        "statement": consent_statements.CURRENT,
        "agreed": await presence.agreed(visit, session.id, guest.who),
        "kept_until": guest.talent_id and await talent_store.kept_until(visit, guest.talent_id),
        "seen": await presence.was_seen(visit, session.id, guest.who),
        "over": visit.now > times.way_ends(session, slot),
        "other_times": await times.others(visit, actor) if actor else [],
    }


async def _known_time(visit: Visit, session: Session) -> tuple[Slot | None, Standing | None]:
    """Return the time that somebody was told: one that was moved since stands on the office's
    sheet, until a mail says so."""
    slot = await access.slot_of(visit, visit.guest)
    standing = await reply_store.standing(visit, visit.guest.id)
    known = standing.known_start if standing else None
    if slot is None or known is None:
        return slot, standing
    local = await asyncio.to_thread(local_in, known, session.zone) or slot.local_start
    return msgspec.structs.replace(slot, starts_at=known, local_start=local), standing


ROUTES: Sequence[ControllerRouterHandler] = (GuestPages,)
