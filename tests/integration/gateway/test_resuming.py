"""What was acknowledged of an upload is kept, whatever breaks; any gateway goes on from there."""

import asyncio
import hashlib
import random
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import msgspec
import pytest

from infra.embedded import service_config
from infra.embedded.ports import any_free_port
from infra.embedded.program import Program
from services.gateway.platform.uploads.model import PART
from shared.objects import Span
from shared.runtime.child_signals import send_signal
from tests.eventually import eventually
from tests.installation import NO_TLS, Installation, Office, Visitor
from tests.integration.gateway.arrivals import rows_of
from tests.integration.gateway.sent_files import files_of, id_of, objects_of
from tests.integration.gateway.tus import Tus
from tests.integration.runtime.starting import starting

CONTENT = random.Random(7).randbytes(3 * PART + 12_345)
LENGTH = len(CONTENT) + 1
"""What is announced: a byte is missing to the end, so that the parts stay as they came."""


class Sending:
    """A body that stops after so many bytes, until it is let go on."""

    def __init__(self, content: bytes, stop: int) -> None:
        self._content = content
        self._stop = stop
        self.goes_on = asyncio.Event()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for start in range(0, self._stop, 1 << 16):
            yield self._content[start : min(start + (1 << 16), self._stop)]
        await self.goes_on.wait()
        yield self._content[self._stop :]


def gateway_beside(installation: Installation) -> Program:
    return service_config.gateway(
        msgspec.structs.replace(installation.plan.config, gateway_port=any_free_port())
    )


@asynccontextmanager
async def coming_by(program: Program, tus: Tus) -> AsyncIterator[Tus]:
    """Return the same person at another gateway."""
    url = f"http://127.0.0.1:{program.env['GATEWAY_PORT']}"
    cookies = dict(tus.visitor.client.cookies)
    async with httpx.AsyncClient(base_url=url, cookies=cookies, verify=NO_TLS) as client:
        yield Tus(Visitor(tus.visitor.installation, client, ""), tus.page)


async def stored(installation: Installation, office: Office, upload: str) -> bytes:
    """Return what lies in the object store, in the order in which it was written down."""
    async with rows_of(installation, office) as rows:
        parts = await rows.fetch(
            "SELECT object_key, size FROM upload_part WHERE upload_id = $1 ORDER BY start",
            id_of(upload),
        )
    objects = objects_of(installation)
    chunks = [
        chunk
        for part in parts
        async for chunk in objects.read(part["object_key"], Span(0, part["size"], part["size"]))
    ]
    return b"".join(chunks)


async def go_on(tus: Tus, upload: str) -> httpx.Response:
    """Go on from where the upload is, as a client does: it asks, and waits for its turn."""

    async def once() -> httpx.Response:
        offset = await tus.offset(upload)
        return await tus.send(upload, offset, CONTENT[offset:])

    return await eventually(once, lambda answer: answer.status_code != 423)


async def test_a_gateway_is_killed_and_another_goes_on(
    installation: Installation, office: Office, tus: Tus
) -> None:
    first = gateway_beside(installation)
    async with starting(first) as service:
        await eventually(first.ready, bool)
        async with coming_by(first, tus) as client:
            upload = await client.begin(LENGTH)
            body = Sending(CONTENT, PART + 500_000)
            sending = asyncio.create_task(client.send(upload, 0, aiter(body)))
            await eventually(lambda: tus.offset(upload), lambda offset: offset >= PART)
            send_signal(service.process, signal.SIGKILL)
            await service.status()
            body.goes_on.set()
            with pytest.raises(httpx.TransportError):
                await sending
    kept = await tus.offset(upload)
    assert PART <= kept <= PART + 500_000
    answer = await go_on(tus, upload)
    assert (answer.status_code, answer.headers["upload-offset"]) == (204, str(len(CONTENT)))
    found = await stored(installation, office, upload)
    assert hashlib.sha256(found).digest() == hashlib.sha256(CONTENT).digest()


async def test_what_came_before_a_connection_broke_is_kept(
    installation: Installation, office: Office, tus: Tus
) -> None:
    upload = await tus.begin(LENGTH)
    sending = asyncio.create_task(tus.send(upload, 0, aiter(Sending(CONTENT, PART + 70_000))))
    await eventually(lambda: tus.offset(upload), lambda offset: offset >= PART)
    sending.cancel()
    await eventually(lambda: tus.offset(upload), lambda offset: offset == PART + 70_000)
    assert (await go_on(tus, upload)).status_code == 204
    assert await stored(installation, office, upload) == CONTENT


async def test_two_clients_do_not_mix_their_bytes(
    installation: Installation, office: Office, tus: Tus
) -> None:
    upload = await tus.begin(LENGTH)
    body = Sending(CONTENT, PART)
    sending = asyncio.create_task(tus.send(upload, 0, aiter(body)))
    await eventually(lambda: tus.offset(upload), lambda offset: offset == PART)
    second = await tus.send(upload, PART, bytes(10))
    assert second.status_code == 423
    assert second.json()["detail"].startswith("This file is being sent")
    body.goes_on.set()
    assert (await sending).headers["upload-offset"] == str(len(CONTENT))
    assert await stored(installation, office, upload) == CONTENT


async def test_who_was_taken_back_meanwhile_leaves_nothing(
    installation: Installation, office: Office, tus: Tus
) -> None:
    upload = await tus.begin(LENGTH)
    body = Sending(CONTENT, PART)
    sending = asyncio.create_task(tus.send(upload, 0, aiter(body)))
    await eventually(lambda: tus.offset(upload), lambda offset: offset == PART)
    assert (await tus.ask("DELETE", upload, {})).status_code == 204
    body.goes_on.set()
    assert (await sending).status_code == 409
    assert not [key for key in await files_of(installation, office) if "/uploads/" in key]
