"""A house and a room in which a host is near and an actor far, behind a link that can get bad."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple, cast

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from infra.checks.tools import CHROMIUM
from infra.embedded.ports import any_free_port
from tests.bench.load.link import NEAR
from tests.bench.load.namespace import Namespace, open_namespace
from tests.browser.conftest import CHROMIUM_FLAGS
from tests.browser.people import flows
from tests.browser.stages import paying, room
from tests.installation import Installation, open_installation

ACTOR = "Ana Silva"


class Apart(NamedTuple):
    installation: Installation
    namespace: Namespace
    host: Page
    actor: Page


class _TwoBrowsers:
    """Opens the first page, the host's, in the near browser, and all others in the far one."""

    def __init__(self, near: Browser, far: Browser) -> None:
        self._next, self._far = near, far

    async def new_context(self, **how: Any) -> BrowserContext:
        browser, self._next = self._next, self._far
        return await browser.new_context(**how)


@contextmanager
def scratch() -> Iterator[Path]:
    """Make a folder through which PostgreSQL's own user can pass."""
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@asynccontextmanager
async def apart(
    folder: Path, *, rooms: int = 1, camera: Path | None = None
) -> AsyncIterator[Apart]:
    """Open the house, and bring both on stage, where they see each other. Raises Skipped.

    `camera` is a film that the host's camera shows.
    """
    film = [f"--use-file-for-fake-video-capture={camera}"] if camera else []
    url = f"http://{NEAR}:{any_free_port()}"
    environment = {"PUBLIC_URL": url, "ROOMS_PUBLIC_IP": NEAR}
    async with (
        open_namespace() as namespace,
        open_installation(
            folder / "house", rooms=rooms, environment=environment, lasting=True
        ) as installation,
        _doorway(installation),
        _browser(CHROMIUM.ensure(), url, *film) as near,
        _browser(namespace.program(CHROMIUM.ensure(), folder), url) as far,
        paying(installation) as office,
        room(office, cast("Browser", _TwoBrowsers(near, far)), [ACTOR], producer=False) as opened,
    ):
        await opened.bring_in(ACTOR)
        for page in (opened.host, opened.actors[0]):
            await flows(page, "frames", more=10)
        yield Apart(installation, namespace, opened.host, opened.actors[0])


@asynccontextmanager
async def _browser(path: str, url: str, *more: str) -> AsyncIterator[Browser]:
    """Start Chromium; `url` may use the camera though it is not secure."""
    flags = [*CHROMIUM_FLAGS, *more, f"--unsafely-treat-insecure-origin-as-secure={url}"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        await browser.close()


@asynccontextmanager
async def _doorway(installation: Installation) -> AsyncIterator[None]:
    """Let connections to the public address in to the gateway, which listens on loopback."""
    inside = installation.plan.config.gateway_port

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        to_reader, to_writer = await asyncio.open_connection("127.0.0.1", inside)
        await asyncio.gather(_copy(reader, to_writer), _copy(to_reader, writer))

    server = await asyncio.start_server(carry, NEAR, int(installation.url.rpartition(":")[2]))
    try:
        yield
    finally:
        server.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    with suppress(OSError):
        writer.close()
