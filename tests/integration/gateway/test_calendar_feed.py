"""A calendar elsewhere reads sessions by a personal link: what its holder
may see, as long as they may."""

import pytest
from icalendar import Calendar

from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.known_office import Known
from tests.integration.gateway.trying_routes import become

pytestmark = pytest.mark.one_office


async def path_of(owner: Visitor) -> str:
    made = await owner.client.post("/api/v1/calendar/feed", json={})
    assert made.status_code == 201, made.text
    url: str = made.json()["url"]
    return url.removeprefix(owner.installation.url)


async def entries(stranger: Visitor, path: str) -> dict[str, str]:
    """Return the titles of what a calendar reads, by their identifiers."""
    read = await stranger.get(path)
    assert read.status_code == 200, read.text
    assert read.headers["content-type"].startswith("text/calendar")
    return {str(e["UID"]): str(e["SUMMARY"]) for e in Calendar.from_ical(read.text).events}


async def test_it_shows_what_its_holder_may_see_and_ends(
    installation: Installation, office: Office, things: Known, neighbour: Office, stranger: Visitor
) -> None:
    owner, uid = office.owner, f"{office.session.rsplit('/', 1)[-1]}@callboard"
    theirs = await entries(stranger, await path_of(neighbour.owner))
    first = await path_of(owner)
    found = await entries(stranger, first)
    assert [*found] == [uid]
    assert "First round" in found[uid]
    assert not found.keys() & theirs.keys()
    assert "A calendar has read it since" in (await owner.get("/calendar/feed")).text
    other = await owner.start_production("Another")
    await become(installation, things, "freelancer", named=[other.rsplit("/", 1)[-1]])
    assert await entries(stranger, first) == {}
    assert (await owner.get("/calendar/feed")).status_code == 200
    await become(installation, things, "finance")
    assert (await stranger.get(first)).status_code == 403, "their part has no calendar"
    await become(installation, things, "owner")
    second = await path_of(owner)
    assert (await stranger.get(first)).status_code == 403
    assert [*await entries(stranger, second)] == [uid]
    assert (await owner.post("/calendar/feed/end", "/calendar/feed")).status_code == 303
    assert (await stranger.get(second)).status_code == 410
    assert "ended calendar link" in (await owner.get("/audit")).text
    shown = await owner.post("/calendar/feed", "/calendar/feed")
    assert "webcal://" in shown.text
