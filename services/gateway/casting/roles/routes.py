"""Roles are edited, put in order, duplicated, archived and deleted: pages and API."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, delete, get, patch, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.productions import store as productions
from services.gateway.casting.productions.model import STATES, Role, RoleFields, Sides
from services.gateway.casting.roles import actions, confirmations, sides
from services.gateway.casting.roles.model import Archiving, Placing, RolePatch
from services.gateway.web import confirmation, editing, forms, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering import undo
from services.gateway.web.rendering.redirects import Form, see_other
from shared.texts import gettext_noop


class RolePages(Controller):
    """The page of a role, and its forms."""

    path = "/roles/{role_id:uuid}"
    include_in_schema = False
    dependencies = require(Permission.CAST)

    @get(dependencies=require(Permission.SEE))
    async def role(self, role_id: FromPath[UUID], desk: OpenDesk) -> Template:
        role = await productions.role(desk, role_id)
        all_roles = await productions.roles(desk, role.production_id)
        context = {
            "desk": desk,
            "role": role,
            "production": await productions.production(desk, role.production_id),
            "states": STATES,
            "position": [each.id for each in all_roles].index(role.id) + 1,
            "count": len(all_roles),
        }
        return Template("casting/roles/pages/role.html", context=context)

    @post()
    async def edit(self, role_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.edit(desk, role_id, editing.read(RoleFields, data))
        return see_other(urls.role(role_id))

    @post("/archive")
    async def archive(self, role_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        archived = forms.read(Archiving, data).archived
        await actions.archive(desk, role_id, archived=archived)
        return see_other(urls.role(role_id))

    @post("/move")
    async def move(self, role_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        role = await actions.move(desk, role_id, forms.read(Placing, data).position)
        return see_other(urls.production(role.production_id))

    @post("/duplicate")
    async def duplicate(self, role_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        copy = await actions.duplicate(desk, role_id)
        return see_other(urls.role(copy.id))

    @post("/delete")
    async def delete(self, role_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        role = await productions.role(desk, role_id)
        confirmation.ask(
            data, await confirmations.of_deletion(desk, role), action=gettext_noop("Delete")
        )
        await actions.delete(desk, role.id)
        return undo.offer(desk, urls.production(role.production_id), "role", role.id, role.name)


class RoleApi(Controller):
    """A role, for programs."""

    path = "/api/v1/roles/{role_id:uuid}"
    tags = ["productions"]
    dependencies = require(Permission.CAST)

    @get(dependencies=require(Permission.SEE))
    async def show_role(self, role_id: FromPath[UUID], desk: OpenDesk) -> Role:
        """Show a role."""
        return await productions.role(desk, role_id)

    @patch()
    async def edit_role(
        self, role_id: FromPath[UUID], data: JSONBody[RolePatch], desk: OpenDesk
    ) -> Role:
        """Change what is given, on the version that it was seen in; a newer one is a conflict."""
        return await actions.edit(desk, role_id, editing.of_patch(data))

    @post("/archive", status_code=204)
    async def archive_role(
        self, role_id: FromPath[UUID], data: JSONBody[Archiving], desk: OpenDesk
    ) -> None:
        """Put a role aside, or take it up again."""
        await actions.archive(desk, role_id, archived=data.archived)

    @post("/move", status_code=204)
    async def move_role(
        self, role_id: FromPath[UUID], data: JSONBody[Placing], desk: OpenDesk
    ) -> None:
        """Put a role in another place among those of its production."""
        await actions.move(desk, role_id, data.position)

    @post("/duplicate")
    async def duplicate_role(self, role_id: FromPath[UUID], desk: OpenDesk) -> Role:
        """Add a role like this one: its breakdown and sides, none of its candidates."""
        return await actions.duplicate(desk, role_id)

    @delete(status_code=204)
    async def delete_role(self, role_id: FromPath[UUID], desk: OpenDesk) -> None:
        """Delete a role with its candidates. For 30 days they can be restored."""
        await actions.delete(desk, role_id)


class SidesForm(Controller):
    """The form that deletes sides."""

    path = "/sides/{sides_id:uuid}"
    include_in_schema = False
    dependencies = require(Permission.CAST)

    @post("/delete")
    async def delete(self, sides_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        found = await productions.sides(desk, sides_id)
        confirmation.ask(data, [sides.doubt(found)], action=gettext_noop("Delete"))
        await sides.delete(desk, found.id)
        return undo.offer(desk, urls.role(found.role_id), "sides", found.id, found.file_name)


class SidesApi(Controller):
    """The sides of roles, for programs."""

    path = "/api/v1"
    tags = ["productions"]

    @get("/roles/{role_id:uuid}/sides")
    async def list_sides(self, role_id: FromPath[UUID], desk: OpenDesk) -> list[Sides]:
        """List the sides of a role, in the order in which they were added."""
        role = await productions.role(desk, role_id)
        return await productions.sides_of_roles(desk, [role.id])

    @delete("/sides/{sides_id:uuid}", status_code=204, dependencies=require(Permission.CAST))
    async def delete_sides(self, sides_id: FromPath[UUID], desk: OpenDesk) -> None:
        """Delete sides. For 30 days they can be restored."""
        await sides.delete(desk, sides_id)


ROUTES: Sequence[ControllerRouterHandler] = (RolePages, RoleApi, SidesForm, SidesApi)
