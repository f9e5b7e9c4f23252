"""An answer: only to who came, seen before it is sent, and taken back until it leaves."""

import asyncio
import re
from html import unescape

import pytest

from tests.installation import Installation, Office
from tests.integration.gateway import candidates
from tests.integration.gateway.arrivals import agency_of, came, mails_leave, rows_of

WORDS = "You were splendid — مريم, 映画 🎭"
ENDINGS = {
    "wrapped": "wrapped_at = now()",
    "paused": "subscription = 'paused'",
    "unpaid": "subscription = 'unpaid'",
    "ended": "subscription = 'canceled'",
}


async def answer(
    office: Office, path: str = "", kind: str = "callback", message: str = WORDS
) -> tuple[int, str]:
    """Give the actor an answer, or only look at it."""
    given = await candidates.answer(office, kind, path, message=message)
    return given.status_code, given.text


async def takes(office: Office) -> str:
    return (await office.owner.get(f"{office.session}/takes")).text


async def way_back(office: Office) -> str:
    """Return where an answer that waits is taken back."""
    found = re.search(r'action="([^"]+/take-back)"', await takes(office))
    assert found
    return found[1]


async def take_back(office: Office, path: str) -> tuple[int, str]:
    given = await office.owner.post(path, office.production)
    return given.status_code, given.text


async def received(installation: Installation, office: Office) -> str:
    """Let the mails leave; return the one that is not the invitation."""
    first = await installation.mails.newest(office.actor)
    await mails_leave(installation)
    return (await installation.mails.newest(office.actor, after=first.id)).text


async def queued(installation: Installation, office: Office) -> list[tuple[float, int, str]]:
    """Return the answers in the queue: how many seconds they wait, their tries, their body."""
    async with rows_of(installation, office) as rows:
        found = await rows.fetch(
            """SELECT extract(epoch FROM j.run_at - now())::float AS waits, m.attempts, body
            FROM gateway.mail m LEFT JOIN gateway.job j ON j.key = m.id::text
            WHERE m.agency_id = $1 AND subject LIKE 'A callback%'""",
            await agency_of(rows, office),
        )
    return [tuple(row) for row in found]


async def test_who_never_came_is_not_answered(installation: Installation, office: Office) -> None:
    assert "Has not come yet" in await takes(office)
    for path in ("", "/preview"):
        status, said = await answer(office, path)
        assert status == 409
        assert "have not come yet" in said
    assert await queued(installation, office) == []
    (guest,) = await office.owner.guests(office.session)
    await office.owner.post(f"/guests/{guest['id']}/no-show", office.session)
    assert "Did not come" in await takes(office)


async def test_the_mail_is_seen_before_it_is_sent(
    installation: Installation, office: Office
) -> None:
    await came(installation, office)
    status, page = await answer(office, "/preview", message="<b>Bravo</b>\n\nمريم 🎭")
    assert status == 200
    assert office.actor in page
    assert "A callback for Miranda in The Tempest" in page
    assert "we would like to see you again" in unescape(page)
    assert "<b>Bravo</b>" not in page
    assert "<b>Bravo</b>\n\nمريم 🎭" in unescape(page).replace("\r", "")
    assert await queued(installation, office) == []


async def test_an_answer_waits_and_then_leaves_once(
    installation: Installation, office: Office
) -> None:
    await came(installation, office)
    assert (await answer(office))[0] == 303
    ((waits, tries, body),) = await queued(installation, office)
    assert 0 < waits <= 30
    assert (tries, WORDS in body) == (0, True)
    path = await way_back(office)
    assert WORDS in await received(installation, office)
    status, said = await take_back(office, path)
    assert (status, "has left already" in said) == (409, True)
    assert (await answer(office))[0] == 409


async def test_an_answer_that_is_taken_back_was_never_given(
    installation: Installation, office: Office
) -> None:
    await came(installation, office)
    await answer(office)
    path = await way_back(office)
    status, page = await take_back(office, path)
    assert status == 200
    assert WORDS in unescape(page)
    assert re.search(r'value="callback" required checked', page)
    assert await queued(installation, office) == []
    assert (await take_back(office, path))[0] == 404
    assert "Give an answer" in await takes(office)
    log = (await office.owner.get("/audit")).text
    assert "answered with callback" in log
    assert "took back callback" in log
    assert (await answer(office, kind="pin"))[0] == 303


async def test_of_two_who_take_back_at_once_one_does(
    installation: Installation, office: Office
) -> None:
    await came(installation, office)
    await answer(office)
    path = await way_back(office)
    both = await asyncio.gather(*(take_back(office, path) for _ in "ab"))
    assert sorted(status for status, _ in both) == [200, 404]
    assert await queued(installation, office) == []


async def test_nobody_else_takes_it_back(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    await came(installation, office)
    await answer(office)
    path = await way_back(office)
    assert (await take_back(neighbour, path))[0] == 404
    assert len(await queued(installation, office)) == 1


async def test_who_came_is_answered_also_when_their_invitation_was_withdrawn(
    installation: Installation, office: Office
) -> None:
    await came(installation, office)
    (guest,) = await office.owner.guests(office.session)
    await office.owner.post_sure(f"/guests/{guest['id']}/withdraw", office.session)
    assert "Give an answer" in await takes(office)
    assert (await answer(office))[0] == 303


@pytest.mark.parametrize("how", ENDINGS)
async def test_answers_are_owed_however_a_production_stands(
    how: str, installation: Installation, office: Office
) -> None:
    await came(installation, office)
    await answer(office)
    async with rows_of(installation, office) as rows:
        await rows.execute(f"UPDATE production SET {ENDINGS[how]}, plan = 'short'")
    assert (await take_back(office, await way_back(office)))[0] == 200
    assert (await answer(office))[0] == 303
    assert WORDS in await received(installation, office)
