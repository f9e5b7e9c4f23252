"""A mail that waits is in the database alone: it outlives processes, and one side has it."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.gateway.platform import mail as mails
from services.gateway.platform.mail import NewMail, letter, store
from shared.events.gateway import OutcomeGiven
from shared.ids import AgencyId, SlotId, new_id
from shared.tenancy import Database
from tests.migrated import Founded, databases

LEASE = timedelta(minutes=2)


async def queue(database: Database, agency: AgencyId, wait: timedelta) -> UUID:
    fact = OutcomeGiven(agency_id=agency, outcome_id=new_id(), slot_id=SlotId(new_id()))
    due_at = datetime.now(UTC) + wait
    new = NewMail(
        kind="answer",
        recipient="ana@actors.test",
        letter=letter("A callback", "…"),
        due_at=due_at,
        fact=fact,
    )
    async with database.tenant(agency) as tx:
        return await mails.queue(tx, new, agency)


async def claimed(database: Database) -> list[UUID]:
    async with database.platform() as tx:
        return [mail.id for mail in await store.claim(tx, LEASE, 20)]


async def taken_back(database: Database, agency: AgencyId, mail: UUID) -> bool:
    async with database.tenant(agency) as tx:
        return await mails.take_back(tx, mail)


async def received(database: Database) -> int:
    async with database.platform() as tx:
        count: int = await tx.fetchval(
            "SELECT count(*) FROM platform.outbox WHERE type = $1", OutcomeGiven.tag()
        )
    return count


async def test_it_outlives_the_process_that_queued_it(founded: Founded) -> None:
    async with databases(founded.url, "gateway") as (first,):
        mail = await queue(first, founded.agency, timedelta(seconds=30))
        assert await claimed(first) == []
    async with databases(founded.url, "gateway") as (second,):
        assert await claimed(second) == []
        async with second.platform() as tx:
            await tx.execute("UPDATE gateway.mail SET due_at = now()")
        assert await claimed(second) == [mail]


async def test_its_fact_is_told_once_as_it_leaves(founded: Founded) -> None:
    async with databases(founded.url, "gateway") as (database,):
        mail = await queue(database, founded.agency, timedelta())
        assert await received(database) == 0
        for _ in range(2):  # the first try fails
            assert await claimed(database) == [mail]
            async with database.platform() as tx:
                await store.put_off(tx, mail, timedelta())
            assert await received(database) == 1


async def test_what_was_taken_back_neither_leaves_nor_is_told(founded: Founded) -> None:
    async with databases(founded.url, "gateway") as (database,):
        mail = await queue(database, founded.agency, timedelta())
        assert not await taken_back(database, founded.neighbour, mail)
        assert await taken_back(database, founded.agency, mail)
        assert not await taken_back(database, founded.agency, mail)
        assert await claimed(database) == []
        assert await received(database) == 0


async def test_what_is_on_its_way_is_not_taken_back(founded: Founded) -> None:
    async with databases(founded.url, "gateway") as (database,):
        mail = await queue(database, founded.agency, timedelta())
        assert await claimed(database) == [mail]
        assert not await taken_back(database, founded.agency, mail)


async def test_of_sending_and_taking_back_at_once_one_happens(founded: Founded) -> None:
    async with databases(founded.url, "gateway") as (database,):
        for _ in range(20):
            mail = await queue(database, founded.agency, timedelta())
            left, back = await asyncio.gather(
                claimed(database), taken_back(database, founded.agency, mail)
            )
            assert (left == [mail]) is not back
