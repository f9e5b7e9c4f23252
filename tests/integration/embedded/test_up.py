"""`up` as it is typed: what it says, what it leaves, what survives."""

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import httpx
import msgspec
import pytest

from infra.embedded.addresses import Addresses
from infra.embedded.data_folder import DataFolder, Running
from infra.embedded.demo import DemoFailed, demo_links
from infra.embedded.program import Program
from infra.embedded.service_config import ROOT
from shared.runtime.child_signals import send_signal
from tests.integration.runtime.starting import starting
from tests.unit.embedded.test_service_config import installation as nowhere

PORT = 18_400


@pytest.fixture
def data(servers_folder: Path) -> Path:
    """Make a folder for one house, in a place that PostgreSQL's own user can reach."""
    folder = Path(tempfile.mkdtemp(dir=servers_folder))
    folder.chmod(0o711)
    return folder


async def begin(data: Path, *words: str, **environment: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "infra.embedded.up", "--data", str(data)),
        *("--port", str(PORT), *(words or ("--no-demo",))),
        cwd=ROOT,
        env={"PATH": os.defpath} | environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@asynccontextmanager
async def installation(data: Path) -> AsyncIterator[Running]:
    """Open a house, and close it as Ctrl-C does; everything must be gone then."""
    process = await begin(data)
    assert process.stdout
    said = b""
    while not said.startswith(b"Ready after"):
        said = await process.stdout.readline()
        assert said, "it ended before it was ready"
    running = msgspec.json.decode((data / "running.json").read_bytes(), type=Running)
    yield running
    send_signal(process, signal.SIGINT)
    rest, _ = await process.communicate()
    assert process.returncode == 0, rest.decode()
    assert rest.decode().endswith("Stopped.\n")
    assert not [name for name, pid in running.programs.items() if is_alive(pid)]


async def test_what_it_keeps_survives_a_restart(data: Path) -> None:
    async with installation(data) as first, httpx.AsyncClient() as client:
        for url in (first.public_url, first.mails_url, first.stripe_url):
            assert (await client.get(f"{url}/health")).status_code == 200
        database = await asyncpg.connect(first.database_url)
        await database.execute("CREATE TABLE platform.kept AS SELECT 42 AS answer")
        await database.close()
        second = await begin(data)
        said, _ = await second.communicate()
        assert second.returncode == 1
        assert f"already runs from this folder: {first.public_url}" in said.decode()
    assert not (data / "running.json").exists()
    async with installation(data) as again:
        database = await asyncpg.connect(again.database_url)
        assert await database.fetchval("SELECT answer FROM platform.kept") == 42
        await database.close()


async def test_demo_data_are_paid_for_behind_a_proxy_that_nothing_here_trusts(data: Path) -> None:
    """The public name leads nowhere from here, as one of an office's own authority does."""
    process = await begin(data, "--demo", PUBLIC_URL="https://callboard.invalid")
    assert process.stdout
    said = ""
    while "Ctrl-C stops everything" not in said:
        line = await process.stdout.readline()
        assert line, said
        said += line.decode()
    send_signal(process, signal.SIGINT)
    await process.communicate()
    assert "No demo data" not in said
    assert "https://callboard.invalid/join/" in said
    assert "https://callboard.invalid/sign-in?" in said


async def test_why_there_are_no_demo_data_is_one_sentence(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    folder.logs.mkdir()
    with pytest.raises(DemoFailed) as failed:
        await demo_links(folder, nowhere("127.0.0.1", Addresses()))
    assert str(failed.value).startswith("A part of Callboard does not answer: ")
    assert "\n" not in str(failed.value)
    assert "Traceback" not in str(failed.value)
    assert folder.demo() is None, "the next start tries again"


@pytest.mark.parametrize("step", ["valkey", "postgres", "migrations"])
async def test_it_is_stopped_in_the_middle_of_its_start(data: Path, step: str) -> None:
    process = await begin(data)
    assert process.stdout
    while not (await process.stdout.readline()).strip().startswith(step.encode()):
        assert process.returncode is None, "it ended before that"
    send_signal(process, signal.SIGINT)
    rest, _ = await process.communicate()
    assert (process.returncode, rest.decode().endswith("Stopped.\n")) == (0, True), rest.decode()
    assert "was told to stop and" not in rest.decode(), "every program ended well"


async def test_it_is_stopped_before_it_has_begun(data: Path) -> None:
    async def never() -> bool:
        return False

    program = Program(
        name="up",
        argv=(sys.executable, "-m", "infra.embedded.up", "--data", str(data), "--no-demo"),
        env={"PATH": os.defpath},
        cwd=ROOT,
        ready=never,
    )
    for moment in (1, 100, 300):
        async with starting(program) as installation:
            await installation.until(moment)
            send_signal(installation.process, signal.SIGINT)
            assert (await installation.status(), installation.log) == (0, "")


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"DATABASE_URL": "oracle://h/d"}, "DATABASE_URL: begins with “oracle:”"),
        ({"DATABASE_URL": "postgresql://u:pw@127.0.0.1:1/d"}, "DATABASE_URL: cannot connect"),
        ({"REDIS_URL": "redis://127.0.0.1:1"}, "REDIS_URL: cannot connect to 127.0.0.1:1"),
        ({"SMTP_URL": "smtp://127.0.0.1:1"}, "SMTP_URL: cannot connect to 127.0.0.1:1"),
    ],
)
async def test_a_wrong_address_stops_the_start_with_a_sentence(
    data: Path, environment: dict[str, str], said: str
) -> None:
    process = await begin(data, **environment)
    output, _ = await process.communicate()
    assert process.returncode == 1
    assert output.decode().startswith("Cannot start.\n")
    assert said in output.decode()
    assert "Traceback" not in output.decode()


async def test_lan_and_another_public_address_do_not_go_together(data: Path) -> None:
    process = await begin(data, "--lan", PUBLIC_URL="https://casting.example")
    output, _ = await process.communicate()
    assert process.returncode == 1
    assert "leave PUBLIC_URL out" in output.decode()
