"""Page and API of a production's rounds."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.candidates.rounds import actions, store
from services.gateway.casting.candidates.rounds.model import (
    KINDS,
    EditedRound,
    Move,
    NewRound,
    Round,
)
from services.gateway.casting.productions import store as productions
from services.gateway.web import forms, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.permissions import ROLE_PERMISSIONS, Permission
from services.gateway.web.rendering import undo
from services.gateway.web.rendering.redirects import Form, see_other


class RoundPages(Controller):
    """The page of a production's rounds."""

    include_in_schema = False
    dependencies = require(Permission.CAST)

    @get("/productions/{production_id:uuid}/rounds", dependencies=require(Permission.RUN))
    async def rounds(self, production_id: FromPath[UUID], desk: OpenDesk) -> Template:
        production = await productions.production(desk, production_id)
        return Template(
            "casting/candidates/rounds/pages/rounds.html",
            context={
                "desk": desk,
                "production": production,
                "rounds": await store.rounds(desk, production.id),
                "kinds": KINDS,
                "casts": ROLE_PERMISSIONS[Permission.CAST],
            },
        )

    @post("/productions/{production_id:uuid}/rounds")
    async def add(self, production_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        added = await actions.add(desk, production_id, forms.read(NewRound, data))
        return see_other(urls.rounds(added.production_id))

    @post("/rounds/{round_id:uuid}/edit")
    async def edit(self, round_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        edited = await actions.edit(desk, round_id, forms.read(EditedRound, data))
        return see_other(urls.rounds(edited.production_id))

    @post("/rounds/{round_id:uuid}/move")
    async def move(self, round_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        moved = await actions.move(desk, round_id, forms.read(Move, data).position)
        return see_other(urls.rounds(moved.production_id))

    @post("/rounds/{round_id:uuid}/delete")
    async def delete(self, round_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        gone = await actions.delete(desk, round_id)
        return undo.offer(desk, urls.rounds(gone.production_id), "round", gone.id, gone.title)


class RoundApi(Controller):
    """Rounds, for programs."""

    path = "/api/v1"
    tags = ["rounds"]
    dependencies = require(Permission.CAST)

    @get("/productions/{production_id:uuid}/rounds", dependencies=require(Permission.RUN))
    async def list_rounds(self, production_id: FromPath[UUID], desk: OpenDesk) -> list[Round]:
        """List the rounds of a production in their order."""
        production = await productions.production(desk, production_id)
        return await store.rounds(desk, production.id)

    @post("/productions/{production_id:uuid}/rounds")
    async def add_round(
        self, production_id: FromPath[UUID], data: JSONBody[NewRound], desk: OpenDesk
    ) -> Round:
        """Add a round after the others."""
        return await actions.add(desk, production_id, data)

    @post("/rounds/{round_id:uuid}/edit")
    async def edit_round(
        self, round_id: FromPath[UUID], data: JSONBody[EditedRound], desk: OpenDesk
    ) -> Round:
        """Change what a round is, and is called."""
        return await actions.edit(desk, round_id, data)

    @post("/rounds/{round_id:uuid}/move")
    async def move_round(
        self, round_id: FromPath[UUID], data: JSONBody[Move], desk: OpenDesk
    ) -> Round:
        """Move a round to another place; those between make room."""
        return await actions.move(desk, round_id, data.position)

    @post("/rounds/{round_id:uuid}/delete")
    async def delete_round(self, round_id: FromPath[UUID], desk: OpenDesk) -> Round:
        """Delete a round in which there is nothing."""
        return await actions.delete(desk, round_id)


ROUTES: Sequence[ControllerRouterHandler] = (RoundPages, RoundApi)
