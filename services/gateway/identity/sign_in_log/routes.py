"""The log of sign-ins: one's own, and that of the members for owners."""

from typing import Any

from litestar import Request, get
from litestar.response import Template

from services.gateway.identity.sign_in_log import store
from services.gateway.web import urls
from services.gateway.web.context import AtDoor, OpenHouse, OpenPlatform, desk_of, signed_in
from services.gateway.web.permissions import Permission


@get(f"{urls.ACCOUNT}/sign-ins", include_in_schema=False)
async def own_sign_ins(current_user: AtDoor, platform: OpenPlatform) -> Template:
    found = await store.of_person(platform, signed_in(current_user).person.id)
    back = (urls.ACCOUNT, "Your account")
    return Template("identity/sign_in_log/pages/log.html", context={"lines": found, "back": back})


@get(f"{urls.AUDIT}/sign-ins", include_in_schema=False)
async def members_sign_ins(request: Request[Any, Any, Any], app_context: OpenHouse) -> Template:
    async with desk_of(request, Permission.AUDIT) as desk:
        pass
    async with app_context.database.platform() as tx:
        found = await store.of_agency(tx, desk.agency.id)
    back = (urls.AUDIT, "Audit log")
    return Template("identity/sign_in_log/pages/log.html", context={"lines": found, "back": back})
