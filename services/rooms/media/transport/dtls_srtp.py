"""DTLS and SRTP. The only module that knows private names of aiortc and pylibsrtp; versions are
pinned, and `tests/unit/rooms_media/test_private_names.py` looks for each name used here."""

import asyncio
from collections.abc import Callable, Sequence

import pylibsrtp
from aiortc import RTCCertificate, RTCDtlsFingerprint, RTCDtlsParameters
from aiortc.rtcdtlstransport import SRTP_PROFILES, RTCDtlsTransport
from pylibsrtp import Policy, _binding

from services.rooms.media.endpoints import Role
from services.rooms.media.rtp.batch import Rtp

HANDSHAKE_QUEUE = 32
LONGEST = 1500
TRAILER = 148
"""Bytes that libsrtp may write behind a packet (SRTP_MAX_TRAILER_LEN)."""

CHEAPEST_FIRST = {Policy.SRTP_PROFILE_AEAD_AES_128_GCM: 0, Policy.SRTP_PROFILE_AEAD_AES_256_GCM: 1}

Cipher = Callable[[object, object, object], int]
"""Works in place: takes a session, where a packet lies, and its length, which it changes."""
srtp_protect, srtp_unprotect = _binding.lib.srtp_protect, _binding.lib.srtp_unprotect
srtp_protect_rtcp = _binding.lib.srtp_protect_rtcp


class Dtls:
    """The handshake, then the keys. `closed` is called once when the peer ends the connection."""

    def __init__(
        self,
        certificate: RTCCertificate,
        send: Callable[[bytes], None],
        closed: Callable[[], None],
    ) -> None:
        self._path = _Path(send)
        self._transport = RTCDtlsTransport(self._path, [certificate])  # type: ignore[arg-type]
        self._transport._srtp_profiles = sorted(
            SRTP_PROFILES, key=lambda profile: CHEAPEST_FIRST.get(profile.libsrtp_profile, 2)
        )
        self._closed = closed

    def receive(self, data: bytes) -> None:
        self._path.receive(data)

    async def handshake(
        self, role: Role, fingerprints: list[RTCDtlsFingerprint]
    ) -> tuple["Srtp", "Srtp"]:
        """Sessions for what comes in and what goes out. Raises ConnectionError."""
        self._transport._set_role(role)
        await self._transport.start(RTCDtlsParameters(fingerprints=fingerprints))
        if self._transport.state != "connected":
            raise ConnectionError("the DTLS handshake failed")
        self._transport.on("statechange", self._closed)
        return Srtp(self._transport._rx_srtp), Srtp(self._transport._tx_srtp)

    async def stop(self) -> None:
        self._transport.remove_all_listeners()
        await self._transport.stop()
        self._path.receive(None)


class _Path:
    """What RTCDtlsTransport calls its ICE transport; a flood of records is cut off, not kept."""

    role = "controlled"

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue(HANDSHAKE_QUEUE)
        self._forward = send

    def receive(self, data: bytes | None) -> None:
        if not self._queue.full():
            self._queue.put_nowait(data)

    async def _recv(self) -> bytes:
        data = await self._queue.get()
        if data is None:
            raise ConnectionError("closed")
        return data

    async def _send(self, data: bytes) -> None:
        self._forward(data)


class CryptoBuffer:
    """Memory that libsrtp works in. `view` is the same memory, for sockets to read and write."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.data = _binding.ffi.new("char[]", size + TRAILER)
        self.view = memoryview(_binding.ffi.buffer(self.data))


class Srtp:
    """pylibsrtp's session, working in place: nothing is allocated for a packet that is sent."""

    def __init__(self, session: pylibsrtp.Session) -> None:
        self._session = session  # frees what `_srtp` points to
        self._srtp = session._srtp[0]
        self._length = _binding.ffi.new("int *")

    def protect(self, buffer: CryptoBuffer, run: Sequence[Rtp]) -> tuple[int, int]:
        """Write RTP packets one behind the other and encrypt them there. The bytes of all and of
        the first; a packet that is too long is left out."""
        view, data, length = buffer.view, buffer.data, self._length
        end = size = 0
        for header, wire_payload in run:
            body = end + len(header)
            stop = body + len(wire_payload)
            if stop - end > LONGEST or stop > buffer.size:
                continue
            view[end:body] = header
            view[body:stop] = wire_payload
            length[0] = stop - end
            if not srtp_protect(self._srtp, data + end, length):
                end += length[0]
                size = size or end
        return end, size

    def encrypt_packet(self, buffer: CryptoBuffer, packet: bytes) -> bytes | None:
        """The SRTP packet; None when `packet` is too long."""
        return self._encrypted(srtp_protect, buffer, packet)

    def protect_rtcp(self, buffer: CryptoBuffer, packet: bytes) -> bytes | None:
        """The SRTCP packet; None when `packet` is too long."""
        return self._encrypted(srtp_protect_rtcp, buffer, packet)

    def unprotect(self, buffer: CryptoBuffer, size: int) -> bytes | None:
        """The RTP packet of the datagram in `buffer`; None when it is forged, replayed, or
        not SRTP."""
        return self._run(srtp_unprotect, buffer, size)

    def unprotect_rtcp(self, buffer: CryptoBuffer, size: int) -> bytes | None:
        return self._run(_binding.lib.srtp_unprotect_rtcp, buffer, size)

    def _encrypted(self, function: Cipher, buffer: CryptoBuffer, packet: bytes) -> bytes | None:
        size = len(packet)
        if size > LONGEST:
            return None
        buffer.view[:size] = packet
        return self._run(function, buffer, size)

    def _run(self, function: Cipher, buffer: CryptoBuffer, size: int) -> bytes | None:
        self._length[0] = size
        if function(self._srtp, buffer.data, self._length):
            return None
        return bytes(buffer.view[: self._length[0]])
