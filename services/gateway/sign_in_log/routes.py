"""The log of sign-ins: one's own, and that of the members for owners."""

from typing import Any

from litestar import Request, get
from litestar.response import Template

from services.gateway import paths
from services.gateway.house import AtDoor, OpenHouse, OpenPlatform, desk_of, signed_in
from services.gateway.parts import Act
from services.gateway.sign_in_log import store


@get(f"{paths.ACCOUNT}/sign-ins", include_in_schema=False)
async def own_sign_ins(at_door: AtDoor, platform: OpenPlatform) -> Template:
    found = await store.of_person(platform, signed_in(at_door).person.id)
    back = (paths.ACCOUNT, "Your account")
    return Template("sign_in_log/pages/log.html", context={"lines": found, "back": back})


@get(f"{paths.AUDIT}/sign-ins", include_in_schema=False)
async def members_sign_ins(request: Request[Any, Any, Any], house: OpenHouse) -> Template:
    async with desk_of(request, Act.AUDIT) as desk:
        pass
    async with house.database.platform() as tx:
        found = await store.of_agency(tx, desk.agency.id)
    back = (paths.AUDIT, "Audit log")
    return Template("sign_in_log/pages/log.html", context={"lines": found, "back": back})
