"""Pages and API of lists of people that an office brings."""

from collections.abc import AsyncIterator, Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Stream, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.talent.importing import actions, columns, store
from services.gateway.casting.talent.importing.model import (
    ColumnMapping,
    Import,
    ImportKind,
    NewImport,
    Remark,
)
from services.gateway.casting.talent.importing.sending import bring
from services.gateway.platform import audit
from services.gateway.platform.uploads import routes as uploads
from services.gateway.platform.uploads import store as upload_store
from services.gateway.platform.uploads.routes import GateDep
from services.gateway.web import forms, urls
from services.gateway.web.context import AppContext
from services.gateway.web.dependencies import AppContextDep, OpenDesk, desk_of, require
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering import spreadsheets
from services.gateway.web.rendering.redirects import Form, Upload, see_other
from services.gateway.web.uploads.headers import read_creation
from services.gateway.web.uploads.middleware import Tus
from shared.ids import AgencyId
from shared.tenancy import EVERY_PRODUCTION

UPLOAD_LIMIT = 32 * 1024 * 1024
PART = 500
"""Remarks of a report that are read at once."""
_DOWNLOAD = {"content-disposition": 'attachment; filename="report.csv"'}


class ImportPages(Controller):
    """Pages of imports: a list of them, and one with its columns, first lines and report."""

    path = urls.IMPORTS
    include_in_schema = False
    dependencies = require(Permission.CURATE)

    @get()
    async def imports(self, desk: OpenDesk) -> Template:
        return Template(
            "casting/talent/importing/pages/imports.html",
            context={"desk": desk, "imports": await store.imports(desk)},
        )

    @post(request_max_body_size=UPLOAD_LIMIT)
    async def begin(
        self,
        request: Request[Any, Any, Any],
        data: Upload,
        app_context: AppContextDep,
        upload_gate: GateDep,
    ) -> Redirect:
        new = await bring(request, app_context, upload_gate, data)
        async with desk_of(request, Permission.CURATE) as desk:
            listed = await actions.begin(desk, new)
        return see_other(urls.people_import(listed.id))

    @get("/{import_id:uuid}")
    async def one(self, import_id: FromPath[UUID], desk: OpenDesk) -> Template:
        listed = await store.one(desk, import_id)
        return Template(
            "casting/talent/importing/pages/import.html",
            context={
                "desk": desk,
                "listed": listed,
                "file": await upload_store.upload(desk.connection, listed.upload_id),
                "labels": columns.LABELS[listed.kind],
                "preview": actions.preview(listed),
                "remarks": await store.remarks(desk.connection, listed.id),
            },
        )

    @post("/{import_id:uuid}/mapping")
    async def set_mapping(self, import_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        wanted = forms.read(ColumnMapping, data)
        await actions.set_mapping(desk, import_id, wanted.columns, wanted.version)
        return see_other(urls.people_import(import_id))

    @post("/{import_id:uuid}/start")
    async def start(self, import_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        await actions.start(desk, import_id)
        return see_other(urls.people_import(import_id))

    @post("/{import_id:uuid}/stop")
    async def stop(self, import_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        await actions.stop(desk, import_id)
        return see_other(urls.people_import(import_id))


class ImportFiles(Controller):
    """The files of imports, announced to be sent in parts; and the reports."""

    path = urls.IMPORTS
    include_in_schema = False

    @post("/uploads", middleware=[Tus()])
    async def announce(self, request: Request[Any, Any, Any]) -> Response[None]:
        new = read_creation(request.headers)
        await uploads.count_creation(request)
        async with desk_of(request, Permission.CURATE) as desk:
            upload = await actions.announce(desk, new)
        return uploads.created(upload)

    @get("/{import_id:uuid}/report", media_type="text/csv")
    async def report(
        self,
        import_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        app_context: AppContextDep,
    ) -> Stream:
        """The lines of which there is something to say, as they stood there, to be mended."""
        async with desk_of(request, Permission.CURATE) as desk:
            listed = await store.one(desk, import_id)
            await audit.note(desk, desk.who, "read the report of", "import", listed.id)
        rows = _rows(app_context, desk.agency.id, listed)
        return Stream(rows, media_type="text/csv; charset=utf-8", headers=_DOWNLOAD)


class ImportApi(Controller):
    """Lists of people that an office brings, for programs."""

    path = "/api/v1/imports"
    tags = ["imports"]
    dependencies = require(Permission.CURATE)

    @get()
    async def list_imports(self, desk: OpenDesk) -> list[Import]:
        """List the agency's imports of the last 30 days, newest first."""
        return await store.imports(desk)

    @post("/uploads/{upload_id:uuid}")
    async def begin_import(
        self, upload_id: FromPath[UUID], data: JSONBody[ImportKind], desk: OpenDesk
    ) -> Import:
        """Begin with a file that was sent to `/talent/imports/uploads` by tus 1.0.0."""
        return await actions.begin(desk, NewImport(data.kind, upload_id))

    @get("/{import_id:uuid}")
    async def get_import(self, import_id: FromPath[UUID], desk: OpenDesk) -> Import:
        """Return an import: what its columns are, and how far it is."""
        return await store.one(desk, import_id)

    @post("/{import_id:uuid}/mapping")
    async def map_columns(
        self, import_id: FromPath[UUID], data: JSONBody[ColumnMapping], desk: OpenDesk
    ) -> Import:
        """Say what the columns are, in their order, before the list is taken in."""
        return await actions.set_mapping(desk, import_id, data.columns, data.version)

    @post("/{import_id:uuid}/start")
    async def start_import(self, import_id: FromPath[UUID], desk: OpenDesk) -> Import:
        """Have the list taken in."""
        return await actions.start(desk, import_id)

    @post("/{import_id:uuid}/stop")
    async def stop_import(self, import_id: FromPath[UUID], desk: OpenDesk) -> Import:
        """Stop a list that is being taken in. What was taken in stays."""
        return await actions.stop(desk, import_id)

    @get("/{import_id:uuid}/remarks")
    async def list_remarks(self, import_id: FromPath[UUID], desk: OpenDesk) -> list[Remark]:
        """List what is said of the first 500 lines of which there is something to say. The report,
        `/talent/imports/{import_id}/report`, has all."""
        listed = await store.one(desk, import_id)
        return await store.remarks(desk.connection, listed.id, most=PART)


async def _rows(app_context: AppContext, agency: AgencyId, listed: Import) -> AsyncIterator[str]:
    """Yield the report in parts, each read in a transaction that does not wait for the reader."""
    yield spreadsheets.row(["Line", "What became of it", "Why", *listed.columns])
    after = 0
    while True:
        async with app_context.database.tenant(agency, productions=EVERY_PRODUCTION) as tx:
            found = await store.remarks(tx, listed.id, after, PART)
        if not found:
            return
        yield "".join(spreadsheets.row([str(r.line), r.became, r.reason, *r.cells]) for r in found)
        after = found[-1].line


ROUTES: Sequence[ControllerRouterHandler] = (ImportPages, ImportFiles, ImportApi)
