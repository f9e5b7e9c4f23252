"""The rooms service as it is run: one process a node, one a finisher."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from infra.embedded.ports import any_free_port
from services.rooms.settings import Settings
from shared.runtime.child_signals import send_signal
from tests.eventually import eventually

ROOT = Path(__file__).parents[3]
PATIENCE_S = 60


def environment(settings: Settings, port: int) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "OBJECT_STORE_URL": settings.object_store_url,
        "TICKET_KEY": settings.ticket_key,
        "ROOMS_PUBLIC_IP": settings.rooms_public_ip,
        "RECORDING_DIR": settings.recording_dir,
        "ROOMS_PORT": str(port),
        "POSTPROCESS_PORT": str(port),
    }


@asynccontextmanager
async def running(settings: Settings, command: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a command until the block ends, from when it is healthy; kill it if it lingers."""
    port = any_free_port()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "services.rooms.main", command),
        cwd=ROOT,
        env=environment(settings, port),
    )
    try:
        await _healthy(port)
        yield process
        if process.returncode is None:
            send_signal(process, signal.SIGTERM)
            async with asyncio.timeout(PATIENCE_S):
                assert await process.wait() == 0
    finally:
        if process.returncode is None:
            send_signal(process, signal.SIGKILL)
            await process.wait()


async def _healthy(port: int) -> None:
    transport = httpx.AsyncHTTPTransport(retries=0)
    async with httpx.AsyncClient(transport=transport) as client:

        async def healthy() -> bool:
            try:
                return (await client.get(f"http://127.0.0.1:{port}/health")).is_success
            except httpx.TransportError:
                return False

        await eventually(healthy, bool)
