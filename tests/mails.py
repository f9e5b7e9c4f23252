"""The SMTP sink as tests see it."""

from urllib.parse import urlsplit

import httpx
import msgspec

from infra.embedded.smtp_sink.mail import Mail
from infra.embedded.smtp_sink.program import SmtpSink
from shared import addresses


class Mails:
    """The SMTP sink as a test sees it: `url` to send to, and the mails that came."""

    def __init__(self, sink: SmtpSink, client: httpx.AsyncClient) -> None:
        self.url = sink.smtp_url
        self.host, self.port = urlsplit(sink.smtp_url).hostname, sink.smtp_port
        self.web_url = sink.web_url
        self._client = client

    async def find(self, to: str, *, after: int = 0, wait: float = 10) -> list[Mail]:
        """List the mails to one address, oldest first; wait for the first one if there is none."""
        query: dict[str, str | float] = {"to": addresses.on_wire(to), "after": after, "wait": wait}
        answer = await self._client.get(f"{self.web_url}/mails.json", params=query)
        return msgspec.json.decode(answer.raise_for_status().content, type=list[Mail])

    async def newest(self, to: str, *, after: int = 0, wait: float = 10) -> Mail:
        """Return the newest mail to one address; fail when none comes."""
        found = await self.find(to, after=after, wait=wait)
        assert found, f"no mail to {to} came within {wait} s"
        return found[-1]
