"""One client connection: ICE, DTLS and SRTP on its worker's sockets, and whether anybody is
still there. Media never waits in a queue."""

import asyncio
import time
from collections.abc import Callable, Sequence

from aiortc import RTCCertificate

from services.rooms.media.endpoints import Credentials, LocalEnd, RemoteEnd
from services.rooms.media.model import PeerState
from services.rooms.media.rtp.batch import Rtp
from services.rooms.media.transport.dtls_srtp import CryptoBuffer, Dtls, Srtp
from services.rooms.media.transport.ice_lite import IceLite
from services.rooms.media.transport.options import TransportOptions
from services.rooms.media.transport.udp_socket import Path

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
        self._options, self._udp_mux = options, options.udp_mux
        self._on_rtp, self._on_rtcp, self._on_state = on_rtp, on_rtcp, on_state
        self._ice = IceLite(Credentials.fresh())
        self._dtls = Dtls(certificate, self._send_plain, self._lost)
        self._incoming: Srtp | None = None
        self._outgoing: Srtp | None = None
        self._known: dict[Path, None] = {}
        self._path: Path | None = None
        self._reached = asyncio.Event()
        self._last_received = time.monotonic()
        self._task: asyncio.Task[None] | None = None
        self._closed = False
        places = self._udp_mux.register(options, self._ice.local.fragment, self)
        self.local = LocalEnd(self._ice.local, certificate.getFingerprints()[:1], places)

    @property
    def is_alive(self) -> bool:
        """Whether the client was request just now."""
        over = self.state in (PeerState.LOST, PeerState.LEFT)
        return not over and time.monotonic() - self._last_received < PROBE_AFTER

    def connect(self, remote: RemoteEnd) -> None:
        """Begin as soon as the client's description is known; `on_state` is called at the end of
        it."""
        if self._task is None:
            self._ice.remote = remote.credentials
            self._task = asyncio.create_task(self._establish(remote))

    def send(self, run: Sequence[Rtp]) -> None:
        """Encrypt and send RTP packets, or drop them: a full socket is never waited for. They are
        equally long, the last may be shorter, and no more than `batch.MOST`."""
        if self._outgoing is None or self._path is None:
            return
        udp_socket, source = self._path
        if len(run) == 1:  # as all sound is: worth a shorter way
            header, wire_payload = run[0]
            packet = (
                self._outgoing.encrypt_packet(self._udp_mux.send_buffer, header + wire_payload)
                or b""
            )
            sent, end = int(packet != b"" and udp_socket.send(packet, source)), len(packet)
        else:
            end, size = self._outgoing.protect(self._udp_mux.send_buffer, run)
            sent = 0
            if end:
                sent = -(-end // size) - udp_socket.send_run(
                    self._udp_mux.send_buffer.view[:end], size, source
                )
        self.sent_packets += sent
        self.sent_bytes += end
        self.dropped += len(run) - sent

    def send_rtcp(self, packet: bytes) -> None:
        """Encrypt and send one RTCP packet, or drop it."""
        if self._outgoing is not None:
            protected = self._outgoing.protect_rtcp(self._udp_mux.send_buffer, packet)
            if protected is not None:
                self._send_plain(protected)

    def check(self, now: float) -> None:
        """Notice a client that is gone, or never came; to be called a few times a second."""
        silent = now - self._last_received
        if self.state is PeerState.CONNECTED:
            if silent > self._options.dead_after:
                self._lost()
            elif silent > PROBE_AFTER:
                self._send_plain(self._ice.probe())
        elif self._task is None and silent > self._options.connect_within:
            self._lost()

    async def close(self) -> None:
        """Say goodbye and free the addresses; no callback comes after it."""
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
        for udp_socket, source in self._known:
            udp_socket.unbind(source, self)
        self._udp_mux.unregister(self._ice.local.fragment)

    def receive_media(self, buffer: CryptoBuffer, size: int, now: float) -> None:
        """Decrypt an SRTP or SRTCP packet where it lies, and pass it on."""
        if self._incoming is None:
            return
        if 191 < buffer.view[1] < 224:  # RFC 5761 section 4
            packet, receive = self._incoming.unprotect_rtcp(buffer, size), self._on_rtcp
        else:
            packet, receive = self._incoming.unprotect(buffer, size), self._on_rtp
        if packet is not None:
            self._last_received = now
            receive(packet, now)

    def receive_dtls(self, data: bytes) -> None:
        self._dtls.receive(data)

    def receive_stun(self, data: bytes, path: Path) -> None:
        """Take a STUN message; a genuine one makes its source one of this connection's."""
        udp_socket, source = path
        request = self._ice.datagram(data, source[:2])
        if request is None or not self._knows(path):
            return
        self._last_received = time.monotonic()
        if request.reply is not None:
            udp_socket.send(request.reply, source)
        # RFC 8445 section 12.1.2 would have us wait for a nomination. Browsers nominate their
        # second check, 50 ms after their DTLS hello, and take an answer on any way that works.
        if request.nominates or self._path is None:
            self._path = path
            self._reached.set()

    async def _establish(self, remote: RemoteEnd) -> None:
        try:
            async with asyncio.timeout(self._options.connect_within):
                await self._reached.wait()
                keys = await self._dtls.handshake(remote.our_role, remote.fingerprints)
        except (TimeoutError, ConnectionError):
            self._lost()
            return
        self._incoming, self._outgoing = keys
        self._last_received = time.monotonic()
        self._change(PeerState.CONNECTED)

    def _lost(self) -> None:
        self._incoming = self._outgoing = None
        self._change(PeerState.LOST)

    def _change(self, state: PeerState) -> None:
        if self.state not in (state, PeerState.LOST, PeerState.LEFT):
            self.state = state
            self._on_state(state)

    def _knows(self, path: Path) -> bool:
        """Whether what comes this way is for this connection; the oldest way is given up."""
        udp_socket, source = path
        if self._closed or not udp_socket.bind(source, self):
            return False
        self._known.pop(path, None)
        self._known[path] = None
        if len(self._known) > KNOWN_SOURCES:
            old = next(other for other in self._known if other != self._path)
            del self._known[old]
            old[0].unbind(old[1], self)
        return True

    def _send_plain(self, data: bytes) -> None:
        if self._path is not None:
            self._path[0].send(data, self._path[1])
