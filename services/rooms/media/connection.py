"""One client connection: its sockets, ICE, DTLS and SRTP, and whether anybody is still there.

Datagrams are told apart by their first byte (RFC 7983) where they arrive, so media never waits
in a queue.
"""

import asyncio
import time
from collections.abc import Callable

from aiortc import RTCCertificate

from services.rooms.media.carrying import Local
from services.rooms.media.description import Remote
from services.rooms.media.ice import Address, Credentials, IceLite
from services.rooms.media.model import PeerState
from services.rooms.media.options import TransportOptions
from services.rooms.media.sockets import Path, Sockets, put
from services.rooms.media.transport import Dtls, Srtp

KNOWN_SOURCES = 16
PROBE_AFTER = 1.5
"""Seconds of silence after which the client is asked whether it is there."""

Received = Callable[[bytes, float], None]


class Connection:
    """`on_rtp` and `on_rtcp` get decrypted packets with `time.monotonic()` of their arrival;
    `on_state` is called once with CONNECTED and once with LOST. Raises OSError without a port."""

    def __init__(
        self,
        options: TransportOptions,
        certificate: RTCCertificate,
        on_rtp: Received,
        on_rtcp: Received,
        on_state: Callable[[PeerState], None],
    ) -> None:
        self.state = PeerState.CONNECTING
        self.sent_packets = self.sent_bytes = self.dropped = 0
        self._options = options
        self._on_rtp, self._on_rtcp, self._on_state = on_rtp, on_rtcp, on_state
        self._ice = IceLite(Credentials.fresh())
        self._dtls = Dtls(certificate, self._send_plain, self._lost)
        self._incoming: Srtp | None = None
        self._outgoing: Srtp | None = None
        self._known: set[Address] = set()
        self._path: Path | None = None
        self._nominated = asyncio.Event()
        self._heard = time.monotonic()
        self._task: asyncio.Task[None] | None = None
        self._closed = False
        self._sockets = Sockets(options, self._datagram)
        fingerprint = certificate.getFingerprints()[:1]
        self.local = Local(self._ice.local, fingerprint, self._sockets.advertised)

    def connect(self, remote: Remote) -> None:
        """Begin as soon as the client's description is known; `on_state` tells the end of it."""
        if self._task is None:
            self._ice.remote = remote.credentials
            self._task = asyncio.create_task(self._establish(remote))

    def send(self, header: bytes, tail: bytes) -> None:
        """Encrypt and send one RTP packet, or drop it: a full socket is never waited for."""
        if self._outgoing is None or self._path is None:
            return
        packet = header + tail
        protected = self._outgoing.protect(packet)
        if protected is None:
            self.dropped += 1
            return
        opened, address = self._path
        try:
            opened.sendto(protected, address)
        except OSError:
            self.dropped += 1
        else:
            self.sent_packets += 1
            self.sent_bytes += len(packet)

    def send_rtcp(self, packet: bytes) -> None:
        """Encrypt and send one RTCP packet, or drop it."""
        if self._outgoing is not None and (protected := self._outgoing.protect_rtcp(packet)):
            self._send_plain(protected)

    def check(self, now: float) -> None:
        """To be called a few times a second: notices a client that is gone, or never came."""
        silent = now - self._heard
        if self.state is PeerState.CONNECTED:
            if silent > self._options.dead_after:
                self._lost()
            elif silent > PROBE_AFTER:
                self._send_plain(self._ice.probe())
        elif self._task is None and silent > self._options.connect_within:
            self._lost()

    async def close(self) -> None:
        """Say goodbye and free the sockets; no callback comes after it."""
        if self._closed:
            return
        self._closed = True
        if self.state is not PeerState.LOST:
            self.state = PeerState.LEFT
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        await self._dtls.stop()
        self._incoming = self._outgoing = self._path = None
        self._sockets.close()

    async def _establish(self, remote: Remote) -> None:
        try:
            async with asyncio.timeout(self._options.connect_within):
                await self._nominated.wait()
                keys = await self._dtls.handshake(remote.our_role, remote.fingerprints)
        except (TimeoutError, ConnectionError):
            self._lost()
            return
        self._incoming, self._outgoing = keys
        self._heard = time.monotonic()
        self._change(PeerState.CONNECTED)

    def _lost(self) -> None:
        self._incoming = self._outgoing = None
        self._change(PeerState.LOST)

    def _change(self, state: PeerState) -> None:
        if self.state not in (state, PeerState.LOST, PeerState.LEFT):
            self.state = state
            self._on_state(state)

    def _datagram(self, data: bytes, path: Path) -> None:
        first = data[0]
        if 127 < first < 192:
            self._media(data)
        elif 19 < first < 64:
            if path[1] in self._known:
                self._dtls.feed(data)
        elif first < 4:
            self._check(data, path)

    def _media(self, data: bytes) -> None:
        if self._incoming is None:
            return
        now = time.monotonic()
        if 191 < data[1] < 224:  # RFC 5761 section 4
            packet, receive = self._incoming.unprotect_rtcp(data), self._on_rtcp
        else:
            packet, receive = self._incoming.unprotect(data), self._on_rtp
        if packet is not None:
            self._heard = now
            receive(packet, now)

    def _check(self, data: bytes, path: Path) -> None:
        heard = self._ice.datagram(data, path[1])
        if heard is None:
            return
        self._heard = time.monotonic()
        if len(self._known) < KNOWN_SOURCES:
            self._known.add(path[1])
        if heard.reply is not None:
            put(heard.reply, path)
        if heard.nominates:
            self._path = path
            self._nominated.set()

    def _send_plain(self, data: bytes) -> None:
        if self._path is not None:
            put(data, self._path)
