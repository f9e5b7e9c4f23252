"""Pages of reps and firms, and of whom they represent."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.talent.model import Talent
from services.gateway.casting.talent.reps import actions, lists, representations, store
from services.gateway.casting.talent.reps.api_routes import FirmApi, RepApi, RepresentationApi
from services.gateway.casting.talent.reps.lists import REPS
from services.gateway.casting.talent.reps.model import FirmFields, RepFields, Representing
from services.gateway.web import confirmation, editing, forms, listing, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering import undo
from services.gateway.web.rendering.redirects import Form, see_other
from services.gateway.web.rendering.zones import ZONES
from shared.texts import gettext_noop

_PAGES = "casting/talent/reps/pages"
DELETING = gettext_noop("They are shown with nobody any more. Whom they represent stays.")
DELETING_FIRM = gettext_noop("Its reps stay, and are shown as on their own.")


class RepPages(Controller):
    """Pages of reps."""

    path = urls.REPS
    include_in_schema = False
    dependencies = require(Permission.PEOPLE)

    @get()
    async def reps(self, request: Request[Any, Any, Any], desk: OpenDesk) -> Template:
        asked = listing.read(REPS, request)
        context = {
            "desk": desk,
            "asked": asked,
            "page": await lists.reps(desk, asked),
            "firms": await store.firms(desk),
            "zones": ZONES,
            "blank_rep": RepFields(name=""),
            "blank_firm": FirmFields(name=""),
        }
        return Template(f"{_PAGES}/reps.html", context=context)

    @post(dependencies=require(Permission.CURATE))
    async def add(self, data: Form, desk: OpenDesk) -> Redirect:
        rep = await actions.add(desk, forms.read(RepFields, data))
        return see_other(urls.rep(rep.id))

    @get("/{rep_id:uuid}")
    async def rep(self, rep_id: FromPath[UUID], desk: OpenDesk) -> Template:
        rep = await store.rep(desk, rep_id)
        context = {
            "desk": desk,
            "rep": rep,
            "represented": await representations.of_rep(desk, rep.id),
            "firms": await store.firms(desk),
            "zones": ZONES,
        }
        return Template(f"{_PAGES}/rep.html", context=context)

    @post("/{rep_id:uuid}")
    async def edit(self, rep_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.edit(desk, rep_id, editing.read(RepFields, data))
        return see_other(urls.rep(rep_id))

    @post("/{rep_id:uuid}/delete", dependencies=require(Permission.CURATE))
    async def delete(self, rep_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        rep = await store.rep(desk, rep_id)
        confirmation.ask(data, [DELETING], action=gettext_noop("Delete"))
        await actions.delete(desk, rep.id)
        return undo.offer(desk, urls.REPS, "rep", rep.id, rep.name)


class FirmPages(Controller):
    """Pages of firms."""

    path = urls.REP_FIRMS
    include_in_schema = False
    dependencies = require(Permission.PEOPLE)

    @post(dependencies=require(Permission.CURATE))
    async def add(self, data: Form, desk: OpenDesk) -> Redirect:
        firm = await actions.add_firm(desk, forms.read(FirmFields, data))
        return see_other(urls.rep_firm(firm.id))

    @get("/{firm_id:uuid}")
    async def firm(self, firm_id: FromPath[UUID], desk: OpenDesk) -> Template:
        firm = await store.firm(desk, firm_id)
        context = {
            "desk": desk,
            "firm": firm,
            "reps": await store.reps(desk, firm_id=firm.id),
            "zones": ZONES,
        }
        return Template(f"{_PAGES}/firm.html", context=context)

    @post("/{firm_id:uuid}")
    async def edit(self, firm_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.edit_firm(desk, firm_id, editing.read(FirmFields, data))
        return see_other(urls.rep_firm(firm_id))

    @post("/{firm_id:uuid}/delete", dependencies=require(Permission.CURATE))
    async def delete(self, firm_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        firm = await store.firm(desk, firm_id)
        confirmation.ask(data, [DELETING_FIRM], action=gettext_noop("Delete"))
        await actions.delete_firm(desk, firm.id)
        return undo.offer(desk, urls.REPS, "rep_firm", firm.id, firm.name)


class RepresentationPages(Controller):
    """Forms on a person's page that say who represents them."""

    path = urls.TALENT
    include_in_schema = False
    dependencies = require(Permission.PEOPLE)

    @post("/{talent_id:uuid}/reps")
    async def represent(self, talent_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.represent(desk, talent_id, forms.read(Representing, data))
        return see_other(urls.talent(talent_id))

    @post("/{talent_id:uuid}/reps/{rep_id:uuid}/end")
    async def stop_representing(
        self, talent_id: FromPath[UUID], rep_id: FromPath[UUID], desk: OpenDesk
    ) -> Redirect:
        await actions.stop_representing(desk, talent_id, rep_id)
        return see_other(urls.talent(talent_id))


async def of_talent(desk: Desk, talent: Talent) -> Mapping[str, Any]:
    """Return what a person's page shows of their reps, and whom it offers."""
    return {
        "representations": await representations.of_talent(desk, talent.id),
        "reps": await store.reps(desk),
    }


ROUTES: Sequence[ControllerRouterHandler] = (
    RepPages,
    FirmPages,
    RepresentationPages,
    RepApi,
    FirmApi,
    RepresentationApi,
)
