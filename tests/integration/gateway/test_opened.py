"""Who has opened their link: somebody before whose eyes it was, and no program that fetched it."""

import pytest

from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.test_company import refusal
from tests.integration.gateway.test_reps import represent


async def opened(office: Office, email: str) -> bool:
    guests = await office.owner.guests(office.session)
    (found,) = [g["opened_at"] for g in guests if g["email"] == email]
    return found is not None


@pytest.mark.one_office
@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("GET", {}),
        ("HEAD", {}),
        ("GET", {"sec-purpose": "prefetch"}),
        ("GET", {"purpose": "preview"}),
    ],
)
async def test_what_programs_fetch_is_not_opened(
    office: Office, stranger: Visitor, method: str, headers: dict[str, str]
) -> None:
    for path in ("", "/room", "/audition.ics"):
        await stranger.client.request(method, f"{office.actor_link}{path}", headers=headers)
    assert not await opened(office, office.actor)
    assert "Opened" not in (await office.owner.get(office.session)).text


async def test_a_page_that_was_seen_is_opened(office: Office, stranger: Visitor) -> None:
    answer = await stranger.post(f"{office.actor_link}/opened", office.actor_link)
    assert answer.status_code == 204
    assert await opened(office, office.actor)
    await stranger.post(f"{office.actor_link}/opened", office.actor_link)
    lines = (await office.owner.get("/audit/export?act=opened")).text.splitlines()
    assert len(lines) == 2, "a head, and the first time, which counts"


async def test_who_comes_to_the_door_of_the_room_has_opened_it(office: Office) -> None:
    await refusal(office.actor_link, "stage")
    assert await opened(office, office.actor)


@pytest.mark.one_office
async def test_it_is_no_matter_for_another_page(installation: Installation, office: Office) -> None:
    async with installation.browser() as stranger:
        await stranger.get(office.actor_link)
        forged = await stranger.client.post(f"{office.actor_link}/opened")
    assert forged.status_code == 403, "a page elsewhere cannot post it"
    assert not await opened(office, office.actor)


async def test_a_reps_link_too(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    link = await represent(installation, office)
    await stranger.get(link)
    before = [g["opened_at"] for g in await office.owner.guests(office.session)]
    assert before == [None, None]
    assert (await stranger.post(f"{link}/opened", link)).status_code == 204
    assert len([g for g in await office.owner.guests(office.session) if g["opened_at"]]) == 1
