"""A production that has ended is announced, then deleted everywhere; its neighbour stays whole."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import asyncpg
import msgspec
import pytest

from services.billing.dunning import actions as dunning
from shared import tenancy
from shared.bus import outbox
from shared.events.billing import DeletionDue
from shared.objects import Objects
from shared.tenancy import Database
from shared.tombstones import FOLDER, Tombstone
from tests.eventually import eventually
from tests.installation import Installation, Office
from tests.integration.gateway.records import Full, Records, beside, fill, name_of

pytestmark = pytest.mark.with_sides
NEAR, DUE = timedelta(days=23, minutes=1), timedelta(days=31)


@pytest.fixture
async def records(installation: Installation) -> AsyncIterator[Records]:
    connection = await asyncpg.connect(installation.plan.config.owner_url)
    yield Records(connection, Objects(installation.plan.config.object_store_url))
    await connection.close()


@pytest.fixture
async def billing(installation: Installation) -> AsyncIterator[Database]:
    database = await tenancy.connect(
        installation.plan.config.database_url("billing"), "billing", size=1
    )
    yield database
    await database.close()


async def days_pass(billing: Database, by: timedelta) -> None:
    """Have billing tell what it would by then."""
    async with billing.platform() as connection:
        await dunning.announce(connection, datetime.now(UTC) + by)


async def tell_due(billing: Database, full: Full) -> DeletionDue:
    due = DeletionDue(agency_id=full.agency, production_id=full.id)
    async with billing.platform() as connection:
        await outbox.publish(connection, "billing", due)
    return due


def ids_of(rows: list[str]) -> set[str]:
    return {msgspec.json.decode(row)["id"] for row in rows}


async def wrap(office: Office) -> None:
    await office.owner.pay(office.production)
    money = f"{office.production}/money"
    assert (await office.owner.post(f"{money}/act", money, data={"act": "wrap"})).status_code == 303


async def test_what_has_ended_is_deleted_with_notice_and_its_neighbour_is_not(
    installation: Installation, office: Office, records: Records, billing: Database
) -> None:
    other = await fill(await beside(office), records)
    full = await fill(office, records)
    everywhere = set(await records.rows(full.agency))
    assert await records.naming(full) == everywhere, "something of it lies in every table"
    await wrap(office)
    await days_pass(billing, NEAR)
    me = f"owner-{name_of(office)}@office.test"
    notice = await eventually(
        lambda: installation.mails.newest(me), lambda mail: "will be deleted on" in mail.subject
    )
    assert await records.naming(full) == everywhere, "it is kept until it is due"
    kept = await records.rows(full.agency)

    async def is_gone() -> bool:
        await days_pass(billing, DUE)  # each minute anew: payments have to settle first
        files = set(full.files) & await records.files(full.agency)
        return not files and not await records.naming(full)

    await eventually(is_gone, bool)
    assert (await office.owner.get(office.production)).status_code == 404
    received = await installation.mails.newest(me, after=notice.id)
    assert received.subject == "The Tempest has been deleted"
    left = await records.rows(full.agency)
    wanted = {table: [r for r in kept[table] if not full.is_in(r)] for table in kept}
    after, kept_mails = ids_of(left.pop("mail_record")), ids_of(wanted.pop("mail_record"))
    assert left == wanted
    assert kept_mails < after, "the mail that says so has a record, and names no production"
    assert set(other.files) <= await records.files(full.agency)
    tombstone = Tombstone(kind="production", id=full.id, agency_id=full.agency)
    assert tombstone.key in {key async for key in records.objects.keys(FOLDER)}
    assert ("callboard", "deleted") in await records.log(full)

    again = await tell_due(billing, full)
    await records.taken_in(again.id)
    await records.deletions_are_done(full.agency)
    assert [act for _, act in await records.log(full)].count("deleted") == 1


async def test_what_was_subscribed_for_again_in_time_stays(
    office: Office, records: Records, billing: Database
) -> None:
    full = await fill(office, records)
    await office.owner.pay(office.production)
    before = await records.naming(full)
    due = await tell_due(billing, full)  # a word that comes late
    await records.taken_in(due.id)
    await records.deletions_are_done(full.agency)
    assert await records.naming(full) == before
    assert set(full.files) <= await records.files(full.agency)
    assert (await office.owner.get(office.production)).status_code == 200
