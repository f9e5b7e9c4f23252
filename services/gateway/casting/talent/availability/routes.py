"""When talent is free: forms on a person's page, and the API."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from litestar import Controller, delete, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from services.gateway.casting.talent import store as talent_store
from services.gateway.casting.talent.availability import actions, store
from services.gateway.casting.talent.availability.model import (
    SOURCES,
    STATES,
    Days,
    NewStatement,
    Statement,
    days_of,
)
from services.gateway.casting.talent.model import Talent
from services.gateway.web import forms, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import Form, see_other


class Availability(msgspec.Struct, frozen=True):
    """What counts of somebody's days from today on, and the statements that it comes from."""

    days: list[Days]
    statements: list[Statement]


class Stated(msgspec.Struct, frozen=True):
    """The id of a statement that was written down."""

    id: UUID


class AvailabilityPages(Controller):
    """Forms of availability."""

    include_in_schema = False
    dependencies = require(Permission.PEOPLE)

    @post("/talent/{talent_id:uuid}/availability")
    async def state(self, talent_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.state(desk, talent_id, forms.read(NewStatement, data))
        return see_other(urls.talent(talent_id))

    @post("/availability/{statement_id:uuid}/take-back")
    async def take_back(self, statement_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        return see_other(urls.talent(await actions.take_back(desk, statement_id)))


class AvailabilityApi(Controller):
    """When talent is free, for programs."""

    path = "/api/v1"
    tags = ["talent"]
    dependencies = require(Permission.PEOPLE)

    @get("/talent/{talent_id:uuid}/availability")
    async def show_availability(self, talent_id: FromPath[UUID], desk: OpenDesk) -> Availability:
        """Show what was said of somebody's days from today on, and what counts of it."""
        talent = await talent_store.talent(desk, talent_id)
        return await _availability(desk, talent)

    @post("/talent/{talent_id:uuid}/availability")
    async def state_availability(
        self, talent_id: FromPath[UUID], data: JSONBody[NewStatement], desk: OpenDesk
    ) -> Stated:
        """Write down whether somebody is free on some days. Later statements count."""
        return Stated(await actions.state(desk, talent_id, data))

    @delete("/availability/{statement_id:uuid}", status_code=204)
    async def take_back_availability(self, statement_id: FromPath[UUID], desk: OpenDesk) -> None:
        """Take back a statement that was wrong."""
        await actions.take_back(desk, statement_id)


async def _availability(desk: Desk, talent: Talent) -> Availability:
    statements = await store.of_talent(desk, talent.id, desk.now.date())
    return Availability(days_of(statements), statements)


async def of_talent(desk: Desk, talent: Talent) -> Mapping[str, Any]:
    """Return what a person's page shows of when they are free."""
    return {
        "availability": await _availability(desk, talent),
        "states": STATES,
        "sources": SOURCES,
        "today": desk.now.date(),
    }


ROUTES: Sequence[ControllerRouterHandler] = (AvailabilityPages, AvailabilityApi)
