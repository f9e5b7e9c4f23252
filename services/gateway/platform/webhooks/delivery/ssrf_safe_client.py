"""Posts to addresses that others chose, without reaching anything of our own.

A name is resolved here, each time, and the connection goes to the address that was checked: a
different answer the next time gains nothing (DNS rebinding). Redirects are not followed.
"""

import asyncio
from collections.abc import Iterable, Mapping

import httpcore
import httpx
import msgspec

from services.gateway.platform.webhooks.delivery.addresses import Addresses, Unreachable
from services.gateway.platform.webhooks.model import AddressRefused

TIMEOUT_S = 10
ANSWER_LIMIT = 4096


class Answer(msgspec.Struct, frozen=True):
    """An HTTP status, and the first bytes of a body, up to `ANSWER_LIMIT`."""

    code: int
    body: bytes


class SsrfSafeClient:
    """Posts to `addresses`, and to no others."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self._tls = httpx.create_ssl_context()

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Post once, over a connection of its own.

        Raises:
            Unreachable: the address is refused, or nothing answers in time.
        """
        try:
            async with asyncio.timeout(TIMEOUT_S):
                return await self._post(self.addresses.checked(url), headers, body)
        except TimeoutError as error:
            raise Unreachable(f"There was no whole answer within {TIMEOUT_S} s.") from error
        except AddressRefused as error:
            raise Unreachable(error.message) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
            raise Unreachable(f"The connection failed: {error}"[:300]) from error

    async def _post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        given, read = list(headers.items()), bytearray()
        pool = httpcore.AsyncConnectionPool(
            self._tls, network_backend=_CheckedNetwork(self.addresses)
        )
        async with pool, pool.stream("POST", url, headers=given, content=body) as response:
            async for chunk in response.aiter_stream():
                read.extend(chunk)
                if len(read) >= ANSWER_LIMIT:
                    break
            return Answer(response.status, bytes(read[:ANSWER_LIMIT]))


class _CheckedNetwork(httpcore.AsyncNetworkBackend):
    """Connects to addresses that were checked; TLS above it still asks for the name."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        self._plain = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - as the library asks for it
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        refused: Exception = Unreachable("This name leads nowhere.")
        for address in await self._addresses.resolve(host, port):
            try:
                return await self._plain.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except httpcore.ConnectError as error:
                refused = error
        raise refused
