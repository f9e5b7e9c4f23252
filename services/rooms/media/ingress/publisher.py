"""The connection on which one peer sends."""

import random
import time
from collections.abc import Callable

from aiortc import RTCCertificate
from aiortc.rtp import RtcpSrPacket

from services.rooms.media.ingress.keyframes import KeyframeThrottle
from services.rooms.media.ingress.source import MediaSource
from services.rooms.media.ingress.track import Track
from services.rooms.media.model import Layer, PacketSink, PeerState, TrackStats
from services.rooms.media.rtcp import packets
from services.rooms.media.rtcp.packets import NTP_EPOCH
from services.rooms.media.rtcp.twcc_receiver import TwccReceiver
from services.rooms.media.rtp.clock import Kind, SenderClock
from services.rooms.media.rtp.packet import label_of, ssrc_of
from services.rooms.media.sdp.capabilities import ENCODING_ID, MID, PASSED_ON, TRANSPORT_NUMBER
from services.rooms.media.sdp.description import ENCODINGS, Description, Section
from services.rooms.media.sdp.writer import write_answer
from services.rooms.media.transport.connection import Connection
from services.rooms.media.transport.options import TransportOptions

REPORT_EVERY = 1.0
EAGER_FOR = 3.0
"""Seconds in which a new sender gets its ceiling with every pulse: Chromium believes a
bitrate report at once only during its first two seconds."""


class Publisher:
    """`on_state` is called with CONNECTED and LOST; `throttle` is the room's. Raises OSError
    without a UDP port."""

    def __init__(
        self,
        options: TransportOptions,
        certificate: RTCCertificate,
        on_state: Callable[[PeerState], None],
        throttle: KeyframeThrottle,
    ) -> None:
        self.connection = Connection(options, certificate, self._rtp, self._rtcp, on_state)
        self._ceiling, self._later = options.video_ceiling, options.udp_mux.later
        self._own = random.getrandbits(32)
        self._media_sources: dict[str, MediaSource] = {}
        self._by_ssrc: dict[int, Track] = {}
        self._twcc_receiver, self._throttle = TwccReceiver(self._own), throttle
        self._uses_twcc = False
        """Whether the sender uses transport-wide feedback on when each packet came."""
        self._mid_extension = self._encoding_extension = 0
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

    def answer(self, offer: Description, screen: str | None = None) -> str:
        """Take what the offer sends, drop what it does not send any more. The section `screen`
        carries a screen."""
        self._identity = _identity(offer)
        sending = {s.mid: s for s in offer.carried if s.direction in ("sendonly", "sendrecv")}
        for mid in self._media_sources.keys() - sending.keys():
            self._drop(mid)
        for section in sending.values():
            self._take(section, is_screen=section.mid == screen)
        self.connection.connect(offer.remote)
        return write_answer(offer, self.connection.local)

    @property
    def media_sources(self) -> tuple[MediaSource, ...]:
        return tuple(self._media_sources.values())

    def media_source(self, kind: Kind, *, screen: bool = False) -> MediaSource | None:
        """The first source of a kind: a person's voice, camera or screen."""
        found = (f for f in self._media_sources.values() if f.kind == kind and f.screen == screen)
        return next(found, None)

    @property
    def camera(self) -> MediaSource | None:
        return self.media_source("video")

    @property
    def voice(self) -> MediaSource | None:
        return self.media_source("audio")

    def arriving(self, now: float) -> frozenset[Kind]:
        """Of which kinds packets come just now: the voice, the camera."""
        media_sources = (
            media_source for media_source in (self.voice, self.camera) if media_source is not None
        )
        return frozenset(
            media_source.kind for media_source in media_sources if media_source.arrives(now)
        )

    @property
    def loudness(self) -> float:
        """Decibels above silence of what may be received, smoothed; 0 to 127."""
        tracks = self.voice.tracks.values() if self.voice is not None else ()
        return max((t.loudness for t in tracks if t.is_open), default=0.0)

    def record(self, sink: PacketSink | None, now: float) -> None:
        """Copy the voice and the camera to `sink`."""
        for media_source in (self.voice, self.camera):
            if media_source is not None:
                media_source.record(sink, now)

    def permit(self, now: float, *, audio: bool, video: bool) -> None:
        """Set which kinds may be forwarded and recorded."""
        for media_source in self._media_sources.values():
            media_source.permit(now, is_open=audio if media_source.kind == "audio" else video)

    def pulse(self, now: float) -> None:
        """Some times a second."""
        self.connection.check(now)
        if self.connection.state is not PeerState.CONNECTED:
            return
        if self._began is None:
            self._began = now
        for media_source in self._media_sources.values():
            media_source.pulse(now)
        if self._uses_twcc and (feedback := self._twcc_receiver.feedback(self._any_ssrc())):
            self.connection.send_rtcp(feedback)
        if now - self._reported >= REPORT_EVERY or now - self._began < EAGER_FOR:
            self._report(now)

    def stats(self) -> tuple[TrackStats, ...]:
        return tuple(
            _stats(media_source, layer, track)
            for media_source in self._media_sources.values()
            for layer, track in media_source.tracks.items()
        )

    async def close(self) -> None:
        for mid in list(self._media_sources):
            self._drop(mid)
        await self.connection.close()

    def _take(self, section: Section, *, is_screen: bool) -> None:
        if section.mid not in self._media_sources:
            self._media_sources[section.mid] = self._media_source(section, is_screen=is_screen)
        self._mid_extension = section.extensions.get(MID, 0)
        self._encoding_extension |= section.extensions.get(ENCODING_ID, 0)
        if section.ssrc is not None and not section.encodings:
            self._bind(self._media_sources[section.mid].tracks["high"], section.ssrc)

    def _media_source(self, section: Section, *, is_screen: bool) -> MediaSource:
        self._uses_twcc |= section.uses_twcc
        extensions = (
            section.extensions.get(PASSED_ON[section.kind], 0),
            section.extensions.get(TRANSPORT_NUMBER, 0) if section.uses_twcc else 0,
        )

        def make(_: Layer) -> Track:
            send = self.connection.send_rtcp
            ours = self._own, send, extensions, self._twcc_receiver, self._throttle, self._later
            return Track(section.kind, *ours, repairs=section.repairs)

        return MediaSource(section, make, screen=is_screen)

    def _drop(self, mid: str) -> None:
        media_source = self._media_sources.pop(mid)
        for track in media_source.tracks.values():
            if track.ssrc is not None:
                self._by_ssrc.pop(track.ssrc, None)
        media_source.close()

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
        """The track of a packet with an SSRC that no description named (RFC 8843 section 9.2,
        RFC 8852 section 3)."""
        media_source = self._media_sources.get(label_of(data, self._mid_extension))
        if media_source is None:
            return None
        layer: Layer = ENCODINGS.get(label_of(data, self._encoding_extension), "high")
        track = media_source.tracks.get(layer)
        if track is not None:
            self._bind(track, ssrc_of(data))
        return track

    def _any_ssrc(self) -> int:
        return next(iter(self._by_ssrc), 0)

    def _rtcp(self, data: bytes, now: float) -> None:
        for packet in packets.parse(data):
            if isinstance(packet, RtcpSrPacket) and packet.ssrc in self._by_ssrc:
                ntp = packet.sender_info.ntp_timestamp / 2**32
                wall = time.time() + NTP_EPOCH
                # The fastest report had the shortest way; all tracks share it, so they stay in sync
                self._skew = min(self._skew, wall - ntp)
                clock = SenderClock(ntp, packet.sender_info.rtp_timestamp, now)
                self._by_ssrc[packet.ssrc].report(clock, self._skew)

    def _report(self, now: float) -> None:
        tracks = [
            track
            for media_source in self._media_sources.values()
            for track in media_source.tracks.values()
        ]
        if now - self._reported >= REPORT_EVERY:
            self._reported = now
            blocks = [track.reception(now) for track in tracks]
            known = [block for block in blocks if block is not None]
            self.connection.send_rtcp(packets.receiver_report(self._own, known))
        videos = [t.ssrc for t in tracks if t.kind == "video" and t.ssrc is not None]
        if videos and not self._uses_twcc:
            self.connection.send_rtcp(packets.highest_bitrate(self._own, self._ceiling, videos))


def _stats(media_source: MediaSource, layer: Layer, track: Track) -> TrackStats:
    reception = track.received
    return TrackStats(
        kind=media_source.kind,
        layer=layer,
        screen=media_source.screen,
        packets=reception.packets,
        bytes=reception.bytes,
        lost=reception.lost,
        loss=track.loss,
        jitter_ms=1000 * reception.jitter / track.rate,
        bitrate=track.bitrate,
        keyframes=track.keyframes.count,
    )


def _identity(offer: Description) -> tuple[str, frozenset[str]]:
    """What stays the same as long as the client's connection does."""
    known = frozenset(f.value.upper() for f in offer.remote.fingerprints)
    return offer.remote.credentials.fragment, known
