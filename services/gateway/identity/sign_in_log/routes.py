"""The log of sign-ins: one's own, and that of the members for owners."""

from collections.abc import Sequence
from typing import Any

from litestar import Request, get
from litestar.response import Template
from litestar.types import ControllerRouterHandler

from services.gateway.identity.sign_in_log import store
from services.gateway.web import urls
from services.gateway.web.current_user import require_sign_in
from services.gateway.web.dependencies import AppContextDep, CurrentUser, OpenPlatform, desk_of
from services.gateway.web.permissions import Permission


@get(f"{urls.ACCOUNT}/sign-ins", include_in_schema=False)
async def own_sign_ins(current_user: CurrentUser, platform: OpenPlatform) -> Template:
    found = await store.of_person(platform, require_sign_in(current_user).person.id)
    back = (urls.ACCOUNT, "Your account")
    return Template("identity/sign_in_log/pages/log.html", context={"lines": found, "back": back})


@get(f"{urls.AUDIT}/sign-ins", include_in_schema=False)
async def members_sign_ins(request: Request[Any, Any, Any], app_context: AppContextDep) -> Template:
    async with desk_of(request, Permission.AUDIT) as desk:
        pass
    async with app_context.database.platform() as tx:
        found = await store.of_agency(tx, desk.agency.id)
    back = (urls.AUDIT, "Audit log")
    return Template("identity/sign_in_log/pages/log.html", context={"lines": found, "back": back})


ROUTES: Sequence[ControllerRouterHandler] = (own_sign_ins, members_sign_ins)
