"""A confined program: what it may not do, and that it is over when it is."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from shared import confined
from shared.confined import Limits
from tests.eventually import eventually

LIMITS = Limits(cpu_s=1, clock_s=60, memory=256 << 20, answer=1 << 20)
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the kernel keeps these limits")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a module that can be written, and is found where the interpreter looks."""
    # An environment is not handed on, so the module lies where every program of ours starts.
    monkeypatch.setattr(confined, "ROOT", tmp_path)
    shared = Path(confined.__file__).parent
    for name in ("__init__", "confined", "runtime/__init__", "runtime/child_signals"):
        copy = tmp_path / "shared" / f"{name}.py"
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text((shared / f"{name}.py").read_text())
    return tmp_path / "looks_into_it.py"


async def run(program: Path, code: str, given: bytes = b"", limits: Limits = LIMITS) -> bytes:
    await asyncio.to_thread(program.write_text, code)
    return await confined.run(program.stem, given, limits)


async def test_it_is_given_bytes_and_answers(program: Path) -> None:
    code = "import sys; print(len(sys.stdin.buffer.read()))"
    assert await run(program, code, b"x" * 3_000_000) == b"3000000\n"


async def test_what_it_said_before_it_died_is_its_answer(program: Path) -> None:
    assert await run(program, "print('one', flush=True); 1 / 0") == b"one\n"


async def test_who_does_not_listen_is_not_waited_for(program: Path) -> None:
    assert await run(program, "print('done')", b"x" * 3_000_000) == b"done\n"


async def test_nothing_of_ours_is_in_its_environment(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://owner:secret@nowhere")
    said = await run(program, "import os; print(dict(os.environ))")
    assert said
    assert b"secret" not in said


@LINUX
async def test_it_ends_when_its_time_on_the_processor_is_over(program: Path) -> None:
    code = "print('on', flush=True)\nwhile True: pass"
    assert await run(program, code) == b"on\n"


async def test_it_ends_when_its_time_on_the_clock_is_over(program: Path) -> None:
    code = "print('on', flush=True)\nimport time\ntime.sleep(1000)"
    limits = Limits(cpu_s=2, clock_s=3, memory=256 << 20, answer=1 << 20)
    assert await run(program, code, limits=limits) in {b"on\n", b""}


@LINUX
async def test_it_has_so_much_memory_and_no_more(program: Path) -> None:
    code = "print('on', flush=True)\nprint(len(bytes(300 << 20)))"
    assert await run(program, code) == b"on\n"


@LINUX
async def test_it_writes_no_file(program: Path, tmp_path: Path) -> None:
    left = str(tmp_path / "left")
    code = f"print('on', flush=True)\nwith open({left!r}, 'w') as f: f.write('x')\nprint('did')"
    assert await run(program, code) == b"on\n"


async def test_what_it_says_is_bounded(program: Path) -> None:
    limits = Limits(cpu_s=2, clock_s=60, memory=256 << 20, answer=1000)
    said = await run(program, "while True: print('x' * 1000)", limits=limits)
    assert len(said) == 1000


@LINUX
async def test_it_is_over_when_nobody_waits_for_it_any_more(program: Path) -> None:
    fifo = program.with_name("fifo")
    os.mkfifo(fifo)
    code = f"import os, time\nopen({str(fifo)!r}, 'w').write(str(os.getpid()))\ntime.sleep(1000)"
    task = asyncio.create_task(run(program, code))
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)  # a thread would wait for a writer for ever

    async def written() -> bytes:
        return os.read(reader, 100)

    pid = int(await eventually(written, bool))
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()
    os.close(reader)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
