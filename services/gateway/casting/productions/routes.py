"""Pages and API of productions, roles and sides."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Stream, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.productions import actions, confirmations, store
from services.gateway.casting.productions.model import (
    File,
    NewProduction,
    NewRole,
    Order,
    Production,
    Role,
    SidesUnreadable,
)
from services.gateway.platform import audit
from services.gateway.platform.audit import viewing
from services.gateway.platform.billing_client import BillingDep
from services.gateway.platform.pdf.reader import UploadReader, UploadReaderDep
from services.gateway.platform.uploads import routes as uploads
from services.gateway.web import confirmation, forms, urls
from services.gateway.web.dependencies import (
    AppContextDep,
    OpenDesk,
    desk_of,
    new_transaction,
    require,
)
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import ROLE_PERMISSIONS, Permission
from services.gateway.web.rendering.redirects import Form, Upload, see_other
from services.gateway.web.uploads.headers import read_creation
from services.gateway.web.uploads.middleware import Tus
from shared.vocabulary.plans import PLANS

UPLOAD_LIMIT = 32 * 1024 * 1024


class ProductionPages(Controller):
    """Pages of productions, their roles and sides."""

    include_in_schema = False

    @get("/productions")
    async def productions(self, desk: OpenDesk) -> Template:
        return Template(
            "casting/productions/pages/productions.html",
            context={"desk": desk, "productions": await store.productions(desk)},
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
                "pays": ROLE_PERMISSIONS[Permission.PAY],
                "roles": roles,
                "sides": await store.sides_of_roles(desk, [role.id for role in roles]),
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
        new = forms.read(NewRole, data)
        async with desk_of(request, Permission.CAST) as desk:  # closed before the file is read
            confirmation.ask(data, await confirmations.of_role(desk, production_id, new))
        file = await _taken_in(desk, pdf_reader, data.get("sides"))
        async with desk_of(request, Permission.CAST) as desk:
            await actions.add_role(desk, production_id, new, file)
        return see_other(urls.production(production_id))

    @get("/sides/{sides_id:uuid}", media_type="application/pdf")
    async def sides(
        self,
        sides_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        app_context: AppContextDep,
    ) -> Stream:
        async with desk_of(request, Permission.RUN) as desk:  # closed before a file is read
            file = await actions.sides(desk, sides_id)
        return await viewing.serve(app_context, desk, file, request.headers)

    @get("/sides/{sides_id:uuid}/text", media_type="text/plain")
    async def sides_text(
        self,
        request: Request[Any, Any, Any],
        sides_id: FromPath[UUID],
        app_context: AppContextDep,
        pdf_reader: UploadReaderDep,
    ) -> str:
        """What the pages say, for the prompter of a room."""
        async with desk_of(request, Permission.RUN) as desk:  # closed before a file is read
            sides = await store.sides(desk, sides_id)
            words = await store.words(desk, sides)
            await audit.note_viewing(desk, desk.who, "read", "sides", sides.id)
        if words is None:
            words = await actions.read_words(desk, pdf_reader, sides)
            async with new_transaction(app_context, desk) as again:
                await store.keep_words(again, sides, words)
        if not words:
            raise SidesUnreadable
        return words


async def _taken_in(desk: Desk, pdf_reader: UploadReader, upload: object) -> File | None:
    if not isinstance(upload, UploadFile) or not (pdf := await upload.read()):
        return None
    return await actions.take_in(desk, pdf_reader, upload.filename, pdf)


class ProductionApi(Controller):
    """Productions, roles and sides, for programs."""

    path = "/api/v1/productions"
    tags = ["productions"]

    @get()
    async def list_productions(self, desk: OpenDesk) -> list[Production]:
        """List the agency's productions, newest first."""
        return await store.productions(desk)

    @post(dependencies=require(Permission.START))
    async def start_production(self, data: JSONBody[NewProduction], desk: OpenDesk) -> Production:
        """Start a production. Its rooms open once it is subscribed for."""
        return await actions.start(desk, data)

    @get("/{production_id:uuid}/roles")
    async def list_roles(self, production_id: FromPath[UUID], desk: OpenDesk) -> list[Role]:
        """List the roles of a production, in the order in which they were added."""
        production = await store.production(desk, production_id)
        return await store.roles(desk, production.id)


class SidesUploads(Controller):
    """Where sides are announced, over tus 1.0.0."""

    path = "/productions/{production_id:uuid}/uploads"
    include_in_schema = False
    middleware = [Tus()]

    @post()
    async def create(
        self, request: Request[Any, Any, Any], production_id: FromPath[UUID]
    ) -> Response[None]:
        new = read_creation(request.headers)
        await uploads.count_creation(request)
        async with desk_of(request, Permission.CAST) as desk:
            upload = await actions.announce_sides(desk, production_id, new)
        return uploads.created(upload)


ROUTES: Sequence[ControllerRouterHandler] = (ProductionPages, SidesUploads, ProductionApi)
