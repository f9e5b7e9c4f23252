"""A real SMTP server that delivers to nobody: it keeps each mail and shows it on a page."""

import argparse
import asyncio
import contextlib
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from infra.embedded.smtp_sink.mailbox import Mailbox
from infra.embedded.smtp_sink.web import app
from shared.runtime import process, serving
from shared.runtime.shutdown import Shutdown

LARGEST_MAIL_BYTES = 10 * 1024 * 1024
_LOOPBACK = "127.0.0.1"


class Handler:
    """What aiosmtpd calls when a mail has come in whole (RFC 5321 section 4.1.1.4)."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        raw = envelope.content
        if not isinstance(raw, bytes):
            return "554 no content"
        try:
            await self._mailbox.add(envelope.rcpt_tos, raw)
        except OSError as error:
            with contextlib.suppress(OSError):  # the log may lie on the same disk
                print(f"a mail was not kept: {error}", file=sys.stderr)
            return "452 4.3.1 not kept: there is no room"  # RFC 3463: to be sent again
        return "250 kept, and delivered to nobody"


async def serve(folder: Path, smtp_port: int, web_port: int, shutdown: Shutdown) -> None:
    """Serve SMTP and the page until told to stop."""
    mailbox = Mailbox(folder)
    handler = Handler(mailbox)

    def connection() -> SMTP:
        return SMTP(
            handler, data_size_limit=LARGEST_MAIL_BYTES, enable_SMTPUTF8=True, hostname="sink"
        )

    smtp = await asyncio.get_running_loop().create_server(connection, _LOOPBACK, smtp_port)
    async with smtp:
        await serving.serve(
            app(mailbox), shutdown, host=_LOOPBACK, port=web_port, timeout_graceful_shutdown=1
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="smtp_sink", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--smtp-port", type=int, required=True)
    parser.add_argument("--web-port", type=int, required=True)
    given = parser.parse_args()
    process.run(
        "mails",
        lambda shutdown: serve(given.folder, given.smtp_port, given.web_port, shutdown),
    )
