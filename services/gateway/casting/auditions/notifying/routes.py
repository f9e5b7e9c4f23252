"""The sheet of what is unsent in a session, as a page and for programs."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.notifying import actions, sheet, store
from services.gateway.casting.auditions.notifying.model import Notification, Notifying, Unsent
from services.gateway.casting.productions import store as productions
from services.gateway.web import forms, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import Form, see_other


class NotificationPages(Controller):
    """Who is to be told, and what is about to leave."""

    include_in_schema = False
    dependencies = require(Permission.CAST)

    @get("/sessions/{session_id:uuid}/notifications")
    async def sheet(self, session_id: FromPath[UUID], desk: OpenDesk) -> Template:
        session = await sessions.session(desk, session_id)
        return Template(
            "casting/auditions/notifying/pages/sheet.html",
            context={
                "desk": desk,
                "session": session,
                "production": await productions.production(desk, session.production_id),
                "unsent": await sheet.unsent(desk, session.id),
                "waiting": await store.waiting(desk, session.id),
            },
        )

    @post("/sessions/{session_id:uuid}/notifications")
    async def notify(self, session_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.notify(desk, session_id, forms.read(Notifying, data))
        return see_other(urls.session(session_id))

    @post("/notifications/{notification_id:uuid}/take-back")
    async def take_back(self, notification_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        taken = await actions.take_back(desk, notification_id)
        return see_other(urls.session(taken.session_id))


class NotificationApi(Controller):
    """What people of a session are to be told, for programs."""

    path = "/api/v1"
    tags = ["sessions"]
    dependencies = require(Permission.CAST)

    @get("/sessions/{session_id:uuid}/unsent")
    async def list_unsent(self, session_id: FromPath[UUID], desk: OpenDesk) -> list[Unsent]:
        """List for whom something changed that they do not know, with whom the mails go to."""
        return await sheet.unsent(desk, session_id)

    @get("/sessions/{session_id:uuid}/notifications")
    async def list_waiting(self, session_id: FromPath[UUID], desk: OpenDesk) -> list[Notification]:
        """List what is about to leave, and can be taken back."""
        session = await sessions.session(desk, session_id)
        return await store.waiting(desk, session.id)

    @post("/sessions/{session_id:uuid}/notifications")
    async def notify_people(
        self, session_id: FromPath[UUID], data: JSONBody[Notifying], desk: OpenDesk
    ) -> Notification:
        """Tell some people of a session what changed. The mails leave after 30 seconds."""
        return await actions.notify(desk, session_id, data)

    @post("/notifications/{notification_id:uuid}/take-back", status_code=200)
    async def take_notification_back(
        self, notification_id: FromPath[UUID], desk: OpenDesk
    ) -> Notification:
        """Take back what has not left."""
        return await actions.take_back(desk, notification_id)


ROUTES: Sequence[ControllerRouterHandler] = (NotificationPages, NotificationApi)
