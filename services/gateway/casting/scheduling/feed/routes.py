"""The page of one's calendar link, its API, and what programs read by it."""

from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import Controller, Request, Response, delete, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.scheduling.feed import actions
from services.gateway.identity.access_links import calendars
from services.gateway.identity.access_links import store as links
from services.gateway.web import urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import see_other


class Feed(msgspec.Struct, frozen=True):
    """Where a program reads the sessions of who made it."""

    url: str


class FeedPages(Controller):
    """One's own calendar link."""

    path = urls.CALENDAR_FEED
    include_in_schema = False
    dependencies = require(Permission.RUN)

    @get()
    async def feed(self, desk: OpenDesk) -> Template:
        return await _page(desk)

    @post(status_code=200)
    async def make(self, desk: OpenDesk) -> Template:
        """Make a link, and show it: nobody can show it again."""
        return await _page(desk, await actions.make(desk))

    @post("/end")
    async def end(self, desk: OpenDesk) -> Redirect:
        await actions.end(desk)
        return see_other(urls.CALENDAR_FEED)


async def _page(desk: Desk, made: str = "") -> Template:
    link = await links.calendar_of(desk, desk.person.id)
    context = {"desk": desk, "link": link if link and not link.revoked_at else None, "made": made}
    return Template("casting/scheduling/feed/pages/feed.html", context=context)


class FeedApi(Controller):
    """One's own calendar link, for programs."""

    path = "/api/v1/calendar/feed"
    tags = ["calendar"]
    dependencies = require(Permission.RUN)

    @post()
    async def make_calendar_feed(self, desk: OpenDesk) -> Feed:
        """Make a link by which a calendar reads your sessions; an earlier one ends."""
        return Feed(await actions.make(desk))

    @delete(status_code=204)
    async def end_calendar_feed(self, desk: OpenDesk) -> None:
        """End your calendar link."""
        await actions.end(desk)


@get(urls.CALENDAR_FEED + "/{feed:str}/sessions.ics", include_in_schema=False)
async def read_feed(request: Request[Any, Any, Any], feed: FromPath[str]) -> Response[str]:
    """What a calendar elsewhere reads by the link."""
    async with calendars.opened(request, feed, Permission.RUN) as office:
        text = await actions.read(office)
    return Response(text, media_type="text/calendar; charset=utf-8")


ROUTES: Sequence[ControllerRouterHandler] = (FeedPages, FeedApi, read_feed)
