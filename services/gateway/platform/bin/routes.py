"""The bin of an agency, and of a production in it: pages and API."""

from collections.abc import Sequence
from typing import Any, TypeAlias
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.platform.bin import actions
from services.gateway.platform.bin.model import BIN, KEPT_DAYS, Deleted, Kinds
from services.gateway.web import listing, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.listing import Page
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering import undo

KindsDep: TypeAlias = NamedDependency[Kinds]


class BinPages(Controller):
    """The page of what was deleted, and the way back."""

    path = urls.BIN
    include_in_schema = False
    dependencies = require(Permission.CAST)

    @get()
    async def bin(
        self, request: Request[Any, Any, Any], desk: OpenDesk, bin_kinds: KindsDep
    ) -> Template:
        asked = listing.read(BIN, request)
        context = {
            "desk": desk,
            "asked": asked,
            "page": await actions.look_into(desk, bin_kinds, asked),
            "kinds": {k: each for k, each in bin_kinds.items() if desk.may(each.permission)},
            "kept_days": KEPT_DAYS,
        }
        return Template("platform/bin/pages/bin.html", context=context)

    @post("/{kind:str}/{thing_id:uuid}/restore")
    async def restore(
        self, kind: FromPath[str], thing_id: FromPath[UUID], desk: OpenDesk, bin_kinds: KindsDep
    ) -> Redirect:
        return undo.done(desk, await actions.restore(desk, bin_kinds, kind, thing_id))


class BinApi(Controller):
    """What was deleted, for programs."""

    path = "/api/v1/bin"
    tags = ["bin"]
    dependencies = require(Permission.CAST)

    @get(operation_class=listing.described(BIN))
    async def list_deleted(
        self, request: Request[Any, Any, Any], desk: OpenDesk, bin_kinds: KindsDep
    ) -> Page[Deleted]:
        """List what was deleted and can be restored, the latest first, a page at a time."""
        return await actions.look_into(desk, bin_kinds, listing.read(BIN, request))

    @post("/{kind:str}/{thing_id:uuid}/restore", status_code=204)
    async def restore_deleted(
        self, kind: FromPath[str], thing_id: FromPath[UUID], desk: OpenDesk, bin_kinds: KindsDep
    ) -> None:
        """Restore what was deleted within the last 30 days."""
        await actions.restore(desk, bin_kinds, kind, thing_id)


ROUTES: Sequence[ControllerRouterHandler] = (BinPages, BinApi)
