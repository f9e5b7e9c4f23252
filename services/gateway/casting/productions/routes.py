"""Pages and API of productions, roles and sides."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.productions import (
    actions,
    confirmations,
    figures,
    lists,
    store,
)
from services.gateway.casting.productions.model import (
    PRODUCTIONS,
    STATES,
    NewProduction,
    NewRole,
    Order,
    Production,
    Role,
)
from services.gateway.casting.productions.sides_routes import (
    UPLOAD_LIMIT,
    SidesPages,
    SidesUploads,
    files_of,
    taken_in,
)
from services.gateway.platform.billing_client import BillingDep
from services.gateway.platform.pdf.reader import UploadReaderDep
from services.gateway.platform.uploads import quotas
from services.gateway.web import confirmation, forms, listing, urls
from services.gateway.web.dependencies import (
    OpenDesk,
    desk_of,
    require,
)
from services.gateway.web.listing import Page
from services.gateway.web.permissions import ROLE_PERMISSIONS, Permission
from services.gateway.web.rendering.redirects import Form, Upload, see_other
from services.gateway.web.uploads.sent import sent_file
from shared.vocabulary.plans import PLANS


class ProductionPages(Controller):
    """Pages of productions, their roles and sides."""

    include_in_schema = False

    @get("/productions")
    async def productions(self, request: Request[Any, Any, Any], desk: OpenDesk) -> Template:
        asked = listing.read(PRODUCTIONS, request)
        page = await lists.productions(desk, asked)
        return Template(
            "casting/productions/pages/productions.html",
            context={
                "desk": desk,
                "asked": asked,
                "page": page,
                "figures": await figures.of_productions(desk, [each.id for each in page.items]),
            },
        )

    @post("/productions", dependencies=require(Permission.START))
    async def start(self, data: Form, desk: OpenDesk) -> Redirect:
        new = forms.read(NewProduction, data)
        confirmation.ask(data, await confirmations.of_production(desk, new))
        production = await actions.start(desk, new)
        return see_other(urls.production(production.id))

    @get("/productions/{production_id:uuid}")
    async def production(self, production_id: FromPath[UUID], desk: OpenDesk) -> Template:
        production = await store.production(desk, production_id)
        roles = await store.roles(desk, production.id)
        return Template(
            "casting/productions/pages/production.html",
            context={
                "desk": desk,
                "production": production,
                "plans": PLANS,
                "roles": roles,
                "states": STATES,
                "casts": ROLE_PERMISSIONS[Permission.CAST],
                "storage": await quotas.storage(desk, production.id),
                "warn_at": quotas.WARN_AT,
                **await files_of(desk, roles),
            },
        )

    @post("/productions/{production_id:uuid}/subscribe")
    async def subscribe(
        self,
        request: Request[Any, Any, Any],
        production_id: FromPath[UUID],
        data: Form,
        billing: BillingDep,
    ) -> Redirect:
        async with desk_of(request, Permission.PAY) as desk:  # closed before billing is asked
            order = await actions.order(desk, production_id, forms.read(Order, data))
        return see_other(await billing.checkout(order))

    @get("/productions/{production_id:uuid}/subscribed")
    async def subscribed(
        self, production_id: FromPath[UUID], desk: OpenDesk
    ) -> Template | Redirect:
        production = await store.production(desk, production_id)
        if production.entitlements.open_rooms:
            return see_other(urls.production(production.id))
        return Template(
            "casting/productions/pages/subscribed.html",
            context={"desk": desk, "production": production},
        )

    @post("/productions/{production_id:uuid}/roles", request_max_body_size=UPLOAD_LIMIT)
    async def add_role(
        self,
        request: Request[Any, Any, Any],
        production_id: FromPath[UUID],
        data: Upload,
        pdf_reader: UploadReaderDep,
    ) -> Redirect:
        new, sent = forms.read(NewRole, data), await sent_file(data.get("sides"))
        async with desk_of(request, Permission.CAST) as desk:  # closed before the file is read
            confirmation.ask(data, await confirmations.of_role(desk, production_id, new))
            if sent:
                await actions.allow_sides(desk, production_id, len(sent.content))
        file = await taken_in(desk, pdf_reader, sent)
        async with desk_of(request, Permission.CAST) as desk:
            await actions.add_role(desk, production_id, new, file)
        return see_other(urls.production(production_id))


class ProductionApi(Controller):
    """Productions, roles and sides, for programs."""

    path = "/api/v1/productions"
    tags = ["productions"]

    @get(operation_class=listing.described(PRODUCTIONS))
    async def list_productions(
        self, request: Request[Any, Any, Any], desk: OpenDesk
    ) -> Page[Production]:
        """List the agency's productions."""
        return await lists.productions(desk, listing.read(PRODUCTIONS, request))

    @post(dependencies=require(Permission.START))
    async def start_production(self, data: JSONBody[NewProduction], desk: OpenDesk) -> Production:
        """Start a production. Its rooms open once it is subscribed for."""
        return await actions.start(desk, data)

    @get("/{production_id:uuid}/roles")
    async def list_roles(self, production_id: FromPath[UUID], desk: OpenDesk) -> list[Role]:
        """List the roles of a production in their order, those that are archived last."""
        production = await store.production(desk, production_id)
        return await store.roles(desk, production.id)

    @post("/{production_id:uuid}/roles", dependencies=require(Permission.CAST))
    async def add_role_to(
        self, production_id: FromPath[UUID], data: JSONBody[NewRole], desk: OpenDesk
    ) -> Role:
        """Add a role."""
        return await actions.add_role(desk, production_id, data, None)


ROUTES: Sequence[ControllerRouterHandler] = (
    ProductionPages,
    SidesPages,
    SidesUploads,
    ProductionApi,
)
