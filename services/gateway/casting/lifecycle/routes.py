"""Productions are edited, duplicated, archived and deleted: pages and API."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, delete, get, patch, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.lifecycle import actions, confirmations
from services.gateway.casting.lifecycle.model import Archiving, ProductionPatch
from services.gateway.casting.productions import store as productions
from services.gateway.casting.productions.model import NewProduction, Production
from services.gateway.web import confirmation, editing, forms, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering import undo
from services.gateway.web.rendering.redirects import Form, see_other
from shared.texts import gettext_noop


class LifecyclePages(Controller):
    """The page on which a production is edited, and its forms."""

    path = "/productions/{production_id:uuid}"
    include_in_schema = False
    dependencies = require(Permission.START)

    @get("/edit")
    async def editing(self, production_id: FromPath[UUID], desk: OpenDesk) -> Template:
        production = await productions.production(desk, production_id)
        return Template(
            "casting/lifecycle/pages/edit.html", context={"desk": desk, "production": production}
        )

    @post("/edit")
    async def edit(self, production_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.edit(desk, production_id, editing.read(NewProduction, data))
        return see_other(urls.production(production_id))

    @post("/archive")
    async def archive(self, production_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        archived = forms.read(Archiving, data).archived
        await actions.archive(desk, production_id, archived=archived)
        return see_other(urls.production(production_id))

    @post("/duplicate")
    async def duplicate(self, production_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        copy = await actions.duplicate(desk, production_id)
        return see_other(urls.production(copy.id))

    @post("/delete")
    async def delete(self, production_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        production = await productions.production(desk, production_id)
        confirmation.ask(
            data, await confirmations.of_deletion(desk, production), action=gettext_noop("Delete")
        )
        await actions.delete(desk, production.id)
        return undo.offer(desk, urls.PRODUCTIONS, "production", production.id, production.title)


class LifecycleApi(Controller):
    """A production, for programs."""

    path = "/api/v1/productions/{production_id:uuid}"
    tags = ["productions"]
    dependencies = require(Permission.START)

    @get(dependencies=require(Permission.SEE))
    async def show_production(self, production_id: FromPath[UUID], desk: OpenDesk) -> Production:
        """Show a production."""
        return await productions.production(desk, production_id)

    @patch()
    async def edit_production(
        self, production_id: FromPath[UUID], data: JSONBody[ProductionPatch], desk: OpenDesk
    ) -> Production:
        """Change what is given, on the version that it was seen in; a newer one is a conflict."""
        return await actions.edit(desk, production_id, editing.of_patch(data))

    @post("/archive", status_code=204)
    async def archive_production(
        self, production_id: FromPath[UUID], data: JSONBody[Archiving], desk: OpenDesk
    ) -> None:
        """Put a production aside, or take it up again."""
        await actions.archive(desk, production_id, archived=data.archived)

    @post("/duplicate")
    async def duplicate_production(
        self, production_id: FromPath[UUID], desk: OpenDesk
    ) -> Production:
        """Start a production like this one: its roles with sides, and its rounds; nobody."""
        return await actions.duplicate(desk, production_id)

    @delete(status_code=204)
    async def delete_production(self, production_id: FromPath[UUID], desk: OpenDesk) -> None:
        """Delete a production with all in it. For 30 days it can be restored."""
        await actions.delete(desk, production_id)


ROUTES: Sequence[ControllerRouterHandler] = (LifecyclePages, LifecycleApi)
