"""Lists who may be one person, and remembers who is not."""

from services.gateway.casting.talent.duplicates import store
from services.gateway.casting.talent.duplicates.model import (
    COMPARE,
    Dismissal,
    Duplicates,
    PairNotFound,
)
from services.gateway.platform import audit, jobs
from services.gateway.platform.jobs import Priority
from services.gateway.web.desk import Desk
from shared.tenancy import Connection


async def duplicates(desk: Desk) -> Duplicates:
    """Return the likeliest pairs; who was added since then is compared afterwards."""
    left = await store.uncompared(desk.connection)
    if left:
        await compare_later(desk.connection)
    return Duplicates(await store.pairs(desk), left)


async def compare_later(connection: Connection) -> None:
    await jobs.enqueue(connection, COMPARE, {}, key=COMPARE, priority=Priority.BULK)


async def dismiss(desk: Desk, pair: Dismissal) -> None:
    """Say that two records are of two people; the list never has them again.

    Raises:
        PairNotFound
    """
    if not await store.dismiss(desk, pair.one_id, pair.other_id, desk.who):
        raise PairNotFound
    act = f"said that {pair.other_id} is not"
    await audit.note(desk, desk.who, act, "talent", pair.one_id)
