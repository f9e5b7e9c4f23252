"""Sends large files to a gateway as fast as it takes them, as a signed-in person."""

import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import NamedTuple

import httpx
import msgspec

from infra.embedded import service_config
from infra.embedded.ports import any_free_port
from infra.embedded.program import Program
from services.gateway.web.uploads.headers import OCTETS, VERSION
from shared.runtime.child_signals import send_signal
from tests.eventually import eventually
from tests.installation import NO_TLS, Installation, Visitor
from tests.integration.gateway.tus import Tus, metadata

BLOCK = bytes(range(256)) * 4096
"""A MiB; files are these again and again, behind what makes them a PDF to who looks first."""
MIB = len(BLOCK)


class Answer(NamedTuple):
    """What a gateway answered, and how many seconds it took from the first byte sent."""

    status: int
    head: str
    body: str
    took_s: float


async def send(
    port: int, head: str, size: int, headers: Mapping[str, str], *, stop: int | None = None
) -> Answer:
    """Send a request whose body has so many bytes of MiB; with `stop` only so many leave, and the
    connection stays open until the gateway ends it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
    lines = [f"{name}: {value}" for name, value in headers.items()]
    said = [f"{head} HTTP/1.1", "host: localhost", f"content-length: {size}", *lines, "", ""]
    begun = time.perf_counter()
    try:
        writer.write("\r\n".join(said).encode())
        left = size if stop is None else min(stop, size)
        while left > 0:
            writer.write(memoryview(BLOCK)[: min(left, MIB)])
            await writer.drain()
            left -= MIB
        answered = await reader.readuntil(b"\r\n\r\n")
        took = time.perf_counter() - begun
        body = await reader.read(1000) if b"content-length: 0" not in answered else b""
    finally:
        writer.close()
    status = int(answered.split(b" ", 2)[1])
    return Answer(status, answered.decode(), body.decode(errors="replace"), took)


class Sender:
    """A signed-in person at one gateway, by its port."""

    def __init__(self, visitor: Visitor, production: str, port: int) -> None:
        self.port = port
        self._visitor = visitor
        self._production = production
        cookies = visitor.client.cookies
        self._cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())

    async def begin(self, size: int, **said: str) -> str:
        """Announce a file at the gateway, and return the path of its upload."""
        async with self._client() as client:
            tus = Tus(Visitor(self._visitor.installation, client, ""), self._production)
            created = await tus.create(size, **{"upload-metadata": metadata(**said)})
            assert created.status_code == 201, created.text
            return created.headers["location"]

    async def append(self, upload: str, offset: int, size: int, stop: int | None = None) -> Answer:
        token = self._visitor.client.cookies.get("csrf") or ""
        headers = {
            "tus-resumable": VERSION,
            "content-type": OCTETS,
            "upload-offset": str(offset),
            "cookie": self._cookie,
            "x-csrftoken": token,
        }
        return await send(self.port, f"PATCH {upload}", size - offset, headers, stop=stop)

    async def offset(self, upload: str) -> int:
        async with self._client() as client:
            answer = await client.head(upload, headers={"tus-resumable": VERSION})
            return int(answer.headers["upload-offset"])

    async def turn(self, upload: str) -> int:
        """Wait until a killed gateway has lost its turn, and return where the upload is."""

        async def once() -> tuple[int, int]:
            at = await self.offset(upload)
            return at, (await self.append(upload, at, at)).status

        at, _ = await eventually(once, lambda found: found[1] != 423)
        return at

    async def progress(self, upload: str) -> dict[str, str]:
        found: dict[str, str] = (await self._visitor.get(upload)).json()
        return found

    def _client(self) -> httpx.AsyncClient:
        cookies = dict(self._visitor.client.cookies)
        url = f"http://127.0.0.1:{self.port}"
        return httpx.AsyncClient(base_url=url, cookies=cookies, verify=NO_TLS, timeout=60)


class Bench:
    """An office, and gateways beside the one of its installation."""

    def __init__(self, installation: Installation, owner: Visitor, production: str) -> None:
        self._installation = installation
        self.owner = owner
        self._production = production

    def program(self, **env: str) -> Program:
        config = msgspec.structs.replace(
            self._installation.plan.config, gateway_port=any_free_port()
        )
        program = service_config.gateway(config)
        words = (sys.executable, "-m", "tests.bench._upload_gateway", "serve")
        return msgspec.structs.replace(program, argv=words, env={**program.env, **env})

    @asynccontextmanager
    async def gateway(self, program: Program) -> AsyncIterator[asyncio.subprocess.Process]:
        process = await asyncio.create_subprocess_exec(
            *program.argv, cwd=program.cwd, env=dict(program.env), stderr=asyncio.subprocess.DEVNULL
        )
        try:
            await eventually(program.ready, bool)
            yield process
        finally:
            send_signal(process, signal.SIGKILL)
            await process.wait()

    def sender(self, program: Program) -> Sender:
        return Sender(self.owner, self._production, int(program.env["GATEWAY_PORT"]))
