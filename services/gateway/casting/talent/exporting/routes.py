"""Talent and contacts taken along: of a selection, or of all that match a list's search.

Who it is of is looked up when it is asked for, with one line in the log that says how many; they
are then read in parts, which wait for no reader.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get
from litestar.response import Stream
from litestar.types import ControllerRouterHandler

from services.gateway.casting.contacts.model import CONTACTS
from services.gateway.casting.talent.exporting import store
from services.gateway.casting.talent.exporting.description import described
from services.gateway.casting.talent.exporting.model import (
    COLUMNS,
    FORMS,
    PART,
    NobodyMatches,
    Wanted,
)
from services.gateway.casting.talent.lists import TALENT
from services.gateway.platform import audit
from services.gateway.web import forms, listing
from services.gateway.web.context import AppContext
from services.gateway.web.dependencies import AppContextDep, desk_of
from services.gateway.web.permissions import Permission
from shared.ids import AgencyId
from shared.tenancy import EVERY_PRODUCTION, Connection

_Request = Request[Any, Any, Any]


class Exported(msgspec.Struct, frozen=True):
    """A list that can be taken along."""

    listing: Any
    matching: Callable[..., Awaitable[list[UUID]]]
    people: Callable[[Connection, Sequence[UUID]], Awaitable[list[Any]]]


LISTS: Mapping[str, Exported] = {
    "talent": Exported(TALENT, store.matching_talent, store.talent),
    "contacts": Exported(CONTACTS, store.matching_contacts, store.contacts),
}


class Exports(Controller):
    """Exports, for pages."""

    include_in_schema = False

    @get("/talent/export")
    async def talent(self, request: _Request, app_context: AppContextDep) -> Stream:
        return await _export(request, app_context, "talent")

    @get("/contacts/export")
    async def contacts(self, request: _Request, app_context: AppContextDep) -> Stream:
        return await _export(request, app_context, "contacts")


class ExportApi(Controller):
    """Exports, for programs."""

    path = "/api/v1"

    @get("/talent/export", tags=["talent"], operation_class=described(TALENT))
    async def export_talent(self, request: _Request, app_context: AppContextDep) -> Stream:
        """Take talent along, as a table or as vCards: all that match what is asked."""
        return await _export(request, app_context, "talent")

    @get("/contacts/export", tags=["contacts"], operation_class=described(CONTACTS))
    async def export_contacts(self, request: _Request, app_context: AppContextDep) -> Stream:
        """Take contacts along, as a table or as vCards: all that match what is asked."""
        return await _export(request, app_context, "contacts")


async def _export(request: _Request, app_context: AppContext, what: str) -> Stream:
    asked = listing.read(LISTS[what].listing, request)
    wanted = _wanted(request)
    async with desk_of(request, Permission.CURATE) as desk:
        found = await LISTS[what].matching(desk, asked, wanted.ids or None)
        if not found:
            raise NobodyMatches
        act = f"exported {len(found)} as {wanted.format} of"
        await audit.note(desk, desk.who, act, what, None)
    form = FORMS[wanted.format]
    headers = {  # the type that a route says, or nothing, would stand in the place of the stream's
        "content-type": form.media_type,
        "content-disposition": f'attachment; filename="{what}.{form.ending}"',
    }
    written = _written(app_context, desk.agency.id, what, wanted, found)
    return Stream(written, headers=headers)


def _wanted(request: _Request) -> Wanted:
    query = request.query_params
    given = {"format": query.get("format"), "ids": query.getall("ids", [])}
    return forms.read(Wanted, given)


async def _written(
    app_context: AppContext, agency: AgencyId, what: str, wanted: Wanted, found: Sequence[UUID]
) -> AsyncIterator[str]:
    form, columns = FORMS[wanted.format], COLUMNS[what]
    yield form.head(columns)
    for start in range(0, len(found), PART):
        async with app_context.database.tenant(agency, productions=EVERY_PRODUCTION) as tx:
            people = await LISTS[what].people(tx, found[start : start + PART])
        yield "".join(form.person(dict(person), columns) for person in people)


ROUTES: Sequence[ControllerRouterHandler] = (Exports, ExportApi)
