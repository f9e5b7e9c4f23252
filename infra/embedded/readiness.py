"""Ways of knowing that a program is ready to serve."""

import asyncio
import ssl
from contextlib import suppress

from infra.embedded.program import Ready

_ANSWER_WITHIN = 2.0
_LOCAL = "127.0.0.1"


def healthy(port: int, authority: str = "") -> Ready:
    """Ready when `GET /health` on a loopback port answers 200; with an authority, over TLS."""
    tls = ssl.create_default_context(cafile=authority) if authority else None

    async def ready() -> bool:
        question = b"GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n"
        return (await _exchange(port, question, len("HTTP/1.1 200"), tls)).endswith(b" 200")

    return ready


def answers(port: int, question: bytes, expected: bytes) -> Ready:
    """Ready when a loopback port answers the question with what is expected."""

    async def ready() -> bool:
        return await _exchange(port, question, len(expected)) == expected

    return ready


async def _exchange(
    port: int, question: bytes, size: int, tls: ssl.SSLContext | None = None
) -> bytes:
    """Send one question and return the first bytes of the answer, or nothing."""
    with suppress(OSError, TimeoutError, EOFError):
        async with asyncio.timeout(_ANSWER_WITHIN):
            reader, writer = await asyncio.open_connection(_LOCAL, port, ssl=tls)
            try:
                writer.write(question)
                return await reader.readexactly(size)
            finally:
                writer.close()
    return b""
