"""A route that is tried with what an office has, by somebody who may pass it or may not."""

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from services.gateway.web.uploads.headers import OCTETS
from tests.installation import Installation, Visitor
from tests.integration.gateway.known_office import Known, owner_of
from tests.integration.gateway.route_permissions import Route, body, filled, form
from tests.integration.gateway.tus import Tus


async def tried(
    visitor: Visitor, route: Route, things: Known, page: str = "/sign-in"
) -> tuple[int, str]:
    """Try a route with what an office has; return the status, and the place it leads to or body."""
    method, path = route
    address = filled(path, things.ids)
    if method == "WS":
        return await _socket(visitor, address)
    if method == "GET":
        answer = await visitor.get(address)
    elif path.startswith("/api/"):
        answer = await visitor.client.request(method, address, json=body(path, things.ids))
    elif method in {"PATCH", "DELETE"} or path.endswith("/uploads"):
        return await _tus(visitor, method, address, page)
    else:
        answer = await visitor.post(address, page, data=form(path, things.ids))
    return answer.status_code, answer.headers.get("location") or answer.text


async def _tus(visitor: Visitor, method: str, address: str, page: str) -> tuple[int, str]:
    """Speak tus as a page's script does."""
    answer = await Tus(visitor, page).ask(
        method, address, {"upload-length": "1", "upload-offset": "0", "content-type": OCTETS}
    )
    return answer.status_code, answer.text


async def _socket(visitor: Visitor, address: str) -> tuple[int, str]:
    """Knock at a WebSocket; those who may not come in are let go with 4401, 4403 or 4404."""
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.client.cookies.items())
    url = visitor.installation.url.replace("http", "ws", 1) + address
    try:
        async with connect(url, additional_headers={"cookie": cookies}) as socket:
            said = await socket.recv()
            return 200, str(said)
    except ConnectionClosed as closed:
        return (closed.rcvd.code - 4000, closed.rcvd.reason) if closed.rcvd else (0, "")
    except InvalidStatus as refused:
        return refused.response.status_code, ""


async def become(
    installation: Installation, things: Known, role: str, named: list[str] | None = None
) -> None:
    """Give the office's owner another part."""
    async with owner_of(installation) as owner:
        await owner.execute(
            """UPDATE platform.membership SET role = $2, productions = $3::uuid[]
            WHERE agency_id = $1""",
            things.agency,
            role,
            named or [],
        )
