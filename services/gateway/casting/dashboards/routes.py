"""The first page of a member."""

from collections.abc import Sequence
from typing import Any

from litestar import Controller, Request, get
from litestar.response import Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.dashboards import actions
from services.gateway.casting.dashboards import calendar as calendars
from services.gateway.casting.productions import lists
from services.gateway.casting.productions.model import PRODUCTIONS
from services.gateway.web import forms, listing, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.permissions import Permission


class TodayPage(Controller):
    """The day's sessions, who waits, and what needs this member."""

    path = urls.TODAY
    include_in_schema = False

    @get()
    async def today(self, desk: OpenDesk) -> Template:
        return Template(
            "casting/dashboards/pages/today.html",
            context={"desk": desk, "today": await actions.today(desk)},
        )


class CalendarPage(Controller):
    """The sessions of a week or a month over all productions."""

    path = urls.CALENDAR
    include_in_schema = False
    dependencies = require(Permission.RUN)

    @get()
    async def calendar(self, request: Request[Any, Any, Any], desk: OpenDesk) -> Template:
        asked = forms.read(calendars.Asked, dict(request.query_params))
        return Template(
            "casting/dashboards/pages/calendar.html",
            context={
                "desk": desk,
                "calendar": await calendars.calendar(desk, asked),
                "productions": (await lists.productions(desk, listing.first(PRODUCTIONS))).items,
            },
        )


ROUTES: Sequence[ControllerRouterHandler] = (TodayPage, CalendarPage)
