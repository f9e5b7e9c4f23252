"""Pages and API of takes, scorecards and outcomes."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Stream, Template

from services.gateway import audit, forms, media, paths
from services.gateway.auditions import store as auditions
from services.gateway.desk import Desk
from services.gateway.evaluations import actions, store, timeline
from services.gateway.evaluations.model import Decision, Score, Take
from services.gateway.house import REVIEWING, OpenDesk
from services.gateway.productions import store as productions
from services.gateway.web import Form, see_other

_Request = Request[Any, Any, Any]


class TakePages(Controller):
    include_in_schema = False
    dependencies = REVIEWING

    @get("/sessions/{session_id:uuid}/takes")
    async def takes(self, session_id: FromPath[UUID], desk: OpenDesk) -> Template:
        session = await auditions.session(desk, session_id)
        takes = await store.takes(desk, session.id)
        guests = await auditions.guests(desk, session.id)
        return Template(
            "evaluations/pages/takes.html",
            context={
                "desk": desk,
                "session": session,
                "production": await productions.production(desk, session.production_id),
                "takes": takes,
                "recordings": await store.recordings(desk, [take.id for take in takes]),
                "slots": await auditions.slots(desk, session.id),
                "actors": {g.slot_id: g for g in guests if g.role == "actor" and not g.revoked_at},
                "outcomes": {o.guest_id: o for o in await store.outcomes(desk, session.id)},
            },
        )

    @get("/takes/{take_id:uuid}")
    async def take(self, take_id: FromPath[UUID], desk: OpenDesk) -> Template:
        take = await store.take(desk, take_id)
        session = await auditions.session(desk, take.session_id)
        await audit.note(desk, desk.who, "looked at", "take", take.id)
        return Template(
            "evaluations/pages/take.html",
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
        return Template("evaluations/pages/take_media.html", context=await _shown(desk, take))

    @post("/takes/{take_id:uuid}/scorecard")
    async def score(self, take_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        take = await actions.score(desk, take_id, forms.read(Score, data))
        return see_other(paths.take(take.id))

    @post("/sessions/{session_id:uuid}/outcomes")
    async def decide(self, session_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.decide(desk, session_id, forms.read(Decision, data))
        return see_other(paths.takes(session_id))

    @get("/recordings/{recording_id:uuid}/media", media_type="video/webm")
    async def recording(
        self, recording_id: FromPath[UUID], desk: OpenDesk, request: _Request
    ) -> Stream:
        key = await actions.watch_recording(desk, recording_id)
        return await media.serve(desk.objects, key, request.headers)

    @get("/takes/{take_id:uuid}/composite", media_type="video/webm")
    async def composite(self, take_id: FromPath[UUID], desk: OpenDesk, request: _Request) -> Stream:
        key = await actions.watch_composite(desk, take_id)
        return await media.serve(desk.objects, key, request.headers)

    @get("/takes/{take_id:uuid}/thumbnail", media_type="image/jpeg")
    async def thumbnail(self, take_id: FromPath[UUID], desk: OpenDesk, request: _Request) -> Stream:
        key = await actions.look_at_thumbnail(desk, take_id)
        return await media.serve(desk.objects, key, request.headers)


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
    path = "/api/v1"
    tags = ["takes"]
    dependencies = REVIEWING

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
