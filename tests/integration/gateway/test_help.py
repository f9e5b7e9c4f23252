"""Help is found by its words; what the operator has not set is not there."""

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
