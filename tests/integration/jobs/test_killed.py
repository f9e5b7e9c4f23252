"""Workers that are killed, as processes: no job is lost, and none has its effect twice."""

import asyncio
import random
import signal

import pytest

from shared.jobs import presence
from shared.runtime.child_signals import send_signal
from tests.eventually import eventually
from tests.integration.jobs.worker_process import KIND, working
from tests.integration.jobs.workshop import Workshop
from tests.migrated import sign_in

JOBS = 60


async def effects(workshop: Workshop) -> list[str]:
    return [title.split()[0] for title in await workshop.effects()]


@pytest.mark.parametrize("point", ["begun", "effect", "committed"])
async def test_at_a_point_of_its_work(workshop: Workshop, point: str) -> None:
    await workshop.enqueue({"title": "ours"}, kind=KIND)
    url = sign_in(workshop.url, "gateway")
    async with working(workshop.url, url, KILL_AT=point) as child:
        assert await child.wait() == -signal.SIGKILL
    assert len(await effects(workshop)) == (1 if point == "committed" else 0)
    await workshop.time_passes()
    async with working(workshop.url, url):
        await workshop.become()
    assert await effects(workshop) == ["ours"]


async def test_what_it_held_is_free_before_its_lease_is_over(workshop: Workshop) -> None:
    await workshop.enqueue({"title": "ours"}, kind=KIND)
    url = sign_in(workshop.url, "gateway")
    async with working(workshop.url, url, KILL_AT="begun") as child:
        await child.wait()
    held = "UPDATE gateway.job SET lease_until = now() + interval '1 day' WHERE status = 'running'"
    assert await workshop.owner.execute(held) == "UPDATE 1"
    async with working(workshop.url, url):
        await workshop.become()
    assert await effects(workshop) == ["ours"]


async def test_what_one_holds_that_lives_is_not_free(workshop: Workshop) -> None:
    await workshop.enqueue({"title": "ours", "seconds": 60}, kind=KIND)
    url = sign_in(workshop.url, "gateway")
    async with working(workshop.url, url) as child:
        await workshop.become("running")
        async with workshop.database.platform() as tx:
            assert await presence.missing(tx) == set()
        send_signal(child, signal.SIGKILL)


async def test_at_any_moment(workshop: Workshop) -> None:
    """One after the other is killed while it works, and what it held is another's."""
    for number in range(JOBS):
        await workshop.enqueue({"title": f"{number:03}", "seconds": 0.05}, kind=KIND)
    await workshop.enqueue({"title": "theirs"}, kind=KIND, whose=workshop.neighbour)
    url = sign_in(workshop.url, "gateway")
    for _ in range(4):
        async with working(workshop.url, url) as child:
            await asyncio.sleep(random.uniform(0.0, 0.2))
            send_signal(child, signal.SIGKILL)
            await child.wait()
        await workshop.time_passes()
    async with working(workshop.url, url):
        await eventually(workshop.statuses, lambda left: left == [])
    assert await effects(workshop) == [f"{number:03}" for number in range(JOBS)]
