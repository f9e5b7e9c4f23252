"""A client of tus 1.0.0 as a test needs it: each request by itself, with headers that may lie."""

import base64
import re
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx

from services.gateway.web.uploads.headers import OCTETS, VERSION
from tests.eventually import eventually
from tests.installation import Visitor

_CSRF = re.compile(r'name="_csrf_token" value="([^"]+)"')


def metadata(**said: str) -> str:
    pairs = (f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items())
    return ",".join(pair.strip() for pair in pairs)


class Tus:
    """Somebody's uploads, announced below `page`; `form` is the page of the form whose token
    they carry, `page` without one; `begun` were taken in."""

    def __init__(self, visitor: Visitor, page: str, form: str = "") -> None:
        self.visitor = visitor
        self.page = page
        self.form_page = form or page
        self.begun: list[str] = []
        self._token = ""

    async def ask(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str],
        content: bytes | AsyncIterator[bytes] | None = None,
    ) -> httpx.Response:
        """Ask as a script does; a header that is empty is left out."""
        if not self._token:
            shown = await self.visitor.get(self.form_page, follow_redirects=True)
            found = _CSRF.search(shown.text)
            self._token = found[1] if found else ""
        own = {"tus-resumable": VERSION, "x-csrftoken": self._token, "accept": "*/*"}
        sent = {name: value for name, value in (own | dict(headers)).items() if value}
        return await self.visitor.client.request(method, address, headers=sent, content=content)

    async def create(self, length: int, name: str = "sides.pdf", **headers: str) -> httpx.Response:
        said = {"upload-length": str(length), "upload-metadata": metadata(filename=name)}
        answer = await self.ask("POST", f"{self.page}/uploads", said | headers)
        if answer.status_code == 201:
            self.begun.append(answer.headers["location"])
        return answer

    async def begin(self, length: int, name: str = "sides.pdf") -> str:
        """Announce a file, and return the address of its upload."""
        answer = await self.create(length, name)
        assert answer.status_code == 201, answer.text
        return answer.headers["location"]

    async def send(
        self, upload: str, offset: int, content: bytes | AsyncIterator[bytes], **headers: str
    ) -> httpx.Response:
        said = {"upload-offset": str(offset), "content-type": OCTETS}
        return await self.ask(
            "PATCH", upload, said | {n.replace("_", "-"): v for n, v in headers.items()}, content
        )

    async def head(self, upload: str) -> httpx.Response:
        return await self.ask("HEAD", upload, {})

    async def offset(self, upload: str) -> int:
        return int((await self.head(upload)).headers["upload-offset"])

    async def whole(self, content: bytes, name: str = "sides.pdf") -> str:
        """Send a file, and return the address of its upload."""
        upload = await self.begin(len(content), name)
        assert (await self.send(upload, 0, content)).status_code == 204
        return upload

    async def checked(self, upload: str) -> dict[str, Any]:
        """Wait until an upload was looked into; return what became of it."""

        async def ask() -> dict[str, Any]:
            found: dict[str, Any] = (await self.visitor.get(upload)).json()
            return found

        return await eventually(ask, lambda found: found["status"] in {"ready", "refused"})

    async def shown(self) -> str:
        """Return the page."""
        return (await self.visitor.get(self.page)).text
