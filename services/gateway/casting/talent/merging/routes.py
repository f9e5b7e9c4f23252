"""Pages and API of merges: choosing between two records, and taking a merge back."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from litestar import Controller, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.talent.merging import actions, store
from services.gateway.casting.talent.merging.model import FIELDS, LISTS, Merge, NewMerge, usual
from services.gateway.web import forms, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import Form, see_other


class Merged(msgspec.Struct, frozen=True):
    """What a merge is taken back by."""

    id: UUID


class MergePages(Controller):
    """Pages of merges."""

    include_in_schema = False
    dependencies = require(Permission.CURATE)

    @get(urls.MERGES)
    async def merges(self, desk: OpenDesk) -> Template:
        return Template(
            "casting/talent/merging/pages/merges.html",
            context={"desk": desk, "merges": await store.merges(desk)},
        )

    @get("/talent/{talent_id:uuid}/merge/{other_id:uuid}")
    async def choose(
        self, talent_id: FromPath[UUID], other_id: FromPath[UUID], desk: OpenDesk
    ) -> Template:
        kept, other = await actions.both(desk, talent_id, other_id)
        return Template(
            "casting/talent/merging/pages/merge.html",
            context={
                "desk": desk,
                "kept": kept,
                "other": other,
                "fields": FIELDS,
                "lists": LISTS,
                "usual": {field: usual(kept, field) for field in FIELDS},
            },
        )

    @post("/talent/{talent_id:uuid}/merge")
    async def merge(self, talent_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.merge(desk, talent_id, forms.read(NewMerge, data))
        return see_other(urls.MERGES)

    @post("/talent/merges/{merge_id:uuid}/undo")
    async def undo(self, merge_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        await actions.undo(desk, merge_id)
        return see_other(urls.MERGES)


class MergeApi(Controller):
    """Merges, for programs."""

    path = "/api/v1"
    tags = ["talent"]
    dependencies = require(Permission.CURATE)

    @post("/talent/{talent_id:uuid}/merge")
    async def merge_talent(
        self, talent_id: FromPath[UUID], data: JSONBody[NewMerge], desk: OpenDesk
    ) -> Merged:
        """Merge another record of the same person into this one."""
        return Merged(await actions.merge(desk, talent_id, data))

    @get("/merges")
    async def list_merges(self, desk: OpenDesk) -> list[Merge]:
        """List the merges that can be taken back, newest first."""
        return await store.merges(desk)

    @post("/merges/{merge_id:uuid}/undo", status_code=204)
    async def undo_merge(self, merge_id: FromPath[UUID], desk: OpenDesk) -> None:
        """Part two records again, as they were."""
        await actions.undo(desk, merge_id)


ROUTES: Sequence[ControllerRouterHandler] = (MergePages, MergeApi)
