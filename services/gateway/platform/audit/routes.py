"""The audit log for owners: a page to search in, and an export."""

from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from litestar import Controller, Request, get
from litestar.response import Stream, Template
from litestar.types import ControllerRouterHandler

from services.gateway.platform.audit import note, store
from services.gateway.platform.audit.model import COLUMNS, PAGE, SYSTEM, Line, Search
from services.gateway.platform.audit.sealing import store as seal_store
from services.gateway.platform.audit.sealing.model import Head
from services.gateway.web import forms, urls
from services.gateway.web.context import AppContext
from services.gateway.web.dependencies import AppContextDep, desk_of, new_transaction
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering import spreadsheets

_Request = Request[Any, Any, Any]
# Who is not looked for by name: as the lines have it.
AS_WRITTEN = ("person:", "guest:", "token:", SYSTEM)
PART = 500
"""Lines of an export that are read at once."""
_DOWNLOAD = {"content-disposition": 'attachment; filename="audit.csv"'}


class AuditPages(Controller):
    """Pages of the audit log, for owners."""

    path = urls.AUDIT
    include_in_schema = False

    @get()
    async def log(self, request: _Request, app_context: AppContextDep) -> Template:
        desk, search, who = await _asked(request, app_context)
        async with new_transaction(app_context, desk) as reader:
            lines = await store.page(reader.connection, search, who, PAGE + 1)
            seals = await seal_store.seals_of(reader.connection, [line.id for line in lines])
            head = await seal_store.head(reader.connection)
            guests = await store.names_of_guests(reader, _ids(lines, "guest"))
        async with app_context.database.platform() as tx:
            people = await store.names_of_people(tx, _ids(lines, "person"))
        older = lines[PAGE - 1].id if len(lines) > PAGE else None
        asked = search.query
        return Template(
            "platform/audit/pages/log.html",
            context={
                "desk": desk,
                "lines": lines[:PAGE],
                "seals": seals,
                "head": head,
                "names": people | guests,
                "asked": asked,
                "query": urlencode(asked),
                "older": urlencode(asked | {"before": str(older)}) if older else "",
            },
        )

    @get("/export", media_type="text/csv")
    async def export(self, request: _Request, app_context: AppContextDep) -> Stream:
        """All lines that answer the search, with the seals that bind them, newest first."""
        desk, search, who = await _asked(request, app_context)
        async with new_transaction(app_context, desk) as writer:
            await note(writer, writer.who, "exported", "audit log", None)
        rows = _rows(app_context, desk, search, who)
        return Stream(rows, media_type="text/csv; charset=utf-8", headers=_DOWNLOAD)


async def _asked(
    request: _Request, app_context: AppContext
) -> tuple[Desk, Search, list[str] | None]:
    """Return who asks, for what, and whom it is narrowed to. The desk is closed."""
    async with desk_of(request, Permission.AUDIT) as desk:
        search = forms.read(Search, dict(request.query_params))
        if search.who is None or search.who.startswith(AS_WRITTEN):
            return desk, search, [search.who] if search.who else None
        guests = await store.guests_like(desk, search.who)
    async with app_context.database.platform() as tx:
        people = await store.people_like(tx, desk.agency.id, search.who)
    return desk, search, people + guests


def _ids(lines: list[Line], kind: str) -> list[UUID]:
    split = (line.who.partition(":") for line in lines)
    return list({UUID(key) for found, _, key in split if found == kind})


async def _rows(
    app_context: AppContext, desk: Desk, search: Search, who: list[str] | None
) -> AsyncIterator[str]:
    """Yield the export in parts, each read in a transaction that does not wait for the reader."""
    yield spreadsheets.row(COLUMNS)
    lines: list[Line] = []
    while not lines or len(lines) == PART:
        async with app_context.database.tenant(desk.agency.id) as tx:
            lines = await store.page(tx, search, who, PART)
            seals = await seal_store.seals_of(tx, [line.id for line in lines])
        if not lines:
            return
        yield "".join(spreadsheets.row(_cells(line, seals.get(line.id))) for line in lines)
        search = msgspec.structs.replace(search, before=lines[-1].id)


def _cells(line: Line, seal: Head | None) -> list[str]:
    """Return a line in the order of `COLUMNS`."""
    return [
        str(line.id), line.at.isoformat(), line.who, line.act, line.thing,
        str(line.thing_id or ""), line.address, str(line.line or ""),
        str(seal.number) if seal else "", (seal.hash if seal else line.hash).hex(),
    ]  # fmt: skip


ROUTES: Sequence[ControllerRouterHandler] = (AuditPages,)
