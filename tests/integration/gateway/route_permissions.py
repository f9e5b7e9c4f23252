"""Every route of the gateway, and what somebody needs to pass it: the matrix of its walls.

A route that is not in `NEEDS` fails the tests: say in a file of `route_needs` who may pass it, and
it is tried with everybody who may not.
"""

import json
import re
from collections.abc import Iterator

from litestar.routes import WebSocketRoute

from services.gateway.app import create_app
from services.gateway.settings import Settings
from services.gateway.web.permissions import Permission
from tests.integration.gateway.route_bodies import BODIES
from tests.integration.gateway.route_forms import FORMS
from tests.integration.gateway.route_needs import (
    auditions,
    candidates,
    contacts,
    identity,
    platform,
    productions,
    scheduling,
    talent,
    talent_lists,
)
from tests.integration.gateway.route_needs.needs import LINK, OPEN, PERSON, Needs, Route

__all__ = ["LINK", "NEEDS", "NOWHERE", "OPEN", "PERSON", "Route"]

_SLICES = (
    identity,
    platform,
    productions,
    contacts,
    talent,
    talent_lists,
    candidates,
    auditions,
    scheduling,
)
NEEDS: Needs = {route: needed for each in _SLICES for route, needed in each.NEEDS.items()}

NOWHERE = Settings(
    database_url="postgresql://nowhere",
    redis_url="redis://nowhere",
    smtp_url="smtp://nowhere",
    object_store_url="file:///tmp/nowhere",
    public_url="http://nowhere",
    billing_url="http://nowhere",
    internal_token="x" * 32,
    ticket_key="x" * 32,
    csrf_key="x" * 32,
    webhook_key="x" * 32,
    directory_key="x" * 32,
    gateway_port=0,
)


def routes() -> set[Route]:
    """Return every route that the gateway has, as its router knows them."""
    return {
        (method, re.sub(r"^/static/.*", "/static", route.path_format))
        for route in create_app(NOWHERE).routes
        for method in _methods(route)
    }


def _methods(route: object) -> Iterator[str]:
    if isinstance(route, WebSocketRoute):
        yield "WS"
    yield from set(getattr(route, "methods", ())) - {"OPTIONS", "HEAD"}


def needing(*what: Permission | str) -> list[Route]:
    return sorted(route for route, needed in NEEDS.items() if needed in what)


def filled(path: str, ids: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda name: ids[name[1]], path)


def form(path: str, ids: dict[str, str]) -> dict[str, str]:
    """Return what a form posts to an address, about the things that are named by `ids`."""
    fields = FORMS.get(path.rsplit("/", 1)[-1], {})
    return {name: filled(value, ids) for name, value in fields.items()}


def body(path: str, ids: dict[str, str]) -> object:
    """Return what a program posts to an address, about the things that are named by `ids`."""
    ends = "/".join(path.split("/")[-2:]), path.rsplit("/", 1)[-1]
    found = next((BODIES[end] for end in ends if end in BODIES), {})
    return json.loads(re.sub(r"\{(\w+_id)\}", lambda key: ids[key[1]], json.dumps(found)))
