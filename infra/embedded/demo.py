"""Demo data, made once: the gateway's own command makes them and names what to open."""

import asyncio
import signal
import sys
from pathlib import Path

import msgspec

from infra.embedded.data_folder import DataFolder, Demo, Link
from infra.embedded.service_config import ROOT, ServiceConfig, environment, gateway_env
from shared.runtime.child_signals import send_signal

PATIENCE_SECONDS = 60
_TOLD_AT_MOST = 500


class DemoFailed(Exception):
    """The demo data could not be made; the house is open without them."""


async def demo_links(folder: DataFolder, config: ServiceConfig) -> list[Link]:
    """Return what to open; the first time, make the data.

    Raises:
        DemoFailed: the command failed; the next `up` tries again.
    """
    known = folder.demo()
    if known is None:
        known = Demo(config.public_url, await _make(config, folder.logs / "demo.log"))
        folder.keep_demo(known)
    return known.at(config.public_url)


async def _make(config: ServiceConfig, log: Path) -> list[Link]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "services.gateway.demo"),
        cwd=ROOT,
        env=environment(gateway_env(config)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        output, errors = await asyncio.wait_for(process.communicate(), PATIENCE_SECONDS)
    except BaseException as error:
        send_signal(process, signal.SIGKILL)
        await process.wait()
        if isinstance(error, TimeoutError):
            raise DemoFailed("making them took too long") from error
        raise
    await asyncio.to_thread(log.write_bytes, errors)
    if process.returncode:
        raise DemoFailed(f"{_last_line(errors)} (more is in {log})")
    return [msgspec.json.decode(line, type=Link) for line in output.splitlines() if line.strip()]


def _last_line(errors: bytes) -> str:
    """Return the sentence with which a program ended; of a traceback, what was raised."""
    lines = errors.decode(errors="replace").strip().splitlines()
    return lines[-1][:_TOLD_AT_MOST] if lines else "the program that makes them ended"
