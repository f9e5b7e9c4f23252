"""What people outside may always do: take back their agreement, and ask, whoever pays or not."""

import re
from html import unescape
from uuid import uuid4

import asyncpg
import pytest

from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.arrivals import rows_of

QUESTION = "May I come an hour later? — مريم, 映画 🎭"
STANDINGS = {
    "never subscribed": "subscription = NULL",
    "wrapped": "wrapped_at = now()",
    "paused": "subscription = 'paused'",
    "unpaid": "subscription = 'unpaid'",
    "ended": "subscription = 'canceled'",
}


async def stands(installation: Installation, office: Office, how: str) -> None:
    async with rows_of(installation, office) as rows:
        await rows.execute(
            f"""UPDATE production SET plan = 'short', subscription = NULL, wrapped_at = NULL;
            UPDATE production SET {STANDINGS[how]}"""
        )


async def agreed(installation: Installation, office: Office) -> None:
    """Have the actor have agreed to be recorded, in a room that is over, and nothing else."""
    async with rows_of(installation, office) as rows:
        await rows.execute("DELETE FROM consent")
        await rows.execute(
            """INSERT INTO consent (id, session_id, production_id, who, name, agreed, statement)
            SELECT $1, s.id, s.production_id, 'guest:' || g.id, g.name, true, 'recording-2026-11'
            FROM guest g JOIN session s ON s.id = g.session_id""",
            uuid4(),
        )


async def ledger(rows: asyncpg.Connection) -> list[bool]:
    found = await rows.fetch("SELECT agreed FROM consent ORDER BY given_at, id")
    return [row["agreed"] for row in found]


@pytest.mark.one_office
@pytest.mark.parametrize("how", STANDINGS)
async def test_consent_is_taken_back_however_a_production_stands(
    how: str, installation: Installation, office: Office, stranger: Visitor
) -> None:
    await agreed(installation, office)
    await stands(installation, office, how)
    page = (await stranger.get(office.actor_link)).text
    assert "Take my agreement back" in page
    path = f"{office.actor_link}/withdraw-consent"
    assert (await stranger.post(path, office.actor_link)).status_code == 303
    async with rows_of(installation, office) as rows:
        while await ledger(rows) != [True, False]:
            pass  # rooms hears of it
    page = (await stranger.get(office.actor_link)).text
    assert "nothing of you is recorded" in page
    assert "Take my agreement back" not in page
    again = await stranger.post(path, office.actor_link)
    assert again.status_code == 409


async def test_who_is_in_the_room_says_it_there(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    await agreed(installation, office)
    async with rows_of(installation, office) as rows:
        await rows.execute(
            """INSERT INTO visit (id, session_id, production_id, place, who, name, title, role)
            SELECT $1, s.id, s.production_id, 'stage', 'guest:' || g.id, g.name, '', 'actor'
            FROM guest g JOIN session s ON s.id = g.session_id""",
            uuid4(),
        )
    path = f"{office.actor_link}/withdraw-consent"
    refused = await stranger.post(path, office.actor_link)
    assert refused.status_code == 409
    assert "change your answer there" in refused.text


@pytest.mark.one_office
@pytest.mark.parametrize("how", STANDINGS)
async def test_a_question_reaches_who_invited(
    how: str, installation: Installation, office: Office, stranger: Visitor
) -> None:
    await stands(installation, office, how)
    me = office.actor.replace("ana-", "owner-").replace("actors", "office")
    before = (await installation.mails.newest(me)).id
    form = {"message": QUESTION}
    asked = await stranger.post(f"{office.actor_link}/ask", office.actor_link, data=form)
    assert asked.status_code == 303, asked.text
    page = unescape((await stranger.get(asked.headers["location"])).text)
    assert "Your question was sent" in page
    mail = await installation.mails.newest(me, after=before)
    assert QUESTION in mail.text
    assert office.actor in mail.text
    assert re.search("Ana Silva", mail.subject)


async def test_questions_have_an_end(office: Office, stranger: Visitor) -> None:
    statuses = [
        (
            await stranger.post(
                f"{office.actor_link}/ask", office.actor_link, data={"message": "When?"}
            )
        ).status_code
        for _ in range(6)
    ]
    assert statuses == [303] * 5 + [429]
    empty = await stranger.post(f"{office.actor_link}/ask", office.actor_link)
    assert empty.status_code == 422
