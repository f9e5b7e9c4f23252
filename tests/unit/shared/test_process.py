"""The life of a service's process: how it is told to stop, and what its status says."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import msgspec
import pytest

from shared.runtime.child_signals import send_signal

ROOT = Path(__file__).parents[3]
PATIENCE_S = 30
HEAD = """
import asyncio
from shared.runtime import process
from shared.settings import SettingsError

def say(word):
    print(word, flush=True)
"""
WAITS_FOR_WHAT_NEVER_COMES = """
async def work(shutdown):
    try:
        say("begun")
        await asyncio.Event().wait()
    finally:
        await asyncio.sleep(0)
        say("put away")
"""
HEEDS = """
async def work(shutdown):
    shutdown.heed()
    say("begun")
    await shutdown.requested.wait()
    say("wanted")
    await shutdown.forced.wait()
    say("urgent")
"""
FAILS_AT_THE_END = """
async def work(shutdown):
    say("begun")
    try:
        await shutdown.wait()
    finally:
        raise RuntimeError("the store is away")
"""
LOSES_A_JOB = """
from shared.background_tasks import background_tasks

async def job():
    await asyncio.sleep(0)
    raise RuntimeError("the job is broken")

async def work(shutdown):
    async with background_tasks(job()):
        await shutdown.wait()
"""
LACKS_A_SETTING = """
async def work(shutdown):
    raise SettingsError("missing in the environment: TICKET_KEY")
"""


class Running:
    """A process that says words."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    async def says(self, word: str) -> None:
        assert self.process.stdout
        async with asyncio.timeout(PATIENCE_S):
            assert await self.process.stdout.readline() == f"{word}\n".encode()

    def hears(self, number: signal.Signals) -> None:
        send_signal(self.process, number)

    async def ends(self) -> tuple[int, str]:
        """Return its status, and what it logged."""
        async with asyncio.timeout(PATIENCE_S):
            _, logged = await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode, logged.decode()


async def run(work: str) -> Running:
    code = f"{HEAD}{work}\nprocess.run('drama', work)"
    words = (sys.executable, "-c", code)
    return Running(await asyncio.create_subprocess_exec(*words, cwd=ROOT, stdout=PIPE, stderr=PIPE))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_start_that_waits_is_not_waited_for(number: signal.Signals) -> None:
    service = await run(WAITS_FOR_WHAT_NEVER_COMES)
    await service.says("begun")
    service.hears(number)
    await service.says("put away")
    status, logged = await service.ends()
    assert status == 0
    assert [msgspec.json.decode(line)["event"] for line in logged.splitlines()] == [
        "told to stop",
        "stopped",
    ]


async def test_who_heeds_it_is_told_once_and_again() -> None:
    service = await run(HEEDS)
    await service.says("begun")
    for word in ("wanted", "urgent"):
        service.hears(signal.SIGTERM)
        await service.says(word)
    assert (await service.ends())[0] == 0


async def test_ctrl_c_is_urgent_at_once() -> None:
    service = await run(HEEDS)
    await service.says("begun")
    service.hears(signal.SIGINT)
    await service.says("wanted")
    await service.says("urgent")
    assert (await service.ends())[0] == 0


async def test_a_failure_has_a_status_and_its_reason_is_in_the_log() -> None:
    service = await run(FAILS_AT_THE_END)
    await service.says("begun")
    service.hears(signal.SIGTERM)
    status, logged = await service.ends()
    last = msgspec.json.decode(logged.splitlines()[-1])
    assert (status, last["event"], last["service"]) == (1, "failed", "drama")
    assert last["exception"][0]["exc_value"] == "the store is away"


async def test_a_job_that_breaks_ends_the_process_and_is_told() -> None:
    status, logged = await (await run(LOSES_A_JOB)).ends()
    assert status == 1
    assert "the job is broken" in logged


async def test_a_wrong_setting_is_one_sentence() -> None:
    status, logged = await (await run(LACKS_A_SETTING)).ends()
    assert (status, logged) == (1, "drama: missing in the environment: TICKET_KEY\n")
