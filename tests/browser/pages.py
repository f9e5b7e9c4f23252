"""Every page of the installation, as the owner of an office finds it."""

from typing import NamedTuple

from tests.browser.stages import session_cookie
from tests.installation import Installation, Office
from tests.integration.gateway.known_office import known
from tests.integration.gateway.route_permissions import filled, routes

OPEN = ("/", "/sign-in")
"""What nobody sees who is signed in."""


class Pages(NamedTuple):
    """The addresses of all pages of an office, and what lets the owner in."""

    cookie: dict[str, str]
    addresses: dict[str, str]


async def pages_of(installation: Installation, office: Office) -> Pages:
    """Find out which routes are pages; a part of a page has no head of its own."""
    await office.owner.post(f"{office.session}/open", office.session)
    ids = (await known(installation, office)).ids
    found = {}
    for path in sorted(path for method, path in routes() if method == "GET"):
        if path.startswith("/api/"):
            continue
        answer = await office.owner.get(filled(path, ids))
        if answer.status_code == 200 and answer.text.startswith("<!doctype html>"):
            found[path] = installation.url + filled(path, ids)
    return Pages(session_cookie(office, installation), found)
