"""WebKitGTK's small browser, driven by WebDriver (W3C). It has no WebRTC."""

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from infra.checks.tools import WEBKIT
from infra.embedded.ports import any_free_port
from shared.runtime.child_signals import send_signal

BROWSERS = ("webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0")
PATIENCE_S = 40

# A page's scripts are run once more, with somebody who listens: WebDriver shows no console. What
# the page asks for in the meantime is left as it is. An element is defined once for each page, so
# that what its first run has defined stays.
_WRONG = """
const done = arguments[0], wrong = [];
addEventListener("error", (event) => wrong.push(String(event.message)));
addEventListener("unhandledrejection", (event) => wrong.push(String(event.reason)));
const define = customElements.define.bind(customElements);
customElements.define = (name, ...how) => customElements.get(name) || define(name, ...how);
const scripts = [...document.querySelectorAll("script[type=module][src]")];
const again = ({ src }) => import(`${src}?again`).catch((error) => wrong.push(`${src}: ${error}`));
Promise.all(scripts.map(again)).then(() => setTimeout(() => done(wrong), 0));
"""


class WebKit:
    def __init__(self, client: httpx.AsyncClient, session: str) -> None:
        self._client, self._session = client, session

    async def goto(self, url: str) -> None:
        await self._post("url", url=url)

    async def take_cookie(self, name: str, value: str, url: str) -> None:
        """Keep a cookie of the site that is shown."""
        await self._post("cookie", cookie={"name": name, "value": value, "path": "/"})

    async def evaluate(self, expression: str, arg: Any = None) -> Any:
        """Call a function of JavaScript in the page and return what it returns."""
        script = f"return ({expression})(arguments[0])"
        return await self._post("execute/sync", script=script, args=[arg])

    async def wrong(self) -> list[str]:
        """Return what goes wrong in the page's own scripts."""
        found: list[str] = await self._post("execute/async", script=_WRONG, args=[])
        return found

    async def _post(self, what: str, **said: Any) -> Any:
        answer = await self._client.post(f"/session/{self._session}/{what}", json=said)
        assert answer.status_code == 200, (what, answer.text)
        return answer.json()["value"]


@asynccontextmanager
async def webkit(display: str) -> AsyncIterator[WebKit]:
    """Run the browser and its driver on a display."""
    port = any_free_port()
    driver = await asyncio.create_subprocess_exec(
        WEBKIT.ensure(), f"--port={port}",
        env=os.environ | {"DISPLAY": display, "GDK_BACKEND": "x11"}, stdout=DEVNULL, stderr=DEVNULL,
    )  # fmt: skip
    at = httpx.AsyncHTTPTransport(retries=8)  # until it listens
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_S, transport=at
    ) as client:
        options = {"binary": str(_browser()), "args": ["--automation"]}
        requested = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        session = (await client.post("/session", json=requested)).json()["value"]["sessionId"]
        yield WebKit(client, session)
        await client.delete(f"/session/{session}")
    send_signal(driver, signal.SIGTERM)
    await driver.wait()


def _browser() -> Path:
    found = [path for name in BROWSERS for path in Path("/usr/lib").glob(f"*/{name}/MiniBrowser")]
    assert found, "WebKitGTK's MiniBrowser is not there; it comes with the driver's package"
    return found[0]
