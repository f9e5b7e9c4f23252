"""A session is deleted by its form; programs do it where they edit one."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from services.gateway.casting.auditions import store as auditions
from services.gateway.casting.auditions.deleting import actions
from services.gateway.web import confirmation, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering import undo
from services.gateway.web.rendering.redirects import Form
from shared.texts import gettext_noop


class DeletionForm(Controller):
    """The form that deletes a session."""

    path = "/sessions/{session_id:uuid}"
    include_in_schema = False
    dependencies = require(Permission.CAST)

    @post("/delete")
    async def delete(self, session_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        session = await auditions.session(desk, session_id)
        confirmation.ask(data, await actions.doubts(desk, session), action=gettext_noop("Delete"))
        await actions.delete(desk, session.id)
        onward = urls.production(session.production_id)
        return undo.offer(desk, onward, "session", session.id, session.title)


ROUTES: Sequence[ControllerRouterHandler] = (DeletionForm,)
