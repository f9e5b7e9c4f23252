"""The whole house, as `./infra/up` opens it, and a real Chromium with a fake camera and microphone."""

import os
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Browser, async_playwright

from infra.embedded import plan
from infra.embedded import postgres as embedded_postgres
from infra.embedded.addresses import Addresses
from infra.embedded.folder import Folder
from infra.embedded.opening import Opening
from infra.embedded.plan import Options, Plan
from infra.embedded.steps import Steps
from infra.embedded.supervisor import Supervisor
from tests.conftest import Mails

CHROMIUM_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
    " --use-fake-device-for-media-stream=fps=15 --use-fake-ui-for-media-stream"
    " --autoplay-policy=no-user-gesture-required"
).split()


class House:
    """The running house as a test sees it."""

    def __init__(self, planned: Plan, supervisor: Supervisor, mails: Mails) -> None:
        assert planned.mails
        self.plan = planned
        self.url = planned.house.public_url
        self.supervisor = supervisor
        self.mails = mails

    async def link_to(self, email: str, kind: str, *, after: int = 0) -> str:
        """Return the link of one kind (`sign-in`, `join`) in the newest mail to somebody."""
        mail = await self.mails.newest(email, after=after)
        found = re.search(rf"{self.url}/{kind}/\S+", mail.text)
        assert found, f"no {kind} link in: {mail.text}"
        return found[0]


@pytest.fixture(scope="session")
async def house(servers_folder: Path) -> AsyncIterator[House]:
    """Open the house with empty data, on free ports."""
    folder = Folder(servers_folder / "house")
    options = Options(port=18000, lan=False, rooms=1, demo=False, fresh=False)
    with folder.hold():
        planned = await plan.make(folder, Addresses.read({}), options)
        assert planned.mails
        try:
            async with Supervisor(folder.logs, print) as supervisor:
                await Opening(planned, supervisor, Steps()).open()
                async with httpx.AsyncClient(timeout=70) as client:
                    yield House(planned, supervisor, Mails(planned.mails, client))
        finally:
            embedded_postgres.forget(folder.postgres)


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    found = os.environ.get("CHROMIUM") or next(
        (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
    )
    assert found, "no Chromium: install it, or name it in CHROMIUM"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=found, args=list(CHROMIUM_FLAGS), headless=True
        )
        yield browser
        await browser.close()
