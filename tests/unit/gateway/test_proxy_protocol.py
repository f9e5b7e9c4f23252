"""The PROXY protocol in front of HTTP and WebSockets: read from trusted proxies, and only then."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from websockets.asyncio.client import connect

from services.gateway.settings import networks
from services.gateway.web.middleware.proxies import ProxyHeaders, TrustedProxies
from services.gateway.web.middleware.proxy_protocol import MalformedPreamble, behind, read
from shared.runtime.serving import served

_V2 = b"\r\n\r\n\x00\r\nQUIT\n"


def version_2(source: str, command: int = 0x21) -> bytes:
    address = ip_address(source)
    packed, family = address.packed, 0x11 if address.version == 4 else 0x21
    received = packed + packed + struct.pack("!HH", 4711, 443)
    return _V2 + struct.pack("!BBH", command, family, len(received)) + received


SAID = [
    (b"PROXY TCP4 192.0.2.7 192.0.2.1 4711 443\r\n", "192.0.2.7"),
    (b"PROXY TCP6 2001:db8::7 2001:db8::1 4711 443\r\n", "2001:db8::7"),
    (b"PROXY UNKNOWN\r\n", ""),
    (version_2("192.0.2.7"), "192.0.2.7"),
    (version_2("2001:db8::7"), "2001:db8::7"),
    (version_2("192.0.2.7", 0x20), ""),
]
NOT_SAID = [
    b"GET / HTTP/1.1\r\n",
    b"PROXY TCP4 <script> 192.0.2.1 4711 443\r\n",
    b"PROXY TCP4 192.0.2.7\r\n",
    b"PROXY " + b"x" * 200,
    _V2 + b"\x31\x11\x00\x0c",
    _V2 + b"\x21\x11\xff\xff",
]


@pytest.mark.parametrize(("said", "address"), SAID)
def test_it_is_read_in_whichever_parts_it_comes(said: bytes, address: str) -> None:
    assert read(said + b"GET /") == (address, len(said))
    assert {read(said[:n]) for n in range(len(said))} == {None}


@pytest.mark.parametrize("said", NOT_SAID)
def test_what_is_wrong_is_refused(said: bytes) -> None:
    with pytest.raises(MalformedPreamble):
        read(said)


@given(some.binary(max_size=600))
def test_whatever_comes_it_is_read_or_refused(begun: bytes) -> None:
    for prefix in (b"", b"PROXY ", _V2):
        try:
            found = read(prefix + begun)
        except MalformedPreamble:
            continue
        if found and found[0]:
            assert str(ip_address(found[0])) == found[0]


async def _tells(scope: Any, receive: Any, send: Any) -> None:
    """Tell who asks, over HTTP and over a WebSocket."""
    address = scope["client"][0]
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": address})
        await send({"type": "websocket.close", "code": 1000})
        return
    length = [(b"content-length", str(len(address)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": length})
    await send({"type": "http.response.body", "body": address.encode()})


@asynccontextmanager
async def installation(trusted: str) -> AsyncIterator[int]:
    proxies = TrustedProxies(networks(trusted))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = ProxyHeaders(_tells, proxies)
        http = behind(proxies)
        async with served(app, fd=listening.fileno(), http=http, timeout_graceful_shutdown=1):
            yield listening.getsockname()[1]


async def asked(port: int, *parts: bytes) -> str:
    """Send some bytes, part by part; return the last line of what is answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for part in parts:
        writer.write(part)
        await writer.drain()
        await asyncio.sleep(0)
    async with asyncio.timeout(20):
        answer = await reader.read()
    writer.close()
    return answer.decode().rpartition("\r\n")[2]


GET = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n"


async def test_who_asks_is_who_came_to_the_proxy() -> None:
    async with installation("127.0.0.1") as port:
        for said, address in SAID:
            if address:
                assert await asked(port, said[:9], said[9:] + GET) == address
        assert await asked(port, GET) == "", "a proxy that says nothing is not the one we know"


async def test_nobody_else_says_who_they_are() -> None:
    async with installation("192.0.2.1") as port:
        assert await asked(port, GET) == "127.0.0.1"
        refused = await asked(port, SAID[0][0] + GET)
        assert "192.0.2.7" not in refused


async def test_a_socket_has_the_same_address() -> None:
    async with installation("127.0.0.1") as port:
        for said, address in SAID:
            if address:
                raw = socket.create_connection(("127.0.0.1", port))
                raw.sendall(said)
                received = {"X-Forwarded-For": "1.2.3.4", "Forwarded": "for=1.2.3.4"}
                async with connect(
                    f"ws://x:{port}", sock=raw, additional_headers=received
                ) as opened:
                    assert await opened.recv() == address
