"""The API of talent."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, delete, get, patch, post
from litestar.params import FromPath, JSONBody

from services.gateway.casting.talent import actions, bulk, lists, store
from services.gateway.casting.talent.bin import actions as bin_actions
from services.gateway.casting.talent.bulk import Done, Tagging
from services.gateway.casting.talent.lists import TALENT, TalentFilters
from services.gateway.casting.talent.model import Talent, TalentFields, TalentPatch
from services.gateway.web import editing, listing
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.listing import Page, Selection
from services.gateway.web.permissions import Permission


class TalentApi(Controller):
    """Talent, for programs."""

    path = "/api/v1/talent"
    tags = ["talent"]
    dependencies = require(Permission.PEOPLE)

    @get(operation_class=listing.described(TALENT))
    async def list_talent(self, request: Request[Any, Any, Any], desk: OpenDesk) -> Page[Talent]:
        """List talent, a page at a time: `next` is where the one after it begins."""
        return await lists.talent(desk, listing.read(TALENT, request))

    @post(dependencies=require(Permission.CURATE))
    async def add_talent(self, data: JSONBody[TalentFields], desk: OpenDesk) -> Talent:
        """Add somebody."""
        return await actions.add(desk, data)

    @post("/tag", status_code=200)
    async def tag_talent(self, data: JSONBody[Tagging], desk: OpenDesk) -> Done:
        """Give a tag to those of `ids`, or to all, that match: 1,000 at most."""
        return Done(await bulk.tag(desk, data.selection, data.tag))

    @post("/archive", status_code=200)
    async def archive_many(self, data: JSONBody[Selection[TalentFilters]], desk: OpenDesk) -> Done:
        """Put those of `ids`, or all, that match aside: 1,000 at most."""
        return Done(await bulk.archive(desk, data))

    @get("/{talent_id:uuid}")
    async def show_talent(self, talent_id: FromPath[UUID], desk: OpenDesk) -> Talent:
        """Show somebody; who was merged is answered with who was kept."""
        return await store.talent(desk, talent_id)

    @patch("/{talent_id:uuid}")
    async def edit_talent(
        self, talent_id: FromPath[UUID], data: JSONBody[TalentPatch], desk: OpenDesk
    ) -> Talent:
        """Change what is given, on the version that it was seen in; a newer one is a conflict."""
        return await actions.edit(desk, talent_id, editing.of_patch(data))

    @delete("/{talent_id:uuid}", status_code=204, dependencies=require(Permission.CURATE))
    async def delete_talent(self, talent_id: FromPath[UUID], desk: OpenDesk) -> None:
        """Delete somebody: they can be restored for 30 days, then all that is known goes."""
        await bin_actions.delete(desk, talent_id)
