"""The folder of received mails: one .eml file each, the newest few hundred of them."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from infra.embedded.smtp_sink.mail import Mail, read

KEPT = 500
_RECIPIENTS = b"X-Callboard-Sink-To: "  # the envelope's, which a Bcc would hide


class Mailbox:
    """Mails in the order of their coming, bounded: the oldest gives way."""

    def __init__(self, folder: Path, kept: int = KEPT) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._kept = kept
        self._came = asyncio.Condition()
        self._mails: dict[int, Mail] = {}
        for path in sorted(folder.glob("*.eml")):
            self._mails[int(path.stem)] = _load(path)

    async def add(self, recipients: list[str], raw: bytes) -> Mail:
        """Keep a mail and wake whoever waits for one. Raises OSError when it cannot be kept."""
        number = max(self._mails, default=0) + 1
        path = self._path(number)
        try:
            path.write_bytes(_RECIPIENTS + ", ".join(recipients).encode() + b"\r\n" + raw)
        except OSError:
            path.unlink(missing_ok=True)
            raise
        self._mails[number] = _load(path)
        for old in sorted(self._mails)[: -self._kept]:
            del self._mails[old]
            self._path(old).unlink(missing_ok=True)
        async with self._came:
            self._came.notify_all()
        return self._mails[number]

    def newest_first(self) -> list[Mail]:
        return [self._mails[number] for number in sorted(self._mails, reverse=True)]

    def get(self, number: int) -> Mail | None:
        return self._mails.get(number)

    def raw(self, number: int) -> bytes:
        return self._path(number).read_bytes()

    def find(self, to: str | None, after: int) -> list[Mail]:
        """List the mails newer than the id `after`, for one recipient or all, oldest first."""
        return [
            mail
            for number, mail in sorted(self._mails.items())
            if number > after and (to is None or to.lower() in mail.to)
        ]

    async def wait(self, to: str | None, after: int, seconds: float) -> list[Mail]:
        """Do as `find` does, but wait up to so many seconds for the first one."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._came:
                await self._came.wait_for(lambda: bool(self.find(to, after)))
        return self.find(to, after)

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:08}.eml"


def _load(path: Path) -> Mail:
    envelope, _, raw = path.read_bytes().partition(b"\r\n")
    recipients = envelope.removeprefix(_RECIPIENTS).decode(errors="replace").split(", ")
    received_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return read(int(path.stem), received_at, recipients, raw)
