"""A list of people is pasted: its page, and for programs."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.model import Guest
from services.gateway.casting.auditions.pasting import actions
from services.gateway.casting.auditions.pasting.model import (
    TROUBLES,
    PastedList,
    PastedPerson,
    Placements,
)
from services.gateway.casting.productions import store as productions
from services.gateway.web import forms, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import Form, see_other


class PastingPages(Controller):
    """The page on which a list is pasted, and seen before it is taken."""

    path = "/sessions/{session_id:uuid}/list"
    include_in_schema = False
    dependencies = require(Permission.CAST)

    @get()
    async def form(self, session_id: FromPath[UUID], desk: OpenDesk) -> Template:
        return await _page(desk, session_id, "", None)

    @post("/preview", status_code=200)
    async def preview(self, session_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Template:
        text = forms.read(PastedList, data).text
        return await _page(desk, session_id, text, await actions.preview(desk, session_id, text))

    @post()
    async def fill(self, session_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.fill(desk, session_id, forms.read(Placements, data))
        return see_other(urls.session(session_id))


async def _page(
    desk: Desk, session_id: UUID, text: str, people: Sequence[PastedPerson] | None
) -> Template:
    session = await sessions.session(desk, session_id)
    return Template(
        "casting/auditions/pasting/pages/list.html",
        context={
            "desk": desk,
            "session": session,
            "production": await productions.production(desk, session.production_id),
            "text": text,
            "people": people,
            "placed": sum(each.slot_id is not None for each in people or ()),
            "troubles": TROUBLES,
        },
    )


class PastingApi(Controller):
    """A list of people for a day, for programs."""

    path = "/api/v1/sessions/{session_id:uuid}/list"
    tags = ["sessions"]
    dependencies = require(Permission.CAST)

    @post("/preview", status_code=200)
    async def preview_list(
        self, session_id: FromPath[UUID], data: JSONBody[PastedList], desk: OpenDesk
    ) -> list[PastedPerson]:
        """Say which free slot the person of each line would have."""
        return await actions.preview(desk, session_id, data.text)

    @post()
    async def fill_slots(
        self, session_id: FromPath[UUID], data: JSONBody[Placements], desk: OpenDesk
    ) -> list[Guest]:
        """Put people into slots, all of them or nobody; nothing is sent by it."""
        return await actions.fill(desk, session_id, data)


ROUTES: Sequence[ControllerRouterHandler] = (PastingPages, PastingApi)
