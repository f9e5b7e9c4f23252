"""Archives talent, deletes it into the bin, restores it, and keeps it where the law asks for it."""

from uuid import UUID

from services.gateway.casting.talent import actions as talent_actions
from services.gateway.casting.talent import store as talent_store
from services.gateway.casting.talent.bin import store
from services.gateway.casting.talent.bin.model import (
    REMOVE,
    Hold,
    OnHold,
    OwnersDelete,
    Removal,
)
from services.gateway.platform import audit, jobs
from services.gateway.platform.bin.model import KEPT_FOR
from services.gateway.web.desk import Desk
from shared.bus import outbox
from shared.events.gateway import TalentDeleted


async def archive(desk: Desk, talent_id: UUID, *, archived: bool = True) -> None:
    """Put somebody aside, or take them up again. Repeating changes nothing.

    Raises:
        TalentNotFound
    """
    talent = await talent_store.talent(desk, talent_id)
    if await store.archive(desk, talent.id, archived=archived):
        act = "archived" if archived else "took out of the archive"
        await talent_actions.note_change(desk, talent.id, act)


async def delete(desk: Desk, talent_id: UUID) -> None:
    """Put somebody into the bin; a job removes them in 30 days, unless they are restored.

    Raises:
        TalentNotFound
        OwnersDelete: there are takes of them, or answers that they were sent.
    """
    talent = await talent_store.talent(desk, talent_id)
    if desk.role != "owner" and await store.has_takes_or_answers(desk, talent.id):
        raise OwnersDelete
    await store.hide(desk, talent.id)
    await jobs.enqueue(desk.connection, REMOVE, Removal(talent.id), run_at=desk.now + KEPT_FOR)
    await audit.note(desk, desk.who, "deleted", "talent", talent.id)
    fact = TalentDeleted(agency_id=desk.agency.id, talent_id=talent.id)
    await outbox.publish(desk.connection, "gateway", fact)


async def restore(desk: Desk, talent_id: UUID) -> None:
    """Raises TalentNotFound: they are not in the bin, or have been removed."""
    await talent_actions.note_change(desk, await store.restore(desk, talent_id), "restored")


async def put_on_hold(desk: Desk, talent_id: UUID, new: Hold) -> None:
    """Keep all that is known of somebody, though they be in the bin.

    Raises:
        TalentNotFound, OnHold
    """
    known = await store.known(desk, talent_id)
    if not await store.put_on_hold(desk, known, new):
        raise OnHold
    await audit.note(desk, desk.who, "put on legal hold", "talent", known)


async def lift_hold(desk: Desk, talent_id: UUID) -> None:
    """Let a job remove them again, once they are deleted. Repeating changes nothing.

    Raises:
        TalentNotFound
    """
    known = await store.known(desk, talent_id)
    if await store.lift_hold(desk, known):
        await audit.note(desk, desk.who, "lifted the legal hold of", "talent", known)
