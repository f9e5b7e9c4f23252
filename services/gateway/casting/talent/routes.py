"""Pages of talent: the list, and one person with all that the office knows of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.productions import store as productions
from services.gateway.casting.talent import actions, bulk, confirmations, lists, store, terms
from services.gateway.casting.talent.api_routes import TalentApi
from services.gateway.casting.talent.availability import routes as availability
from services.gateway.casting.talent.bin import routes as bins
from services.gateway.casting.talent.bin import store as bin_store
from services.gateway.casting.talent.guardians import routes as guardians
from services.gateway.casting.talent.lists import TALENT
from services.gateway.casting.talent.model import Talent, TalentFields
from services.gateway.casting.talent.notes import routes as notes
from services.gateway.casting.talent.photos import routes as photos
from services.gateway.casting.talent.reps import routes as reps
from services.gateway.web import confirmation, editing, forms, listing, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import Form, see_other
from services.gateway.web.rendering.zones import ZONES


class TalentPages(Controller):
    """Pages of talent."""

    path = urls.TALENT
    include_in_schema = False
    dependencies = require(Permission.PEOPLE)

    @get()
    async def talent(self, request: Request[Any, Any, Any], desk: OpenDesk) -> Template:
        asked = listing.read(TALENT, request)
        page = await lists.talent(desk, asked)
        return Template(
            "casting/talent/pages/list.html",
            context={
                "desk": desk,
                "asked": asked,
                "page": page,
                "known": await terms.known(desk),
                "zones": ZONES,
                "blank": TalentFields(name=""),
            },
        )

    @post(dependencies=require(Permission.CURATE))
    async def add(self, data: Form, desk: OpenDesk) -> Redirect:
        new = forms.read(TalentFields, terms.read(data))
        confirmation.ask(data, await confirmations.of_addition(desk, new))
        talent = await actions.add(desk, new)
        return see_other(urls.talent(talent.id))

    @post("/tag")
    async def tag_chosen(self, data: Form, desk: OpenDesk) -> Redirect:
        await bulk.tag(desk, listing.chosen(TALENT, data), str(data.get("new_tag", "")))
        return see_other(urls.TALENT)

    @post("/archive")
    async def archive_chosen(self, data: Form, desk: OpenDesk) -> Redirect:
        await bulk.archive(desk, listing.chosen(TALENT, data))
        return see_other(urls.TALENT)

    @get("/{talent_id:uuid}")
    async def person(self, talent_id: FromPath[UUID], desk: OpenDesk) -> Template | Redirect:
        talent = await store.talent(desk, talent_id)
        if talent.id != talent_id:  # who was merged with them
            return see_other(urls.talent(talent.id))
        return Template("casting/talent/pages/talent.html", context=await _known(desk, talent))

    @post("/{talent_id:uuid}")
    async def edit(self, talent_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        talent = await actions.edit(desk, talent_id, editing.read(TalentFields, terms.read(data)))
        return see_other(urls.talent(talent.id))


async def _known(desk: Desk, talent: Talent) -> dict[str, Any]:
    """Return all that is known of somebody: each part of it is its own slice's."""
    return {
        "desk": desk,
        "talent": talent,
        "zones": ZONES,
        "known": await terms.known(desk),
        "productions": await productions.productions(desk),
        "hold": await bin_store.hold_of(desk.connection, talent.id),
        **await reps.of_talent(desk, talent),
        **await notes.of_talent(desk, talent),
        **await guardians.of_talent(desk, talent),
        **await availability.of_talent(desk, talent),
        **await photos.of_talent(desk, talent),
    }


ROUTES: Sequence[ControllerRouterHandler] = (
    TalentPages,
    TalentApi,
    *bins.ROUTES,
    *reps.ROUTES,
    *notes.ROUTES,
    *guardians.ROUTES,
    *availability.ROUTES,
    *photos.ROUTES,
)
