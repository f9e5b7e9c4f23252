"""The audit log for owners: a page to search in, and an export."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.response import Stream, Template
from litestar.types import ControllerRouterHandler

from services.gateway.platform.audit import naming, note, store
from services.gateway.platform.audit.model import COLUMNS, LOG, SYSTEM, Kinds, Line, Search
from services.gateway.platform.audit.sealing import store as seal_store
from services.gateway.platform.audit.sealing.model import Head
from services.gateway.web import listing, urls
from services.gateway.web.context import AppContext
from services.gateway.web.dependencies import AppContextDep, desk_of, new_transaction
from services.gateway.web.desk import Desk
from services.gateway.web.listing import Asked
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering import dates, spreadsheets

_Request = Request[Any, Any, Any]
# Who is not looked for by name: as the lines have it.
AS_WRITTEN = ("person:", "guest:", "guardian:", "token:", SYSTEM)
PART = 500
"""Lines of an export that are read at once."""
_DOWNLOAD = {"content-disposition": 'attachment; filename="audit.csv"'}


class AuditPages(Controller):
    """Pages of the audit log, for owners."""

    path = urls.AUDIT
    include_in_schema = False

    @get()
    async def log(
        self, request: _Request, app_context: AppContextDep, audit_kinds: NamedDependency[Kinds]
    ) -> Template:
        desk, asked, who = await _asked(request, app_context)
        zone = dates.zone_of(desk)
        async with new_transaction(app_context, desk) as reader:
            tx = reader.connection
            rows = await store.lines(tx, asked.filters, who, zone, asked.after, asked.rows)
            page = await listing.page(asked, rows, Line)
            seals = await seal_store.seals_of(tx, [line.id for line in page.items])
            head = await seal_store.head(tx)
            names = await naming.inside(reader, audit_kinds, page.items)
        async with app_context.database.platform() as tx:
            names |= await naming.on_platform(tx, page.items)
        return Template(
            "platform/audit/pages/log.html",
            context={
                "desk": desk,
                "asked": asked,
                "page": page,
                "seals": seals,
                "head": head,
                "named": names,
                "findable": naming.findable(audit_kinds),
            },
        )

    @get("/export", media_type="text/csv")
    async def export(self, request: _Request, app_context: AppContextDep) -> Stream:
        """All lines that answer the search, with the seals that bind them, newest first."""
        desk, asked, who = await _asked(request, app_context)
        async with new_transaction(app_context, desk) as writer:
            await note(writer, writer.who, "exported", "audit log", None)
        rows = _rows(app_context, desk, asked, who)
        return Stream(rows, media_type="text/csv; charset=utf-8", headers=_DOWNLOAD)


async def _asked(
    request: _Request, app_context: AppContext
) -> tuple[Desk, Asked[Search], list[str] | None]:
    """Return who asks, for what, and whom it is narrowed to. The desk is closed."""
    async with desk_of(request, Permission.AUDIT) as desk:
        asked = listing.read(LOG, request)
        who = asked.filters.who
        if who is None or who.startswith(AS_WRITTEN):
            return desk, asked, [who] if who else None
        guests = await store.guests_like(desk, who)
    async with app_context.database.platform() as tx:
        people = await store.people_like(tx, desk.agency.id, who)
    return desk, asked, people + guests


async def _rows(
    app_context: AppContext, desk: Desk, asked: Asked[Search], who: list[str] | None
) -> AsyncIterator[str]:
    """Yield the export in parts, each read in a transaction that does not wait for the reader."""
    yield spreadsheets.row(COLUMNS)
    lines: list[Line] = []
    after, zone = LOG.orders[asked.sort].start, dates.zone_of(desk)
    while not lines or len(lines) == PART:
        async with new_transaction(app_context, desk) as reader:
            tx = reader.connection
            rows = await store.lines(tx, asked.filters, who, zone, after, PART)
            lines = [listing.of_row(Line, row) for row in rows]
            seals = await seal_store.seals_of(tx, [line.id for line in lines])
        if not lines:
            return
        yield "".join(spreadsheets.row(_cells(line, seals.get(line.id))) for line in lines)
        after = tuple(rows[-1]["place"])


def _cells(line: Line, seal: Head | None) -> list[str]:
    """Return a line in the order of `COLUMNS`."""
    return [
        str(line.id), line.at.isoformat(), line.who, line.act, line.thing,
        str(line.thing_id or ""), line.address, str(line.line or ""),
        str(seal.number) if seal else "", (seal.hash if seal else line.hash).hex(),
    ]  # fmt: skip


ROUTES: Sequence[ControllerRouterHandler] = (AuditPages,)
