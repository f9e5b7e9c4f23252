"""A session is edited, duplicated and ended: forms and API."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, delete, get, patch, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.deleting import actions as deleting
from services.gateway.casting.auditions.model import Session
from services.gateway.casting.auditions.planning import actions
from services.gateway.casting.auditions.planning.model import (
    Duplicate,
    SessionFields,
    SessionPatch,
    editable,
)
from services.gateway.casting.productions import store as productions
from services.gateway.web import editing, forms, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import Form, see_other
from services.gateway.web.rendering.zones import ZONES


class PlanningPages(Controller):
    """The page on which a session is changed as a whole."""

    path = "/sessions/{session_id:uuid}"
    include_in_schema = False
    dependencies = require(Permission.CAST)

    @get("/edit")
    async def form(self, session_id: FromPath[UUID], desk: OpenDesk) -> Template:
        session = await sessions.session(desk, session_id)
        return Template(
            "casting/auditions/planning/pages/edit.html",
            context={
                "desk": desk,
                "session": session,
                "editable": editable(session),
                "production": await productions.production(desk, session.production_id),
                "zones": ZONES,
            },
        )

    @post("/edit")
    async def edit(self, session_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        session = await actions.edit(desk, session_id, editing.read(SessionFields, data))
        return see_other(urls.session(session.id))

    @post("/duplicate")
    async def duplicate(self, session_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        copy = await actions.duplicate(desk, session_id, forms.read(Duplicate, data))
        return see_other(urls.session(copy.id))

    @post("/close")
    async def close(self, session_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        session = await actions.close(desk, session_id)
        return see_other(urls.session(session.id))

    @post("/end")
    async def end(self, session_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        session = await actions.end(desk, session_id, ended=True)
        return see_other(urls.session(session.id))

    @post("/resume")
    async def resume(self, session_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        session = await actions.end(desk, session_id, ended=False)
        return see_other(urls.session(session.id))


class PlanningApi(Controller):
    """A session as a whole, for programs."""

    path = "/api/v1/sessions/{session_id:uuid}"
    tags = ["sessions"]
    dependencies = require(Permission.CAST)

    @patch()
    async def edit_session(
        self, session_id: FromPath[UUID], data: JSONBody[SessionPatch], desk: OpenDesk
    ) -> Session:
        """Edit a session. Another date or zone moves all its slots at the same wall times."""
        return await actions.edit(desk, session_id, editing.of_patch(data))

    @delete(status_code=204)
    async def delete_session(self, session_id: FromPath[UUID], desk: OpenDesk) -> None:
        """Delete a session with its takes; nobody is told. For 30 days it can be restored."""
        await deleting.delete(desk, session_id)

    @post("/duplicate")
    async def duplicate_session(
        self, session_id: FromPath[UUID], data: JSONBody[Duplicate], desk: OpenDesk
    ) -> Session:
        """Make another day with the same slots, which are empty."""
        return await actions.duplicate(desk, session_id, data)

    @post("/close")
    async def close_rooms(self, session_id: FromPath[UUID], desk: OpenDesk) -> Session:
        """Close the rooms of a session."""
        return await actions.close(desk, session_id)

    @post("/end")
    async def end_session(self, session_id: FromPath[UUID], desk: OpenDesk) -> Session:
        """End a session: its rooms are closed, and its day changes no more."""
        return await actions.end(desk, session_id, ended=True)

    @post("/resume")
    async def resume_session(self, session_id: FromPath[UUID], desk: OpenDesk) -> Session:
        """Let a session go on that was ended."""
        return await actions.end(desk, session_id, ended=False)


ROUTES: Sequence[ControllerRouterHandler] = (PlanningPages, PlanningApi)
