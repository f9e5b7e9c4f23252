"""The API of reps and firms, and of whom they represent."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, delete, get, patch, post
from litestar.params import FromPath, JSONBody

from services.gateway.casting.talent import store as talent_store
from services.gateway.casting.talent.reps import actions, lists, representations, store
from services.gateway.casting.talent.reps.lists import REPS
from services.gateway.casting.talent.reps.model import (
    Firm,
    FirmFields,
    FirmPatch,
    Rep,
    RepFields,
    RepPatch,
    Representation,
    Representing,
)
from services.gateway.web import editing, listing
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.listing import Page
from services.gateway.web.permissions import Permission


class RepApi(Controller):
    """Reps, for programs."""

    path = "/api/v1/reps"
    tags = ["reps"]
    dependencies = require(Permission.PEOPLE)

    @get(operation_class=listing.described(REPS))
    async def list_reps(self, request: Request[Any, Any, Any], desk: OpenDesk) -> Page[Rep]:
        """List reps by their names, a page at a time."""
        return await lists.reps(desk, listing.read(REPS, request))

    @post(dependencies=require(Permission.CURATE))
    async def add_rep(self, data: JSONBody[RepFields], desk: OpenDesk) -> Rep:
        """Add a rep."""
        return await actions.add(desk, data)

    @get("/{rep_id:uuid}")
    async def show_rep(self, rep_id: FromPath[UUID], desk: OpenDesk) -> Rep:
        """Show a rep."""
        return await store.rep(desk, rep_id)

    @patch("/{rep_id:uuid}")
    async def edit_rep(
        self, rep_id: FromPath[UUID], data: JSONBody[RepPatch], desk: OpenDesk
    ) -> Rep:
        """Change what is given, on the version that it was seen in; a newer one is a conflict."""
        return await actions.edit(desk, rep_id, editing.of_patch(data))

    @delete("/{rep_id:uuid}", status_code=204, dependencies=require(Permission.CURATE))
    async def delete_rep(self, rep_id: FromPath[UUID], desk: OpenDesk) -> None:
        """Delete a rep. Whom they represent stays."""
        await actions.delete(desk, rep_id)

    @get("/{rep_id:uuid}/talent")
    async def list_represented(
        self, rep_id: FromPath[UUID], desk: OpenDesk
    ) -> list[Representation]:
        """List whom a rep represents, and before whom they have represented."""
        rep = await store.rep(desk, rep_id)
        return await representations.of_rep(desk, rep.id)


class FirmApi(Controller):
    """Firms of reps, for programs."""

    path = "/api/v1/rep-firms"
    tags = ["reps"]
    dependencies = require(Permission.PEOPLE)

    @get()
    async def list_firms(self, desk: OpenDesk) -> list[Firm]:
        """List the firms by their names, the first 500."""
        return await store.firms(desk)

    @post(dependencies=require(Permission.CURATE))
    async def add_firm(self, data: JSONBody[FirmFields], desk: OpenDesk) -> Firm:
        """Add a firm."""
        return await actions.add_firm(desk, data)

    @get("/{firm_id:uuid}")
    async def show_firm(self, firm_id: FromPath[UUID], desk: OpenDesk) -> Firm:
        """Show a firm."""
        return await store.firm(desk, firm_id)

    @patch("/{firm_id:uuid}")
    async def edit_firm(
        self, firm_id: FromPath[UUID], data: JSONBody[FirmPatch], desk: OpenDesk
    ) -> Firm:
        """Change what is given, on the version that it was seen in; a newer one is a conflict."""
        return await actions.edit_firm(desk, firm_id, editing.of_patch(data))

    @delete("/{firm_id:uuid}", status_code=204, dependencies=require(Permission.CURATE))
    async def delete_firm(self, firm_id: FromPath[UUID], desk: OpenDesk) -> None:
        """Delete a firm. Its reps stay."""
        await actions.delete_firm(desk, firm_id)


class RepresentationApi(Controller):
    """Who represents somebody, for programs."""

    path = "/api/v1/talent/{talent_id:uuid}/reps"
    tags = ["talent"]
    dependencies = require(Permission.PEOPLE)

    @get()
    async def list_representations(
        self, talent_id: FromPath[UUID], desk: OpenDesk
    ) -> list[Representation]:
        """List who represents somebody, and after them who did before."""
        talent = await talent_store.talent(desk, talent_id)
        return await representations.of_talent(desk, talent.id)

    @post()
    async def represent(
        self, talent_id: FromPath[UUID], data: JSONBody[Representing], desk: OpenDesk
    ) -> list[Representation]:
        """Say that a rep represents somebody, now or again."""
        await actions.represent(desk, talent_id, data)
        return await representations.of_talent(desk, talent_id)

    @delete("/{rep_id:uuid}", status_code=204)
    async def stop_representing(
        self, talent_id: FromPath[UUID], rep_id: FromPath[UUID], desk: OpenDesk
    ) -> None:
        """Say that a rep represents somebody no more: they are listed as a former one."""
        await actions.stop_representing(desk, talent_id, rep_id)
