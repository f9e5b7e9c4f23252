"""The connection on which one peer receives: slots made in advance, filled as people come."""

import random
import time
from collections.abc import Callable, Iterator

from aiortc import RTCCertificate
from aiortc.rtp import (
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    RtcpPsfbPacket,
    RtcpReceiverInfo,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtcpSrPacket,
)

from services.rooms.media.egress.downtrack import DownTrack
from services.rooms.media.egress.layer_allocator import BitrateEstimate, allocate
from services.rooms.media.egress.media_slot import KINDS, MediaSlot, shown
from services.rooms.media.egress.rtx import RtxSender
from services.rooms.media.errors import BadDescription, UnknownSlot
from services.rooms.media.ingress.publisher import Publisher
from services.rooms.media.model import DownstreamStats, PeerState
from services.rooms.media.rtcp import packets
from services.rooms.media.rtcp.loss_estimator import LossEstimator
from services.rooms.media.rtcp.twcc_sender import TwccSender
from services.rooms.media.rtp.clock import Kind
from services.rooms.media.sdp.capabilities import PAYLOAD_TYPES
from services.rooms.media.sdp.description import RejectedSection, read_description
from services.rooms.media.sdp.writer import OfferedTrack, write_offer
from services.rooms.media.transport.connection import Connection
from services.rooms.media.transport.options import TransportOptions

MOST_SLOTS = 32
MOST_ASKED = 256
"""Numbers of one negative acknowledgement that are served."""
MEASURED_OVER = 0.8
"""Seconds over which the bitrate is taken."""


class Subscriber:
    """`on_state` is called with CONNECTED and LOST. Raises OSError without a UDP port, ValueError
    for fewer slots than 1 or more than 32."""

    def __init__(
        self,
        slots: int,
        options: TransportOptions,
        certificate: RTCCertificate,
        on_state: Callable[[PeerState], None],
    ) -> None:
        if not 1 <= slots <= MOST_SLOTS:
            raise ValueError(f"a subscriber has 1 to {MOST_SLOTS} slots, not {slots}")
        self.connection = Connection(options, certificate, self._rtp, self._rtcp, on_state)
        self.slots: list[MediaSlot] = []
        self._offered: list[OfferedTrack] = []
        self._downtracks: dict[int, DownTrack] = {}
        self._rtx_senders: dict[int, RtxSender] = {}
        self._loss_estimators: dict[int, LossEstimator] = {}
        self._round_trip: float | None = None
        self._bitrate_estimate, self._twcc_sender = BitrateEstimate(), TwccSender()
        self._measured, self._bitrate = (time.monotonic(), 0), 0
        ssrcs = iter(random.sample(range(1, 1 << 32), 3 * slots))
        for place in range(slots):
            self.slots.append(
                MediaSlot({kind: self._offer_track(place, kind, ssrcs) for kind in KINDS})
            )

    def offer(self) -> str:
        return write_offer(self._offered, self.connection.local)

    def accept(self, answer: str) -> None:
        """Take the client's answer. Raises BadDescription."""
        read = read_description(answer, "answer")
        if [s.mid for s in read.sections] != [track.mid for track in self._offered]:
            raise BadDescription("The answer does not fit the offer.")
        for number, section in enumerate(read.sections):
            kind = KINDS[number % 2]
            if isinstance(section, RejectedSection) or section.direction not in (
                "recvonly",
                "sendrecv",
            ):
                self.slots[number // 2].refused.add(kind)
                continue
            downtrack = self.slots[number // 2].downtracks[kind]
            downtrack.payload_type, downtrack.uses_twcc = section.payload_type, section.uses_twcc
            self._rtx_senders[downtrack.ssrc].payload_type = section.retransmission_type
        self.connection.connect(read.remote)

    def show(self, place: int, publisher: Publisher | None, now: float) -> None:
        """Attach a slot to what the publisher sends. Waits for the connection: a keyframe that is
        sent to nobody would be missed."""
        if self.connection.state is not PeerState.CONNECTED:
            return
        slot = self.slots[place]
        sources = shown(publisher, slot.requested)
        for kind, downtrack in slot.downtracks.items():
            media_source = sources.get(kind) if kind not in slot.refused else None
            if slot.media_sources.get(kind) is not media_source:
                self._detach(slot, kind, now)
            if media_source is not None:
                slot.media_sources[kind] = media_source
            if kind == "audio" and media_source is not None:
                media_source.watch(downtrack, "high", now)
        self._allocate(now)

    def pulse(self, now: float) -> None:
        """Some times a second."""
        self.connection.check(now)
        since, counted = self._measured
        if now - since >= MEASURED_OVER:
            sent = self.connection.sent_bytes
            self._bitrate = round(8 * (sent - counted) / (now - since))
            self._measured = now, sent
            # A keep-alive: a client that receives nothing at all takes its connection for lost
            self.connection.send_rtcp(packets.receiver_report(next(iter(self._downtracks)), []))
        twcc_sender = self._twcc_sender
        # Receiver reports mix what was lost on the way to us with what is lost on the way from us
        self._bitrate_estimate.update(
            twcc_sender.rate, twcc_sender.loss, twcc_sender.standing(now), now
        )
        self._allocate(now)

    def slot(self, place: int) -> MediaSlot:
        """Raises UnknownSlot."""
        if not 0 <= place < len(self.slots):
            raise UnknownSlot
        return self.slots[place]

    def stats(self) -> DownstreamStats:
        now = time.monotonic()
        return DownstreamStats(
            packets=self.connection.sent_packets,
            bytes=self.connection.sent_bytes,
            retransmitted=sum(r.count for r in self._rtx_senders.values()),
            dropped=self.connection.dropped,
            loss=max(
                (estimator.fraction(now) for estimator in self._loss_estimators.values()),
                default=0.0,
            ),
            round_trip_ms=self._round_trip,
            bitrate=self._bitrate,
            estimate=self._estimate(),
            reduced=sum(slot.reduced for slot in self.slots),
        )

    async def close(self) -> None:
        now = time.monotonic()
        for slot in self.slots:
            for kind in KINDS:
                self._detach(slot, kind, now)
        await self.connection.close()

    def _estimate(self) -> int | None:
        limit = self._bitrate_estimate.limit
        return round(limit) if limit is not None else self._twcc_sender.rate or None

    def _detach(self, slot: MediaSlot, kind: Kind, now: float) -> None:
        media_source = slot.media_sources.pop(kind, None)
        if media_source is not None:
            media_source.unwatch(slot.downtracks[kind])
        slot.downtracks[kind].attach(None, now)

    def _allocate(self, now: float) -> None:
        """Give every picture the layer that the connection bears."""
        showing = [slot for slot in self.slots if "video" in slot.media_sources]
        layers = allocate([slot.video_request() for slot in showing], self._bitrate_estimate.limit)
        for slot, layer in zip(showing, layers, strict=True):
            slot.given = layer
            media_source, downtrack = slot.media_sources["video"], slot.downtracks["video"]
            if layer is None:
                media_source.unwatch(downtrack)
                downtrack.attach(None, now)
            else:
                media_source.watch(downtrack, layer, now)

    def _offer_track(self, place: int, kind: Kind, ssrcs: Iterator[int]) -> DownTrack:
        ssrc = next(ssrcs)
        connection = self.connection
        sends = connection.send, connection.send_rtcp
        downtrack = DownTrack(kind, ssrc, PAYLOAD_TYPES[kind], *sends, self._twcc_sender)
        self._downtracks[ssrc], self._loss_estimators[ssrc] = downtrack, LossEstimator()
        rtx = next(ssrcs) if kind == "video" else None  # sound is repeated as it was
        self._rtx_senders[ssrc] = RtxSender(downtrack, rtx or ssrc, connection.send)
        mid = str(len(self._offered))
        self._offered.append(OfferedTrack(mid, kind, f"slot-{place}", ssrc, rtx))
        return downtrack

    def _rtp(self, data: bytes, now: float) -> None:
        """A subscriber sends no media; what comes all the same is dropped."""

    def _rtcp(self, data: bytes, now: float) -> None:
        for packet in packets.parse(data):
            if isinstance(packet, RtcpRrPacket | RtcpSrPacket):
                for block in packet.reports:
                    self._receive_report(block, now)
            elif isinstance(packet, RtcpRtpfbPacket) and packet.fmt == RTCP_RTPFB_NACK:
                self._resend(packet, now)
            elif isinstance(packet, packets.TransportFeedback):
                self._twcc_sender.add_feedback(packet.body, now)
            elif isinstance(packet, RtcpPsfbPacket) and packet.fmt == RTCP_PSFB_PLI:
                self._request_keyframe(packet.media_ssrc, now)

    def _resend(self, packet: RtcpRtpfbPacket, now: float) -> None:
        rtx_sender = self._rtx_senders.get(packet.media_ssrc)
        if rtx_sender is not None:
            # aiortc adds the bits of the mask to the first number without wrapping around
            rtx_sender.resend((number & 0xFFFF for number in packet.lost[:MOST_ASKED]), now)

    def _request_keyframe(self, ssrc: int, now: float) -> None:
        downtrack = self._downtracks.get(ssrc)
        if downtrack is not None and downtrack.source is not None:
            downtrack.source.request_keyframe(now)

    def _receive_report(self, block: RtcpReceiverInfo, now: float) -> None:
        downtrack = self._downtracks.get(block.ssrc)
        if downtrack is None:
            return
        self._loss_estimators[block.ssrc].add_report(
            block.packets_lost, block.highest_sequence, now
        )
        moment, sent = downtrack.reported
        if block.lsr and block.lsr == moment:
            self._round_trip = max(0.0, 1000 * (now - sent - block.dlsr / 0x10000))
