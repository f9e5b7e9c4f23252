"""Sides are sent while their form is filled in: over a broken connection, a reload, and by keys."""

import asyncio
import random
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, CDPSession, Page, Route, expect
from pypdf import PdfWriter

from tests.browser.axe import check_accessible
from tests.browser.people import SIDES, somebody
from tests.browser.stages import session_cookie
from tests.installation import Installation, Office

MIB = 1 << 20


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return sides of 12 MiB: a page, and something attached that does not shrink."""
    path = tmp_path_factory.mktemp("sides") / "Viola, act 1.pdf"
    writer = PdfWriter(clone_from=SIDES)
    writer.add_attachment("noise", random.Random(3).randbytes(12 * MIB))
    writer.write(path)
    return path


class Network:
    """A browser's connection: how fast it sends."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session

    async def sends(self, bytes_a_second: int = -1) -> None:
        how: Any = {"offline": False, "latency": 0, "downloadThroughput": -1}
        await self._session.send("Network.enable")
        await self._session.send(
            "Network.emulateNetworkConditions", how | {"uploadThroughput": bytes_a_second}
        )


@asynccontextmanager
async def owner(
    chromium: Browser, installation: Installation, office: Office
) -> AsyncIterator[Page]:
    async with somebody(chromium) as page:
        cookie: Any = session_cookie(office, installation)
        await page.context.add_cookies([cookie])
        await page.goto(installation.url + office.production)
        yield page


async def choose(page: Page, path: Path) -> None:
    if not await form(page).is_visible():
        await page.get_by_role("link", name="Add a role").click()
    await form(page).get_by_label("Sides").set_input_files(path)


def form(page: Page) -> Any:
    return page.locator("form[action$='/roles']")


async def half_sent(page: Page) -> None:
    """Wait until a part of the file has left, and not all of it."""
    await expect(form(page).locator("progress")).not_to_have_js_property("value", 0)


def offsets(page: Page) -> list[int]:
    """Return a list that has, as they come, the offsets from which the page sends."""
    found: list[int] = []
    page.on(
        "request",
        lambda asked: (
            found.append(int(asked.headers["upload-offset"])) if asked.method == "PATCH" else None
        ),
    )
    return found


async def cut(route: Route, content: bytes) -> None:
    """Let half of what a page sends arrive, and its connection end there."""
    asked = route.request
    parts = urlsplit(asked.url)
    cookies = await asked.frame.page.context.cookies()
    said = asked.headers | {
        "host": parts.netloc,
        "cookie": "; ".join(f"{each.get('name')}={each.get('value')}" for each in cookies),
        "content-length": str(len(content)),
    }
    lines = [f"{name}: {value}" for name, value in said.items()]
    head = "\r\n".join([f"PATCH {parts.path} HTTP/1.1", *lines, "", ""])
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(head.encode() + content[: len(content) // 2])
    await writer.drain()
    writer.write_eof()
    assert not await reader.read(), "nothing is answered before all has come"
    writer.close()
    await route.abort("connectionreset")


async def test_sides_arrive_over_a_connection_that_breaks(
    chromium: Browser, installation: Installation, office: Office, large: Path
) -> None:
    async with owner(chromium, installation, office) as page:
        sent = offsets(page)
        await page.route(
            re.compile("/uploads/[0-9a-f-]{36}$"),
            lambda route: (
                cut(route, large.read_bytes())
                if route.request.method == "PATCH" and len(sent) == 1
                else route.continue_()
            ),
        )
        await choose(page, large)
        await form(page).get_by_label("Role").fill("Viola")
        await form(page).get_by_role("button", name="Add the role").click()
        await expect(page.get_by_role("rowheader", name="Viola")).to_be_visible()
        await expect(page.get_by_role("link", name="Sides: Viola, act 1.pdf")).to_be_visible()
        assert sent[-1] > 6 * MIB, "it went on from where it was"


async def test_sides_go_on_that_were_too_slow(
    chromium: Browser, installation: Installation, office: Office
) -> None:
    async with owner(chromium, installation, office) as page:
        sent = offsets(page)
        await page.route(
            re.compile("/uploads/[0-9a-f-]{36}$"),
            lambda route: (
                route.fulfill(status=408, json={"detail": "Too little came for a while."})
                if route.request.method == "PATCH" and len(sent) == 1
                else route.continue_()
            ),
        )
        await choose(page, SIDES)
        await expect(form(page)).to_contain_text("sides.pdf is ready: 1 page.")
        assert len(sent) == 2


async def test_a_form_waits_for_its_file(
    chromium: Browser, installation: Installation, office: Office, large: Path
) -> None:
    async with owner(chromium, installation, office) as page:
        network = Network(await page.context.new_cdp_session(page))
        await network.sends(4 * MIB)
        await choose(page, large)
        await form(page).get_by_label("Role").fill("Olivia")
        await half_sent(page)
        await check_accessible(page, "light")
        await form(page).get_by_role("button", name="Add the role").click()
        await expect(form(page)).to_contain_text("The form follows as soon as it has arrived.")
        await network.sends()
        await expect(page.get_by_role("rowheader", name="Olivia")).to_be_visible()


async def test_the_same_file_goes_on_after_the_page_was_loaded_again(
    chromium: Browser, installation: Installation, office: Office, large: Path
) -> None:
    async with owner(chromium, installation, office) as page:
        network = Network(await page.context.new_cdp_session(page))
        await network.sends(4 * MIB)
        await choose(page, large)
        await half_sent(page)
        await form(page).get_by_role("button", name="Pause").press("Enter")
        await expect(form(page).get_by_role("status")).to_have_text("Paused.")
        await network.sends()
        await page.reload()
        sent = offsets(page)
        await choose(page, large)
        await expect(form(page)).to_contain_text("is ready: 1 page.")
        assert sent
        assert sent[0] > 0
        await form(page).get_by_role("button", name="Remove the file").press("Enter")
        await expect(form(page).get_by_label("Sides")).to_be_focused()
        await expect(form(page).get_by_label("Sides")).to_be_enabled()


async def test_what_is_refused_is_told_at_the_field(
    chromium: Browser, installation: Installation, office: Office, tmp_path: Path
) -> None:
    wrong = tmp_path / "page.pdf"
    wrong.write_text("<!doctype html><script>alert(1)</script>")
    async with owner(chromium, installation, office) as page:
        await choose(page, wrong)
        await expect(form(page).locator(".problem")).to_contain_text(
            re.compile("page.pdf was not taken. This is not a PDF")
        )
        await expect(form(page).get_by_label("Sides")).to_have_attribute("aria-invalid", "true")
        await choose(page, SIDES)
        await expect(form(page)).to_contain_text("sides.pdf is ready: 1 page.")
