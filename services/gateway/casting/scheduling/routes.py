"""Pages and API of the calendar, of blocked times, and of who runs a session."""

import asyncio
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from litestar import Controller, Request, delete, get, patch, post
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.auditions import store as auditions
from services.gateway.casting.productions import lists as productions
from services.gateway.casting.productions.model import PRODUCTIONS
from services.gateway.casting.scheduling import actions, days, store
from services.gateway.casting.scheduling.model import (
    Asked,
    BlockedFields,
    BlockedPatch,
    BlockedTime,
    Calendar,
    Host,
    Span,
    checked_zone,
    span,
)
from services.gateway.casting.scheduling.ways import ways
from services.gateway.identity.team import store as team
from services.gateway.web import editing, forms, listing, urls
from services.gateway.web.dependencies import OpenDesk, OpenPlatform, require
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering import dates
from services.gateway.web.rendering.redirects import Form, see_other
from services.gateway.web.rendering.zones import ZONES

_Request = Request[Any, Any, Any]
_PAGES = "casting/scheduling/pages"


class CalendarPages(Controller):
    """Pages of the calendar, and of the reader's own blocked times."""

    include_in_schema = False
    dependencies = require(Permission.RUN)

    @get(urls.CALENDAR)
    async def calendar(self, request: _Request, desk: OpenDesk, platform: OpenPlatform) -> Template:
        own, asked = dates.shown_to(desk), forms.read(Asked, dict(request.query_params))
        asked = msgspec.structs.replace(asked, zone=asked.zone or own.zone)
        shown = await _span(desk, asked)
        found = await actions.calendar(desk, asked, shown)
        return Template(
            f"{_PAGES}/calendar.html",
            context={
                "desk": desk,
                "asked": asked,
                "span": shown,
                "calendar": found,
                "days": list(days.days(shown, found)),
                "hours": partial(days.hours, shown=own),
                "ways": ways(asked, shown),
                "today": desk.now.astimezone(ZoneInfo(found.zone)).date(),
                "members": {m.id: m for m in await team.members(platform, desk.agency.id)},
                "productions": await productions.productions(desk, listing.first(PRODUCTIONS)),
                "zones": ZONES,
            },
        )

    @get(urls.BLOCKED_TIMES)
    async def blocked_times(self, desk: OpenDesk) -> Template:
        context = {"desk": desk, "blocked": await store.own(desk), "zones": ZONES}
        return Template(f"{_PAGES}/blocked_times.html", context=context)

    @post(urls.BLOCKED_TIMES)
    async def block(self, data: Form, desk: OpenDesk) -> Redirect:
        await actions.block(desk, forms.read(BlockedFields, data))
        return see_other(urls.BLOCKED_TIMES)

    @get(urls.BLOCKED_TIMES + "/{blocked_id:uuid}")
    async def blocked_time(self, blocked_id: FromPath[UUID], desk: OpenDesk) -> Template:
        found = await store.blocked_time(desk, blocked_id)
        context = {"desk": desk, "blocked": found, "zones": ZONES}
        return Template(f"{_PAGES}/blocked_time.html", context=context)

    @post(urls.BLOCKED_TIMES + "/{blocked_id:uuid}")
    async def edit(self, blocked_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.edit(desk, blocked_id, editing.read(BlockedFields, data))
        return see_other(urls.BLOCKED_TIMES)

    @post(urls.BLOCKED_TIMES + "/{blocked_id:uuid}/delete")
    async def delete(self, blocked_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        await actions.delete(desk, blocked_id)
        return see_other(urls.BLOCKED_TIMES)

    @get("/sessions/{session_id:uuid}/host", dependencies=require(Permission.CAST))
    async def host(
        self, session_id: FromPath[UUID], desk: OpenDesk, platform: OpenPlatform
    ) -> Template:
        session = await auditions.session(desk, session_id)
        members = await team.members(platform, desk.agency.id)
        return Template(
            f"{_PAGES}/host.html",
            context={
                "desk": desk,
                "session": session,
                "host": await store.host(desk, session.id),
                "people": [(each.id, each.name or each.email) for each in members],
            },
        )

    @post("/sessions/{session_id:uuid}/host", dependencies=require(Permission.CAST))
    async def name_host(self, session_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        session = await actions.name_host(desk, session_id, forms.read(Host, data))
        return see_other(f"{urls.CALENDAR}?week={session.local_date}")


async def _span(desk: Desk, asked: Asked) -> Span:
    """Return which days are asked for; without any, the week that it is now for the reader."""
    zone = await asyncio.to_thread(ZoneInfo, checked_zone(asked.zone))
    return span(asked, desk.now.astimezone(zone).date())


class CalendarApi(Controller):
    """The calendar and blocked times, for programs."""

    path = "/api/v1"
    tags = ["calendar"]
    dependencies = require(Permission.RUN)

    @get("/calendar")
    async def read_calendar(
        self,
        desk: OpenDesk,
        week: FromQuery[date | None] = None,
        month: FromQuery[str] = "",
        zone: FromQuery[str] = "",
        production: FromQuery[UUID | None] = None,
        room: FromQuery[int | None] = None,
        member: FromQuery[UUID | None] = None,
    ) -> Calendar:
        """Read the sessions and blocked times of the week of a day, or of a month such as 2027-01,
        by the days of a zone; of a production, a room or a member: 500 of each at most."""
        given = {"week": week, "month": month, "zone": zone, "production": production}
        asked = forms.read(Asked, {**given, "room": room, "member": member})
        return await actions.calendar(desk, asked, await _span(desk, asked))

    @get("/blocked-times")
    async def list_blocked_times(self, desk: OpenDesk) -> list[BlockedTime]:
        """List your own blocked times that are not over, by when they begin."""
        return await store.own(desk)

    @post("/blocked-times")
    async def add_blocked_time(self, data: JSONBody[BlockedFields], desk: OpenDesk) -> BlockedTime:
        """Say when you are not to be had: whole days, or from an hour to another."""
        return await actions.block(desk, data)

    @patch("/blocked-times/{blocked_id:uuid}")
    async def edit_blocked_time(
        self, blocked_id: FromPath[UUID], data: JSONBody[BlockedPatch], desk: OpenDesk
    ) -> BlockedTime:
        """Change some fields of one of yours, on the version that was read."""
        return await actions.edit(desk, blocked_id, editing.of_patch(data))

    @delete("/blocked-times/{blocked_id:uuid}", status_code=204)
    async def delete_blocked_time(self, blocked_id: FromPath[UUID], desk: OpenDesk) -> None:
        """Delete one of your blocked times."""
        await actions.delete(desk, blocked_id)

    @post(
        "/sessions/{session_id:uuid}/host", status_code=204, dependencies=require(Permission.CAST)
    )
    async def name_session_host(
        self, session_id: FromPath[UUID], data: JSONBody[Host], desk: OpenDesk
    ) -> None:
        """Say which member runs a session; without one it is who has started the production."""
        await actions.name_host(desk, session_id, data)


ROUTES: Sequence[ControllerRouterHandler] = (CalendarPages, CalendarApi)
