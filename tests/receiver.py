"""A program of an agency's own that takes webhooks: a real HTTP server on loopback."""

import asyncio
import base64
import hashlib
import hmac
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec


class Taken(msgspec.Struct, frozen=True):
    """One request as it came."""

    line: str
    headers: dict[str, str]
    body: bytes

    def is_signed_with(self, secret: str) -> bool:
        """Verify a signature as Standard Webhooks says, with code that is not ours."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}."
        digest = hmac.new(key, signed.encode() + self.body, hashlib.sha256).digest()
        wanted = "v1," + base64.b64encode(digest).decode()
        return wanted in self.headers["webhook-signature"].split(" ")


class Receiver:
    """Answers with `answer`, after `let_go` is set; what came is in `taken`."""

    def __init__(self) -> None:
        self.url = ""
        self.taken: asyncio.Queue[Taken] = asyncio.Queue()
        self.answer = b"HTTP/1.1 204 No Content\r\n\r\n"
        self.let_go = asyncio.Event()
        self.let_go.set()

    async def next(self) -> Taken:
        async with asyncio.timeout(20):
            return await self.taken.get()

    def refuses(self, code: int, body: str = "", header: str = "x: y") -> None:
        content = body.encode()
        head = f"HTTP/1.1 {code} No\r\n{header}\r\ncontent-length: {len(content)}\r\n\r\n"
        self.answer = head.encode() + content

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            line, *fields = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
            headers = {name.lower(): value for name, value in (f.split(": ", 1) for f in fields)}
            body = await reader.readexactly(int(headers["content-length"]))
            self.taken.put_nowait(Taken(line, headers, body))
            await self.let_go.wait()
            writer.write(self.answer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # who called has gone
        finally:
            writer.close()


@asynccontextmanager
async def receiving(tls: ssl.SSLContext | None = None) -> AsyncIterator[Receiver]:
    receiver = Receiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0, ssl=tls)
    port = server.sockets[0].getsockname()[1]
    receiver.url = f"http{'s' if tls else ''}://127.0.0.1:{port}"
    async with server:
        yield receiver
        receiver.let_go.set()
