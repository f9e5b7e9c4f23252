"""One connection of the load client: a UDP socket, ICE as the controlling side, DTLS, SRTP."""

import asyncio
import secrets
import socket
import struct
import time
from collections.abc import Callable
from contextlib import suppress

import pylibsrtp
from aioice import stun
from aiortc import RTCCertificate, RTCDtlsFingerprint, RTCDtlsParameters
from aiortc.rtcdtlstransport import RTCDtlsTransport

from tests.bench.load.described import Own, Theirs
from tests.bench.load.rounds import ROUNDS

BUFFER = 4 << 20
LONGEST = 2048
SETTLE_S = 10.0
CHECK_EVERY_S = 2.0
_ASK_AGAIN_S = 0.1
_STAMPED = 35
"""SO_TIMESTAMPNS of Linux: the kernel writes down when a datagram came."""
_FORCED = 33
"""SO_RCVBUFFORCE of Linux: root is not bound by rmem_max."""
_STAMP = struct.Struct("@qq")
CERTIFICATE = RTCCertificate.generateCertificate()

Arrived = Callable[[memoryview, int], None]


class Leg:
    """`on_media` gets SRTP packets, still encrypted, with the time of their arrival in Unix ns,
    as the kernel noted it: this process being late is no delay of the server's."""

    role = "controlling"

    def __init__(self, on_media: Arrived) -> None:
        print_ = CERTIFICATE.getFingerprints()[0]
        self.own = Own(
            secrets.token_hex(4), secrets.token_hex(12), f"{print_.algorithm} {print_.value}"
        )
        self._on_media = on_media
        self._dtls = RTCDtlsTransport(self, [CERTIFICATE])  # type: ignore[arg-type]
        self._records: asyncio.Queue[bytes] = asyncio.Queue(64)
        self._reached = asyncio.Event()
        self._checking: asyncio.Task[None] | None = None
        self._theirs: Theirs | None = None
        self._buffer = bytearray(LONGEST)
        self._view = memoryview(self._buffer)
        self._socket = _socket()
        ROUNDS.add(self._socket.fileno(), self._readable)

    async def connect(self, theirs: Theirs) -> None:
        """Return once media can flow. Raises TimeoutError, ConnectionError."""
        self._theirs = theirs
        self._socket.connect(theirs.address)
        self._checking = asyncio.create_task(self._check())
        async with asyncio.timeout(SETTLE_S):
            await self._reached.wait()
            self._dtls._set_role("server" if theirs.setup == "client" else "client")
            prints = [RTCDtlsFingerprint(*known) for known in theirs.fingerprints]
            await self._dtls.start(RTCDtlsParameters(fingerprints=prints))
        if self._dtls.state != "connected":
            raise ConnectionError("the DTLS handshake failed")

    @property
    def outgoing(self) -> pylibsrtp.Session:
        return self._dtls._tx_srtp

    @property
    def incoming(self) -> pylibsrtp.Session:
        return self._dtls._rx_srtp

    @property
    def cipher(self) -> str:
        """Name what the server chose for SRTP."""
        assert self._dtls._ssl
        return self._dtls._ssl.get_selected_srtp_profile().decode()

    def send(self, data: bytes) -> None:
        """Send, or not: a full socket is never waited for."""
        with suppress(OSError):
            self._socket.send(data)

    async def close(self) -> None:
        if self._checking:
            self._checking.cancel()
        await self._dtls.stop()
        ROUNDS.remove(self._socket.fileno())
        self._socket.close()

    async def _check(self) -> None:
        """Check and nominate at once, then now and then (RFC 8445, RFC 7675)."""
        while True:
            assert self._theirs
            request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
            request.attributes["USERNAME"] = f"{self._theirs.fragment}:{self.own.fragment}"
            request.attributes["PRIORITY"] = 1845501695
            request.attributes["ICE-CONTROLLING"] = 1
            request.attributes["USE-CANDIDATE"] = None
            request.add_message_integrity(self._theirs.password.encode())
            self.send(bytes(request))
            await asyncio.sleep(CHECK_EVERY_S if self._reached.is_set() else _ASK_AGAIN_S)

    def _readable(self) -> None:
        """Take all that came; bound methods and one buffer, for this is most of the load's time."""
        receive, buffer, view = self._socket.recvmsg_into, [self._buffer], self._view
        while True:
            try:
                size, noted, _, _ = receive(buffer, 64)
            except OSError:
                return
            first = view[0]
            if 127 < first < 192:
                seconds, nanoseconds = _STAMP.unpack(noted[0][2])
                self._on_media(view[:size], seconds * 1_000_000_000 + nanoseconds)
            elif 19 < first < 64:
                with suppress(asyncio.QueueFull):
                    self._records.put_nowait(bytes(view[:size]))
            elif first < 4:
                self._stun(bytes(view[:size]))

    def _stun(self, data: bytes) -> None:
        message = stun.parse_message(data)
        if message.message_class is stun.Class.RESPONSE:
            self._reached.set()
        elif message.message_class is stun.Class.REQUEST:
            answer = stun.Message(
                message.message_method, stun.Class.RESPONSE, message.transaction_id
            )
            answer.attributes["XOR-MAPPED-ADDRESS"] = self._socket.getpeername()
            answer.add_message_integrity(self.own.password.encode())
            self.send(bytes(answer))

    # What RTCDtlsTransport asks of its ICE transport.

    async def _recv(self) -> bytes:
        return await self._records.get()

    async def _send(self, data: bytes) -> None:
        self.send(data)


def now() -> int:
    """Return the clock that the kernel notes arrivals by: Unix ns."""
    return time.time_ns()


def _socket() -> socket.socket:
    opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    opened.setblocking(False)
    opened.setsockopt(socket.SOL_SOCKET, _STAMPED, 1)
    with suppress(PermissionError):
        opened.setsockopt(socket.SOL_SOCKET, _FORCED, BUFFER)
    return opened
