"""Help is found by its words; what the operator has not set is not there."""

import re

from shared.vocabulary.plans import PLANS, usd
from tests.installation import Office, Visitor


async def test_help_is_searched_and_read(office: Office, stranger: Visitor) -> None:
    found = (await office.owner.get("/help?q=reply+ADDRESS")).text
    assert ("/help/settings" in found, "/help/team" in found) == (True, False)
    assert "Nothing in the help" in (await office.owner.get("/help?q=zeppelin")).text
    page = (await office.owner.get("/help/settings")).text
    assert 'href="/settings">Go there' in page
    assert (await office.owner.get("/help/zeppelin")).status_code == 404
    for unset in (">Privacy<", ">Terms<", ">Status<"):
        assert unset not in found
    assert (await stranger.get("/.well-known/security.txt")).status_code == 404


async def test_the_front_page_shows_what_it_is_and_costs(stranger: Visitor) -> None:
    page = (await stranger.get("/")).text
    for plan in PLANS.values():
        assert f"{usd(plan.cents)} <small>a month" in page
    pictures = {*re.findall(r'/static/[^"]+\.webp', page)}
    assert len(pictures) == 6
    for picture in pictures:
        served = await stranger.get(picture)
        assert (served.status_code, served.headers["content-type"]) == (200, "image/webp")
        assert len(served.content) < 60_000
