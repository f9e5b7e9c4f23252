"""The first page of a member."""

from collections.abc import Sequence

from litestar import Controller, get
from litestar.response import Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.dashboards import actions
from services.gateway.web import urls
from services.gateway.web.dependencies import OpenDesk


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


ROUTES: Sequence[ControllerRouterHandler] = (TodayPage,)
