"""Many are told at once by as many statements as one."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from services.gateway.casting.candidates import store as candidates
from services.gateway.casting.candidates.answers import letters
from services.gateway.casting.candidates.answers.letters import Message
from services.gateway.web.desk import Desk
from shared.ids import AnswerId, new_id
from tests.integration.gateway.people import People

_SENT = """SELECT m.recipient, m.body, m.fact_type, r.thing_id, j.kind, j.run_at
    FROM mail_record r JOIN gateway.mail m ON m.id = r.id
    JOIN gateway.job j ON j.key = r.id::text ORDER BY r.id"""


async def _statements(desk: Desk, production: UUID, messages: list[Message]) -> int:
    """Queue the mails of answers; return how many statements that took."""
    seen: list[str] = []
    connection: Any = desk.connection
    with connection.query_logger(lambda record: seen.append(record.query)):
        found = await letters.queue(
            desk,
            production,
            {AnswerId(new_id()): each for each in messages},
            desk.now + timedelta(seconds=30),
        )
    assert len(found) == len(messages)
    return len(seen)


async def test_three_letters_take_no_more_statements_than_one(people: People) -> None:
    ana = await people.talent("Ana", email="ana@actors.test")
    production = await people.production(ana)
    role = await people.owner.fetchval("SELECT id FROM role WHERE production_id = $1", production)
    for name in ("Ben", "Cleo"):
        await people.owner.execute(
            "INSERT INTO candidate (id, production_id, role_id, talent_id) VALUES ($1, $2, $3, $4)",
            new_id(),
            production,
            role,
            await people.talent(name, email=f"{name.lower()}@actors.test"),
        )
    await people.owner.execute("UPDATE talent SET source = 'import' WHERE name <> 'Ben'")
    ids = [row["id"] for row in await people.owner.fetch("SELECT id FROM candidate")]
    async with people.desk(people.neighbour) as desk:
        assert await candidates.several(desk, ids) == []
    async with people.desk() as desk:
        messages = [
            Message(each, "release", f"Dear {each.name}")
            for each in await candidates.several(desk, ids)
        ]
        assert await _statements(desk, production, messages[:1]) == await _statements(
            desk, production, messages
        )
    sent = await people.owner.fetch(_SENT)
    assert [row["recipient"].split("@")[0] for row in sent] == ["ana", "ana", "ben", "cleo"]
    assert ["Dear Ana" in row["body"] for row in sent] == [True, True, False, False]
    assert ["Why you get this" in row["body"] for row in sent] == [True, False, False, True]
    assert {row["kind"] for row in sent} == {"mail.send"}
    assert {row["fact_type"] for row in sent} == {"candidates.answer_sent.v1"}
