"""The connection on which one peer sends."""

import random
import time
from collections.abc import Callable

from aiortc import RTCCertificate
from aiortc.rtp import RtcpSrPacket

from services.rooms.media import rtcp
from services.rooms.media.carrying import MID, PASSED_ON, PASSED_ON_AS
from services.rooms.media.connection import Connection
from services.rooms.media.description import Description, Section
from services.rooms.media.model import PacketSink, PeerState, TrackStats
from services.rooms.media.negotiation import write_answer
from services.rooms.media.options import TransportOptions
from services.rooms.media.rtcp import NTP_EPOCH
from services.rooms.media.track import Track
from services.rooms.rtp.model import Kind, SenderClock
from services.rooms.rtp.packet import mid_of, ssrc_of

REPORT_EVERY = 1.0
EAGER_FOR = 3.0
"""Seconds in which a new sender is told its ceiling with every pulse: Chromium believes a
bitrate report at once only during its first two seconds."""


class Publisher:
    """`on_state` is called with CONNECTED and LOST. Raises OSError without a UDP port."""

    def __init__(
        self,
        options: TransportOptions,
        certificate: RTCCertificate,
        on_state: Callable[[PeerState], None],
    ) -> None:
        self.connection = Connection(options, certificate, self._rtp, self._rtcp, on_state)
        self._ceiling = options.video_ceiling
        self._own = random.getrandbits(32)
        self._tracks: dict[str, Track] = {}
        self._by_ssrc: dict[int, Track] = {}
        self._mid_extension = 0
        self._identity: object = None
        self._skew = float("inf")
        self._reported = 0.0
        self._began: float | None = None

    def answers(self, offer: Description) -> bool:
        """Whether the offer belongs to this connection, and not to a new one of the client's."""
        return self._identity == _identity(offer) and self.connection.state in (
            PeerState.CONNECTING,
            PeerState.CONNECTED,
        )

    def answer(self, offer: Description) -> str:
        """Take what the offer sends, drop what it does not send any more."""
        self._identity = _identity(offer)
        sending = {s.mid: s for s in offer.carried if s.direction in ("sendonly", "sendrecv")}
        for mid in self._tracks.keys() - sending.keys():
            self._drop(mid)
        for section in sending.values():
            self._take(section)
        self.connection.connect(offer.remote)
        return write_answer(offer, self.connection.local)

    def track(self, kind: Kind) -> Track | None:
        """The first track of a kind: a person's voice and camera."""
        return next((t for t in self._tracks.values() if t.kind == kind), None)

    def record(self, sink: PacketSink | None, now: float) -> None:
        """Copy the voice and the camera to `sink`."""
        for track in (self.track("audio"), self.track("video")):
            if track is not None:
                track.record(sink, now)

    def pulse(self, now: float) -> None:
        """Five times a second."""
        self.connection.check(now)
        if self.connection.state is not PeerState.CONNECTED:
            return
        if self._began is None:
            self._began = now
        for track in self._tracks.values():
            track.pulse(now)
        if now - self._reported >= REPORT_EVERY or now - self._began < EAGER_FOR:
            self._report(now)

    def stats(self) -> tuple[TrackStats, ...]:
        return tuple(track.stats() for track in self._tracks.values())

    async def close(self) -> None:
        for mid in list(self._tracks):
            self._drop(mid)
        await self.connection.close()

    def _take(self, section: Section) -> None:
        if section.mid not in self._tracks:
            theirs = section.extensions.get(PASSED_ON[section.kind], 0)
            extension = (theirs, PASSED_ON_AS[section.kind])
            self._tracks[section.mid] = Track(
                section.kind, self._own, self.connection.send_rtcp, extension
            )
        self._mid_extension = section.extensions.get(MID, 0)
        if section.ssrc is not None:
            self._bind(self._tracks[section.mid], section.ssrc)

    def _drop(self, mid: str) -> None:
        track = self._tracks.pop(mid)
        if track.ssrc is not None:
            self._by_ssrc.pop(track.ssrc, None)
        track.close()

    def _bind(self, track: Track, ssrc: int) -> None:
        if track.ssrc == ssrc:
            return
        if track.ssrc is not None:
            self._by_ssrc.pop(track.ssrc, None)
            track.restart()
        track.ssrc = ssrc
        self._by_ssrc[ssrc] = track

    def _rtp(self, data: bytes, now: float) -> None:
        track = self._by_ssrc.get(ssrc_of(data)) or self._identified(data)
        if track is not None:
            track.receive(data, now)

    def _identified(self, data: bytes) -> Track | None:
        """The track of a packet with an SSRC that no description named (RFC 8843 section 9.2)."""
        track = self._tracks.get(mid_of(data, self._mid_extension))
        if track is not None:
            self._bind(track, ssrc_of(data))
        return track

    def _rtcp(self, data: bytes, now: float) -> None:
        for packet in rtcp.parse(data):
            if isinstance(packet, RtcpSrPacket) and packet.ssrc in self._by_ssrc:
                ntp = packet.sender_info.ntp_timestamp / 2**32
                wall = time.time() + NTP_EPOCH
                # The fastest report had the shortest way; all tracks share it, so they stay in sync
                self._skew = min(self._skew, wall - ntp)
                clock = SenderClock(ntp, packet.sender_info.rtp_timestamp, now)
                self._by_ssrc[packet.ssrc].report(clock, self._skew)

    def _report(self, now: float) -> None:
        if now - self._reported >= REPORT_EVERY:
            self._reported = now
            blocks = [track.reception(now) for track in self._tracks.values()]
            known = [block for block in blocks if block is not None]
            self.connection.send_rtcp(rtcp.receiver_report(self._own, known))
        videos = [t.ssrc for t in self._tracks.values() if t.kind == "video" and t.ssrc is not None]
        if videos:
            self.connection.send_rtcp(rtcp.highest_bitrate(self._own, self._ceiling, videos))


def _identity(offer: Description) -> tuple[str, frozenset[str]]:
    """What stays the same as long as the client's connection does."""
    known = frozenset(f.value.upper() for f in offer.remote.fingerprints)
    return offer.remote.credentials.fragment, known
