"""Pages and API of takes and scorecards."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, Request, delete, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Stream, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.auditions import store as auditions
from services.gateway.casting.candidates.answers import store as answers
from services.gateway.casting.candidates.answers.mails import ANSWERS
from services.gateway.casting.evaluations import actions, lists, store, timeline
from services.gateway.casting.evaluations import bin as bin_
from services.gateway.casting.evaluations.model import STATES, TAKES, ListedTake, Score, Take
from services.gateway.casting.productions import store as productions
from services.gateway.platform import audit
from services.gateway.platform.audit import viewing
from services.gateway.platform.mail import records
from services.gateway.web import confirmation, forms, listing, urls
from services.gateway.web.dependencies import AppContextDep, OpenDesk, desk_of, require
from services.gateway.web.desk import Desk
from services.gateway.web.listing import Page
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering import file_response, undo
from services.gateway.web.rendering.redirects import Form, see_other
from shared.texts import gettext_noop

_Request = Request[Any, Any, Any]


class TakePages(Controller):
    """Pages of takes and scorecards, for who reviews."""

    include_in_schema = False
    dependencies = require(Permission.REVIEW)

    @get(urls.TAKES)
    async def all_takes(self, request: _Request, desk: OpenDesk) -> Template:
        asked = listing.read(TAKES, request)
        return Template(
            "casting/evaluations/pages/list.html",
            context={
                "desk": desk,
                "asked": asked,
                "page": await lists.takes(desk, asked),
                "productions": await lists.productions(desk),
                "roles": await lists.roles(desk, asked.filters.production),
                "states": STATES,
            },
        )

    @get("/sessions/{session_id:uuid}/takes")
    async def takes(self, session_id: FromPath[UUID], desk: OpenDesk) -> Template:
        session = await auditions.session(desk, session_id)
        takes = await store.takes(desk, session.id)
        slots = {slot.id: slot for slot in await auditions.slots(desk, session.id)}
        due = await answers.in_session(desk, session.id)
        given = [each.answer_id for each in due if each.answer_id]
        mails = [each.mail_id for each in due if each.mail_id]
        return Template(
            "casting/evaluations/pages/takes.html",
            context={
                "desk": desk,
                "session": session,
                "production": await productions.production(desk, session.production_id),
                "takes": takes,
                "recordings": await store.recordings(desk, [take.id for take in takes]),
                "slots": slots,
                "actors": [each for each in due if each.seen or not each.withdrawn],
                "words": ANSWERS,
                "mails": await records.about(desk.connection, given, mails),
            },
        )

    @get("/takes/{take_id:uuid}")
    async def take(self, take_id: FromPath[UUID], desk: OpenDesk) -> Template:
        take = await store.take(desk, take_id)
        session = await auditions.session(desk, take.session_id)
        await audit.note(desk, desk.who, "looked at", "take", take.id)
        return Template(
            "casting/evaluations/pages/take.html",
            context={
                "desk": desk,
                "session": session,
                "production": await productions.production(desk, take.production_id),
                **await _shown(desk, take),
                "scorecard": await store.scorecard(desk, take.id, desk.person.id),
            },
        )

    @get("/takes/{take_id:uuid}/progress")
    async def progress(self, take_id: FromPath[UUID], desk: OpenDesk) -> Template:
        take = await store.take(desk, take_id)
        return Template(
            "casting/evaluations/pages/take_media.html", context=await _shown(desk, take)
        )

    @post("/takes/{take_id:uuid}/scorecard")
    async def score(self, take_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        take = await actions.score(desk, take_id, forms.read(Score, data))
        return see_other(urls.take(take.id))

    @post("/takes/{take_id:uuid}/delete")
    async def delete(self, take_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await store.take(desk, take_id)
        confirmation.ask(data, [bin_.DOUBT], action=gettext_noop("Delete"))
        take = await bin_.delete(desk, take_id)
        return undo.offer(desk, urls.takes(take.session_id), "take", take.id, f"Take {take.number}")

    @get("/recordings/{recording_id:uuid}/media", media_type="video/webm")
    async def recording(
        self, recording_id: FromPath[UUID], request: _Request, app_context: AppContextDep
    ) -> Stream:
        async with desk_of(request, Permission.REVIEW) as desk:  # closed before a file is read
            file = await actions.recording(desk, recording_id)
        return await viewing.serve(app_context, desk, file, request.headers)

    @get("/takes/{take_id:uuid}/composite", media_type="video/webm")
    async def composite(
        self, take_id: FromPath[UUID], request: _Request, app_context: AppContextDep
    ) -> Stream:
        async with desk_of(request, Permission.REVIEW) as desk:  # closed before a file is read
            file = await actions.composite(desk, take_id)
        return await viewing.serve(app_context, desk, file, request.headers)

    @get("/takes/{take_id:uuid}/thumbnail", media_type="image/jpeg")
    async def thumbnail(self, take_id: FromPath[UUID], request: _Request) -> Stream:
        async with desk_of(request, Permission.REVIEW) as desk:  # closed before a file is read
            key = await actions.thumbnail(desk, take_id)
        return await file_response.serve(desk.objects, key, request.headers)


async def _shown(desk: Desk, take: Take) -> dict[str, Any]:
    recordings = await store.recordings(desk, [take.id])
    markers = await store.markers(desk, take.id)
    return {
        "take": take,
        "recordings": recordings,
        "timeline": timeline.of(take, recordings, markers),
        "clock": timeline.clock,
    }


class TakeApi(Controller):
    """Takes and scorecards, for programs."""

    path = "/api/v1"
    tags = ["takes"]
    dependencies = require(Permission.REVIEW)

    @get("/takes", operation_class=listing.described(TAKES))
    async def list_all_takes(self, request: _Request, desk: OpenDesk) -> Page[ListedTake]:
        """List the takes of all productions that are at work, or of one production.

        What others gave in the mean is shown for takes that you have scored yourself.
        """
        return await lists.takes(desk, listing.read(TAKES, request))

    @get("/sessions/{session_id:uuid}/takes")
    async def list_takes(self, session_id: FromPath[UUID], desk: OpenDesk) -> list[Take]:
        """List the takes of a session, in the order in which they were recorded."""
        session = await auditions.session(desk, session_id)
        return await store.takes(desk, session.id)

    @post("/takes/{take_id:uuid}/scorecard")
    async def score_take(
        self, take_id: FromPath[UUID], data: JSONBody[Score], desk: OpenDesk
    ) -> Take:
        """Rate a take from 1 to 5, with a note; a later rating replaces your earlier one."""
        return await actions.score(desk, take_id, data)

    @delete("/takes/{take_id:uuid}", status_code=204)
    async def delete_take(self, take_id: FromPath[UUID], desk: OpenDesk) -> None:
        """Delete a take, as an owner. For 30 days it can be restored."""
        await bin_.delete(desk, take_id)


ROUTES: Sequence[ControllerRouterHandler] = (TakePages, TakeApi)
