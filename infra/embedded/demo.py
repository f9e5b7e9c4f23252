"""Demo data, made once: own commands of the services make them and name what to open.

What is opened comes first; the rest is made while people are in the house already.
"""

import asyncio
import signal
import sys
from pathlib import Path

import msgspec

from infra.embedded.data_folder import DataFolder, Demo, Link
from infra.embedded.program import end_with_parent
from infra.embedded.service_config import (
    ROOT,
    ServiceConfig,
    environment,
    gateway_env,
    rooms_env,
)
from shared.runtime.child_signals import send_signal

PATIENCE_SECONDS, FILLED_WITHIN_SECONDS = 60, 1200
_GATEWAY, _ROOMS = "services.gateway.demo", "services.rooms.demo"
_TOLD_AT_MOST = 500


class DemoFailed(Exception):
    """The demo data could not be made; the house is open without them."""


async def demo_links(folder: DataFolder, config: ServiceConfig) -> list[Link]:
    """Return what to open; the first time, make it.

    Raises:
        DemoFailed: the command failed; the next `up` tries again.
    """
    known = folder.demo()
    if known is None:
        log = folder.logs / "demo.log"
        output = await _run((_GATEWAY,), gateway_env(config), log, PATIENCE_SECONDS)
        links = [msgspec.json.decode(line, type=Link) for line in output.splitlines()]
        known = Demo(config.public_url, links, filled=False)
        folder.keep_demo(known)
    return known.at(config.public_url)


async def fill(folder: DataFolder, config: ServiceConfig) -> None:
    """Make the rest, if it is not all made. Stopped in the middle, the next `up` goes on with it.

    Raises:
        DemoFailed: a command failed; the next `up` tries again.
    """
    known = folder.demo()
    if known is None or known.filled:
        return
    log = folder.logs / "demo-fill.log"
    log.unlink(missing_ok=True)
    gateway, rooms = gateway_env(config), rooms_env(config, config.rooms_ports[0])
    seen = await _run((_GATEWAY, "fill"), gateway, log, FILLED_WITHIN_SECONDS)
    await _run((_ROOMS,), rooms, log, FILLED_WITHIN_SECONDS, given=seen)
    await _run((_GATEWAY, "portraits"), gateway, log, FILLED_WITHIN_SECONDS)
    folder.keep_demo(msgspec.structs.replace(known, filled=True))


async def _run(
    words: tuple[str, ...], env: dict[str, str], log: Path, patience: float, given: bytes = b""
) -> bytes:
    """Run a command of a service to its end; return what it printed."""
    with log.open("ab") as errors:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", *words),
            cwd=ROOT,
            env=environment(env),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
            preexec_fn=lambda: end_with_parent(signal.SIGKILL),
        )
    try:
        output, _ = await asyncio.wait_for(process.communicate(given), patience)
    except BaseException as error:
        send_signal(process, signal.SIGKILL)
        await process.wait()
        if isinstance(error, TimeoutError):
            raise DemoFailed("making them took too long") from error
        raise
    if process.returncode:
        raise DemoFailed(
            f"{_last_line(await asyncio.to_thread(log.read_bytes))} (more is in {log})"
        )
    return output


def _last_line(errors: bytes) -> str:
    """Return the sentence with which a program ended; of a traceback, what was raised."""
    lines = errors.decode(errors="replace").strip().splitlines()
    return lines[-1][:_TOLD_AT_MOST] if lines else "the program that makes them ended"
