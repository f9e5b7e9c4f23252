"""The operator's command: what waits, what is dead and why, and to try it again."""

import asyncio
import os
import sys
from typing import Any

import msgspec

from shared.jobs import GiveUp
from tests.integration.jobs.workshop import KIND, Workshop
from tests.migrated import sign_in


async def command(workshop: Workshop, *words: str) -> list[Any]:
    """Run the command as its users do; return its lines, or the words with which it ended."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "shared.jobs", *words),
        env=os.environ | {"DATABASE_URL": sign_in(workshop.url, "gateway")},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert not process.returncode, err.decode()
    return [msgspec.json.decode(line) for line in out.splitlines()]


async def test_a_dead_job_is_shown_with_its_reason_and_tried_again(workshop: Workshop) -> None:
    job = await workshop.enqueue({"title": "At last"}, correlation="request-1")
    other = await workshop.enqueue(kind="test.other", whose=workshop.neighbour)
    workshop.fails = GiveUp("the disk was full")
    async with workshop.working("test.other"):
        await workshop.become("dead", "dead")
        (shown,) = await command(workshop, "dead", "gateway", "--kind", KIND)
        assert (shown["id"], shown["error"]) == (str(job), "the disk was full")
        assert (shown["payload"], shown["correlation"]) == ({"title": "At last"}, "request-1")
        assert shown["agency_id"] == str(workshop.agency)
        assert len(await command(workshop, "dead", "gateway")) == 2
        workshop.fails = None
        assert await command(workshop, "replay", "gateway", str(job)) == [{"replayed": str(job)}]
        await workshop.become("dead")
        assert await workshop.effects() == ["At last"]
        replayed = await command(workshop, "replay", "gateway", "--kind", "test.other")
        assert replayed == [{"replayed": str(other)}]
        await workshop.become()
    assert await command(workshop, "dead", "gateway") == []


async def test_what_waits_is_shown_without_its_payload(workshop: Workshop) -> None:
    await workshop.enqueue({"title": "secret"}, key="a")
    (shown,) = await command(workshop, "list", "gateway")
    assert (shown["kind"], shown["key"], shown["status"]) == (KIND, "a", "ready")
    assert "payload" not in shown
