"""Page and API of records that may be of one person."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.talent.duplicates import actions
from services.gateway.casting.talent.duplicates.model import Dismissal, Duplicates
from services.gateway.web import forms, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import Form, see_other


class DuplicatePages(Controller):
    """The page of who may be one person."""

    path = urls.DUPLICATES
    include_in_schema = False
    dependencies = require(Permission.CURATE)

    @get()
    async def duplicates(self, desk: OpenDesk) -> Template:
        return Template(
            "casting/talent/duplicates/pages/duplicates.html",
            context={"desk": desk, "found": await actions.duplicates(desk)},
        )

    @post("/dismiss")
    async def dismiss(self, data: Form, desk: OpenDesk) -> Redirect:
        await actions.dismiss(desk, forms.read(Dismissal, data))
        return see_other(urls.DUPLICATES)


class DuplicateApi(Controller):
    """Records that may be of one person, for programs."""

    path = "/api/v1"
    tags = ["talent"]
    dependencies = require(Permission.CURATE)

    @get("/duplicates")
    async def list_duplicates(self, desk: OpenDesk) -> Duplicates:
        """List the 50 likeliest pairs of records that may be of one person."""
        return await actions.duplicates(desk)

    @post("/talent/{talent_id:uuid}/duplicates/{other_id:uuid}/dismiss", status_code=204)
    async def dismiss_duplicate(
        self, talent_id: FromPath[UUID], other_id: FromPath[UUID], desk: OpenDesk
    ) -> None:
        """Say that two records are of two people."""
        await actions.dismiss(desk, Dismissal(talent_id, other_id))


ROUTES: Sequence[ControllerRouterHandler] = (DuplicatePages, DuplicateApi)
