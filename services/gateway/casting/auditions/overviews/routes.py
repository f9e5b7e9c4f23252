"""The tabs *Sessions* and *People* of a production."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.auditions import actions, confirmations
from services.gateway.casting.auditions.model import NewSession
from services.gateway.casting.auditions.overviews import store
from services.gateway.casting.auditions.overviews.model import PEOPLE, ListedPerson
from services.gateway.casting.candidates.model import STATUSES
from services.gateway.casting.candidates.rounds import store as rounds
from services.gateway.casting.productions import store as productions
from services.gateway.web import confirmation, forms, listing, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.listing import Page
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import Form, see_other
from services.gateway.web.rendering.zones import ZONES

NEXT = 5
"""How many sessions the overview of a production names."""


class ProductionSessions(Controller):
    """The sessions of a production."""

    path = "/productions/{production_id:uuid}"
    include_in_schema = False
    dependencies = require(Permission.RUN)

    @get("/sessions")
    async def sessions(
        self, production_id: FromPath[UUID], desk: OpenDesk, when: FromQuery[str] = "coming"
    ) -> Template:
        production = await productions.production(desk, production_id)
        return Template(
            "casting/auditions/overviews/pages/sessions.html",
            context={
                "desk": desk,
                "production": production,
                "roles": await productions.roles(desk, production.id),
                "sessions": await store.sessions(desk, production.id),
                "when": when,
                "rounds": await rounds.rounds(desk, production.id),
                "zones": ZONES,
                "default_zone": desk.settings.zone,
            },
        )

    @post("/sessions", dependencies=require(Permission.CAST))
    async def lay_out(self, production_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        new = forms.read(NewSession, data)
        confirmation.ask(data, await confirmations.of_session(desk, production_id, new))
        session = await actions.lay_out(desk, production_id, new)
        return see_other(urls.session(session.id))

    @get("/sessions/next")
    async def next_sessions(self, production_id: FromPath[UUID], desk: OpenDesk) -> Template:
        """A part of the production's overview."""
        production = await productions.production(desk, production_id)
        sessions = await store.sessions(desk, production.id)
        return Template(
            "casting/auditions/overviews/pages/next.html",
            context={
                "desk": desk,
                "production": production,
                "sessions": [s for s in sessions if s.when(desk.now) == "coming"][:NEXT],
                "total": len(sessions),
            },
        )


class ProductionPeople(Controller):
    """Who is considered in a production, over all its roles."""

    path = "/productions/{production_id:uuid}"
    include_in_schema = False
    dependencies = require(Permission.REVIEW)

    @get("/people")
    async def people(
        self, production_id: FromPath[UUID], request: Request[Any, Any, Any], desk: OpenDesk
    ) -> Template:
        production = await productions.production(desk, production_id)
        asked = listing.read(PEOPLE, request)
        return Template(
            "casting/auditions/overviews/pages/people.html",
            context={
                "desk": desk,
                "production": production,
                "roles": await productions.roles(desk, production.id),
                "asked": asked,
                "page": await store.people(desk, production.id, asked),
                "statuses": STATUSES,
            },
        )


class ProductionPeopleApi(Controller):
    """Who is considered in a production, for programs."""

    path = "/api/v1/productions/{production_id:uuid}"
    tags = ["productions"]
    dependencies = require(Permission.REVIEW)

    @get("/people", operation_class=listing.described(PEOPLE))
    async def list_people(
        self, production_id: FromPath[UUID], request: Request[Any, Any, Any], desk: OpenDesk
    ) -> Page[ListedPerson]:
        """List who is considered in a production, each with their newest time."""
        production = await productions.production(desk, production_id)
        return await store.people(desk, production.id, listing.read(PEOPLE, request))


ROUTES: Sequence[ControllerRouterHandler] = (
    ProductionSessions,
    ProductionPeople,
    ProductionPeopleApi,
)
