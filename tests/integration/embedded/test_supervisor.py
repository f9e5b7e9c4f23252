"""The supervisor, with real processes that report to a socket of the test."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from infra.embedded.program import Program
from infra.embedded.supervisor import StartFailed, Supervisor
from shared.runtime.child_signals import send_signal

REPORT = """
import os, signal, socket, subprocess, sys
line = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
def say(word): line.sendall(f"{word} {os.getpid()}\\n".encode())
"""
SERVE = REPORT + "say('begun'); signal.pause()"
SAY_STOPPING = """
signal.signal(signal.SIGTERM, lambda *_: (say(f'stopped-{sys.argv[2]}'), sys.exit()))
say('begun'); signal.pause()
"""
STUBBORN = """
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if len(sys.argv) == 3:
    subprocess.Popen([sys.executable, *sys.orig_argv[1:3], *sys.argv[1:], 'helper'])
say('begun'); signal.pause()
"""


class Reports:
    """What the processes say, in order, as (word, pid); `gone` when one's connection ends."""

    def __init__(self) -> None:
        self.port = 0
        self.said: asyncio.Queue[tuple[str, int]] = asyncio.Queue()

    async def listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        pid = 0
        async for line in reader:
            word, _, number = line.decode().partition(" ")
            pid = int(number)
            await self.said.put((word, pid))
        writer.close()
        await self.said.put(("gone", pid))

    async def next(self, word: str) -> int:
        """Wait for a word, passing over others, and return whose it was."""
        async with asyncio.timeout(30):
            while True:
                said, pid = await self.said.get()
                if said == word:
                    return pid


@pytest.fixture
async def reports() -> AsyncIterator[Reports]:
    reports = Reports()
    async with await asyncio.start_server(reports.listen, "127.0.0.1", 0) as server:
        reports.port = server.sockets[0].getsockname()[1]
        yield reports


async def at_once() -> bool:
    return True


def program(reports: Reports, code: str, name: str = "one", **more: Any) -> Program:
    argv = (sys.executable, "-c", code, str(reports.port), name)
    env = {"PATH": os.defpath}
    return Program(**({"ready": at_once} | more), name=name, argv=argv, env=env, cwd=Path("/"))


async def test_a_crashed_program_starts_again_and_is_told(reports: Reports, tmp_path: Path) -> None:
    received: list[str] = []
    async with Supervisor(tmp_path, received.append) as supervisor:
        await supervisor.start(program(reports, SERVE))
        first = await reports.next("begun")
        os.kill(first, signal.SIGKILL)
        second = await reports.next("begun")
        assert second != first
        assert supervisor.pids() == {"one": second}
    assert await reports.next("gone") in {first, second}
    assert received == [
        f"one was killed by signal 9; it starts again in 0.5 s (see {tmp_path / 'one.log'})"
    ]


async def test_the_highest_layer_stops_first(reports: Reports, tmp_path: Path) -> None:
    async with Supervisor(tmp_path, print) as supervisor:
        for layer, name in enumerate(["store", "service"]):
            await supervisor.start(program(reports, REPORT + SAY_STOPPING, name, layer=layer))
            await reports.next("begun")
    stopped = [word for word, _ in [await reports.said.get() for _ in range(4)] if word != "gone"]
    assert stopped == ["stopped-service", "stopped-store"]


async def test_who_ignores_the_signal_is_killed_with_its_helpers_and_that_is_told(
    reports: Reports, tmp_path: Path
) -> None:
    received: list[str] = []
    async with Supervisor(tmp_path, received.append) as supervisor:
        await supervisor.start(program(reports, REPORT + STUBBORN, grace=0.2))
        started = {await reports.next("begun"), await reports.next("begun")}
    assert {await reports.next("gone"), await reports.next("gone")} == started
    assert received == [
        f"one was told to stop and was killed by signal 9 (see {tmp_path / 'one.log'})"
    ]


@pytest.mark.parametrize(("status", "said"), [(0, []), (3, ["ended with code 3"])])
async def test_who_fails_while_it_stops_is_told(
    status: int, said: list[str], reports: Reports, tmp_path: Path
) -> None:
    received: list[str] = []
    code = f"signal.signal(signal.SIGTERM, lambda *_: sys.exit({status})); say('begun')"
    async with Supervisor(tmp_path, received.append) as supervisor:
        await supervisor.start(program(reports, f"{REPORT}{code}; signal.pause()"))
        await reports.next("begun")
    assert received == [
        f"one was told to stop and {how} (see {tmp_path / 'one.log'})" for how in said
    ]


async def test_a_start_that_fails_shows_the_end_of_the_log(
    reports: Reports, tmp_path: Path
) -> None:
    async def never() -> bool:
        return False

    async with Supervisor(tmp_path, print) as supervisor:
        with pytest.RaisesGroup(pytest.RaisesExc(StartFailed, match="DATABASE_URL is missing")):
            await supervisor.start(
                program(reports, "raise SystemExit('DATABASE_URL is missing')", ready=never)
            )
        assert supervisor.pids() == {}


async def test_a_silent_start_is_given_up_and_ended(reports: Reports, tmp_path: Path) -> None:
    async def never() -> bool:
        return False

    async with Supervisor(tmp_path, print) as supervisor:
        with pytest.RaisesGroup(pytest.RaisesExc(StartFailed, match="did not become ready")):
            await supervisor.start(program(reports, SERVE, ready=never, patience=0.5))
        await reports.next("gone")


async def test_the_log_of_the_run_before_is_kept(reports: Reports, tmp_path: Path) -> None:
    for _ in range(2):
        async with Supervisor(tmp_path, print) as supervisor:
            await supervisor.start(program(reports, f"print('words', flush=True)\n{SERVE}"))
            await reports.next("begun")
    assert (tmp_path / "one.log").read_text() == "words\n"
    assert (tmp_path / "one.before.log").read_text() == "words\n"


@pytest.mark.skipif(sys.platform != "linux", reason="prctl(PR_SET_PDEATHSIG) is Linux's")
async def test_nothing_outlives_a_supervisor_that_is_killed(
    reports: Reports, tmp_path: Path
) -> None:
    code = f"""
import asyncio
from pathlib import Path
from tests.integration.embedded.test_supervisor import SERVE, Reports, Supervisor, program
async def main():
    reports = Reports()
    reports.port = {reports.port}
    async with Supervisor(Path({str(tmp_path)!r}), print) as supervisor:
        await supervisor.start(program(reports, SERVE))
        await asyncio.Event().wait()
asyncio.run(main())
"""
    supervisor = await asyncio.create_subprocess_exec(sys.executable, "-c", code)
    child = await reports.next("begun")
    send_signal(supervisor, signal.SIGKILL)
    assert await reports.next("gone") == child
    await supervisor.wait()
