"""Merges two records of one person, and parts them again."""

from uuid import UUID

from services.gateway.casting.talent.merging import model, store
from services.gateway.casting.talent.merging.model import (
    FORGET,
    UNDONE_WITHIN,
    ChangedMeanwhile,
    MergedAgain,
    MergePayload,
    NewMerge,
    OnePerson,
    Person,
    SharedSlot,
    TooLate,
)
from services.gateway.casting.talent.model import TalentNotFound
from services.gateway.platform import audit, jobs
from services.gateway.platform.bin import store as bin_store
from services.gateway.web.desk import Desk


async def both(desk: Desk, kept_id: UUID, other_id: UUID) -> tuple[Person, Person]:
    """Return two records, held until the transaction ends.

    Raises:
        OnePerson, TalentNotFound
    """
    if kept_id == other_id:
        raise OnePerson
    found = await store.hold(desk, [kept_id, other_id])
    if len(found) < 2:
        raise TalentNotFound
    return found[kept_id], found[other_id]


async def merge(desk: Desk, kept_id: UUID, new: NewMerge) -> UUID:
    """Merge another record into one that is kept; return the merge's id.

    Everything of the other comes to who is kept; where both are candidates for a role, they become
    one with one history.

    Raises:
        OnePerson, TalentNotFound
        ChangedMeanwhile: one of the two is not as it was when this was chosen.
        SharedSlot
    """
    kept, other = await both(desk, kept_id, new.other_id)
    if (kept.version, other.version) != (new.version, new.other_version):
        raise ChangedMeanwhile
    after = model.merged(kept, other, new)
    async with bin_store.opened(desk.connection):  # what is deleted comes along, and comes back
        if await store.share_a_slot(desk, kept.id, other.id):
            raise SharedSlot
        await store.hide(desk, other.id, behind=kept.id)
        moved = await store.move(desk, kept.id, other.id)
    await store.change(desk, kept.id, after)
    merge_id = await store.add(desk, kept, other.id, after, moved, desk.who)
    await jobs.enqueue(
        desk.connection, FORGET, MergePayload(merge_id), run_at=desk.now + UNDONE_WITHIN
    )
    await audit.note(desk, desk.who, f"merged {other.id} into", "talent", kept.id)
    return merge_id


async def undo(desk: Desk, merge_id: UUID) -> UUID:
    """Part two records again; return the id of the one that was kept.

    What was added to who was kept since then stays with them.

    Raises:
        MergeNotFound, MergedAgain, TooLate
    """
    undone = await store.undo(desk, merge_id)
    if undone.merged_at < desk.now - UNDONE_WITHIN:
        raise TooLate
    kept = await store.current(desk, undone)
    if kept is None or undone.undone_at is not None:
        raise MergedAgain
    async with bin_store.opened(desk.connection):
        await store.move_back(desk, undone)
    await store.change(desk, kept.id, model.parted(kept.fields, undone))
    await store.hide(desk, undone.gone_id, behind=None)
    await store.settle(desk, merge_id, desk.now)
    await audit.note(desk, desk.who, f"parted {undone.gone_id} from", "talent", kept.id)
    return kept.id
