"""A mail that waits is in the database alone: it outlives processes, and one side has it."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.gateway.platform import mail as mails
from services.gateway.platform.mail import NewMail, letter, store
from shared import log
from shared.events.gateway import OutcomeGiven
from shared.ids import AgencyId, SlotId, new_id
from shared.tenancy import Database
from tests.eventually import eventually
from tests.integration.gateway.mail_server import MailServer, mail_server, mailing, time_passes
from tests.migrated import Founded, databases


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


async def begun(database: Database, agency: AgencyId, mail: UUID) -> bool:
    """Begin to send a mail, as a job of the agency does."""
    async with database.platform() as tx:
        return await store.begin(tx, mail, agency) is not None


async def taken_back(database: Database, agency: AgencyId, mail: UUID) -> bool:
    async with database.tenant(agency) as tx:
        return await mails.take_back(tx, mail)


async def received_by(server: MailServer) -> int:
    return len(server.came)


async def received(database: Database) -> int:
    async with database.platform() as tx:
        count: int = await tx.fetchval(
            "SELECT count(*) FROM platform.outbox WHERE type = $1", OutcomeGiven.tag()
        )
    return count


async def test_it_outlives_the_process_that_queued_it(founded: Founded) -> None:
    async with mail_server() as (server, url):
        async with databases(founded.url, "gateway") as (first,):
            await queue(first, founded.agency, timedelta(hours=1))
        async with mailing(founded, url, "Callboard <post@callboard.test>") as owner:
            assert server.came == []
            await time_passes(owner)
            await eventually(lambda: received_by(server), bool)


async def test_its_fact_is_told_once_as_it_leaves(founded: Founded) -> None:
    async with databases(founded.url, "gateway") as (database,):
        mail = await queue(database, founded.agency, timedelta())
        assert await received(database) == 0
        for _ in range(2):  # the first try fails
            assert await begun(database, founded.agency, mail)
            assert await received(database) == 1


async def test_its_fact_names_the_request_that_led_to_it(founded: Founded) -> None:
    async with databases(founded.url, "gateway") as (database,):
        with log.caused_by("0a1b"):
            mail = await queue(database, founded.agency, timedelta())
        assert await begun(database, founded.agency, mail)
        async with database.platform() as tx:
            cause = "SELECT correlation FROM platform.outbox WHERE type = $1"
            assert await tx.fetchval(cause, OutcomeGiven.tag()) == "0a1b"


async def test_a_job_of_a_neighbour_does_not_send_it(founded: Founded) -> None:
    async with databases(founded.url, "gateway") as (database,):
        mail = await queue(database, founded.agency, timedelta())
        assert not await begun(database, founded.neighbour, mail)
        assert await taken_back(database, founded.agency, mail), "nobody has begun to send it"


async def test_what_was_taken_back_neither_leaves_nor_is_told(founded: Founded) -> None:
    async with databases(founded.url, "gateway") as (database,):
        mail = await queue(database, founded.agency, timedelta())
        assert not await taken_back(database, founded.neighbour, mail)
        assert await taken_back(database, founded.agency, mail)
        assert not await taken_back(database, founded.agency, mail)
        assert not await begun(database, founded.agency, mail)
        assert await received(database) == 0
        async with database.tenant(founded.agency) as tx:
            assert await tx.fetchval("SELECT count(*) FROM gateway.own_job") == 0
            assert await tx.fetchval("SELECT status FROM mail_record") == "withdrawn"


async def test_what_is_on_its_way_is_not_taken_back(founded: Founded) -> None:
    async with databases(founded.url, "gateway") as (database,):
        mail = await queue(database, founded.agency, timedelta())
        assert await begun(database, founded.agency, mail)
        assert not await taken_back(database, founded.agency, mail)


async def test_of_sending_and_taking_back_at_once_one_happens(founded: Founded) -> None:
    async with databases(founded.url, "gateway") as (database,):
        for _ in range(20):
            mail = await queue(database, founded.agency, timedelta())
            left, back = await asyncio.gather(
                begun(database, founded.agency, mail), taken_back(database, founded.agency, mail)
            )
            assert left is not back
