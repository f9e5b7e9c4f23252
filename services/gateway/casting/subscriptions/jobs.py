"""Deletes what has ended, in the bin or not."""

from collections.abc import Mapping

import msgspec

from services.gateway.casting.productions import removal
from services.gateway.casting.productions.payers import mail_payers
from services.gateway.casting.subscriptions import mails, store
from services.gateway.platform import audit
from services.gateway.platform.bin import store as bin_store
from services.gateway.platform.bin.model import HELD
from services.gateway.platform.jobs import JobHandler, JobRun, PutOff
from shared import tombstones
from shared.ids import AgencyId, ProductionId
from shared.tenancy import Connection
from shared.tombstones import Tombstone

DELETE = "subscriptions.delete"


class Ended(msgspec.Struct, frozen=True):
    """A production to be deleted."""

    production_id: ProductionId


class SubscribedAgain(Exception):
    """A production is paid for by now, and stays."""


async def delete(run: JobRun) -> None:
    """Delete a production; mail those who pay, and publish it for rooms.

    Nothing happens where it is gone. The tombstone is there before anything goes, so that no
    restore brings back what was deleted. Where the production was subscribed for again it goes
    before the job does, so that no restore deletes what is paid for, wherever a worker dies.

    Raises:
        PutOff: somebody in it is on legal hold.
    """
    agency, production_id = run.of_agency, run.payload_as(Ended).production_id
    tombstone = Tombstone(kind="production", id=production_id, agency_id=agency)
    try:
        async with run.deps.database.tenant(agency) as tx, bin_store.opened(tx):
            await _see_that_it_may_go(tx, production_id)
        await tombstones.set_up(run.deps.objects, tombstone)
        async with run.finish() as tx, bin_store.opened(tx):
            await _see_that_it_may_go(tx, production_id)
            await _delete_rows(tx, agency, production_id)
    except SubscribedAgain:
        await run.deps.objects.delete(tombstone.key)
    except PutOff:
        await run.deps.objects.delete(tombstone.key)
        raise


async def _see_that_it_may_go(tx: Connection, production_id: ProductionId) -> None:
    """Raises SubscribedAgain, PutOff."""
    if not await store.has_ended(tx, production_id):
        raise SubscribedAgain
    await bin_store.let_nobody_be_held(tx)
    if await store.is_held(tx, production_id):
        raise PutOff(HELD)


async def _delete_rows(tx: Connection, agency: AgencyId, production_id: ProductionId) -> None:
    title = await store.name_of(tx, production_id)
    if title is None:
        return
    await mail_payers(tx, agency, "deletion", mails.deleted(title))
    await removal.remove(tx, agency, production_id)
    await audit.note_by_system(tx, "deleted", "production", production_id)


JOBS: Mapping[str, JobHandler] = {DELETE: JobHandler(delete)}
