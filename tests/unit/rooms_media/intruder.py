"""A client that has all the right keys, and sends what it likes."""

import asyncio
import socket
from types import TracebackType
from typing import Self

import pylibsrtp
from aioice import stun
from aiortc import RTCCertificate, RTCDtlsParameters
from aiortc.rtcdtlstransport import RTCDtlsTransport
from aiortc.rtcicetransport import RTCIceParameters
from aiortc.sdp import SessionDescription

USER, PASSWORD = "theirs", "p" * 24
TRANSACTION = slice(8, 20)
"""Of a STUN message, the identification that its answer repeats (RFC 8489 section 5)."""
CERTIFICATE = RTCCertificate.generateCertificate()


def written(offer: str) -> str:
    """An offer as the intruder would make it: with its own end of the transport."""
    return _own(offer, "actpass")


def taken(offer: str) -> str:
    """The intruder's answer to an offer."""
    return _own(offer, "active").replace("a=sendonly", "a=recvonly")


def _own(description: str, setup: str) -> str:
    said = {
        "a=ice-ufrag:": USER,
        "a=ice-pwd:": PASSWORD,
        "a=fingerprint:": f"sha-256 {CERTIFICATE.getFingerprints()[0].value}",
        "a=setup:": setup,
    }
    lines = description.splitlines()
    for start, value in said.items():
        lines = [start + value if line.startswith(start) else line for line in lines]
    return "\r\n".join(lines) + "\r\n"


class Intruder:
    """Knows the room from its offer or answer. Plays the ICE transport of its DTLS."""

    role = "controlling"

    def __init__(self, description: str, *, nominates: bool = True) -> None:
        [media, *_] = SessionDescription.parse(description).media
        assert media.ice
        assert media.dtls
        self._theirs: RTCIceParameters = media.ice
        self._prints = media.dtls
        self._place = media.ice_candidates[0].ip, media.ice_candidates[0].port
        self._socket, self._nominates = self._opened(), nominates
        self._dtls = RTCDtlsTransport(self, [CERTIFICATE])  # type: ignore[arg-type]
        self.media = asyncio.Event()
        """Set when media or RTCP came."""
        self._answered, self._last = asyncio.Event(), b""
        self._records: asyncio.Queue[bytes] = asyncio.Queue()
        self._listening: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._listening = asyncio.create_task(self._listen())
        await self.settled()
        self._dtls._set_role("client")
        await self._dtls.start(RTCDtlsParameters(fingerprints=self._prints.fingerprints))
        assert self._dtls.state == "connected"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._dtls.stop()
        assert self._listening
        self._listening.cancel()
        self._socket.close()

    async def move(self) -> None:
        """Go on from another port, as somebody whose network changed."""
        assert self._listening
        self._listening.cancel()
        self._socket.close()
        self._socket = self._opened()
        self._listening = asyncio.create_task(self._listen())
        await self.settled()

    def send(self, data: bytes) -> None:
        """Send a datagram as it is."""
        self._socket.send(data)

    def encrypt(self, packet: bytes, *, rtcp: bool) -> bytes | None:
        """None for what not even an encrypted packet can be."""
        try:
            session = self._dtls._tx_srtp
            return session.protect_rtcp(packet) if rtcp else session.protect(packet)
        except pylibsrtp.Error:
            return None

    def check(self) -> bytes:
        request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
        request.attributes["USERNAME"] = f"{self._theirs.usernameFragment}:{USER}"
        request.attributes["PRIORITY"] = 1
        request.attributes["ICE-CONTROLLING"] = 1
        if self._nominates:
            request.attributes["USE-CANDIDATE"] = None
        assert self._theirs.password
        request.add_message_integrity(self._theirs.password.encode())
        return bytes(request)

    async def settled(self) -> None:
        """Return once the room has looked at all that was sent: it answers in order."""
        last = self.check()
        self._last = last[TRANSACTION]
        self._answered.clear()
        self.send(last)
        async with asyncio.timeout(30):
            await self._answered.wait()

    def _opened(self) -> socket.socket:
        opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        opened.setblocking(False)
        opened.connect(self._place)
        return opened

    async def _listen(self) -> None:
        while True:
            data = await asyncio.get_running_loop().sock_recv(self._socket, 2048)
            if 127 < data[0] < 192:
                self.media.set()
            elif data[0] < 4 and data[TRANSACTION] == self._last:
                self._answered.set()
            elif 19 < data[0] < 64:
                self._records.put_nowait(data)

    async def _recv(self) -> bytes:
        return await self._records.get()

    async def _send(self, data: bytes) -> None:
        self.send(data)
