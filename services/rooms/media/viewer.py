"""The connection on which one peer receives: slots made in advance, filled as people come."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

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

from services.rooms.media import rtcp
from services.rooms.media.allocation import Allowance, Picture, allocate
from services.rooms.media.carrying import PAYLOAD_TYPES
from services.rooms.media.connection import Connection
from services.rooms.media.departures import Departures
from services.rooms.media.description import Rejected, read_description
from services.rooms.media.errors import BadDescription, UnknownSlot
from services.rooms.media.feed import Feed
from services.rooms.media.link import Link
from services.rooms.media.losses import Losses
from services.rooms.media.model import PeerState, Size, Source, ViewStats
from services.rooms.media.negotiation import Lane, write_offer
from services.rooms.media.options import TransportOptions
from services.rooms.media.publisher import Publisher
from services.rooms.media.resend import Resender
from services.rooms.rtp.model import Kind

KINDS: tuple[Kind, Kind] = ("audio", "video")
MOST_SLOTS = 32
MOST_ASKED = 256
"""Numbers of one negative acknowledgement that are looked at."""
NOMINAL: dict[Size, int] = {"small": 150_000, "large": 1_500_000}
"""Bits per second that are expected of what is not sent yet."""
MEASURED_OVER = 0.8
"""Seconds over which the bitrate is taken."""


@dataclass(slots=True)
class Slot:
    """A place on the viewer's screen. `wish` names what to show, which may not be there yet;
    `given` is the size that it gets."""

    links: dict[Kind, Link]
    wish: Source | None = None
    size: Size | None = "large"
    given: Size | None = None
    refused: set[Kind] = field(default_factory=set)
    feeds: dict[Kind, Feed] = field(default_factory=dict)


class Viewer:
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
            raise ValueError(f"a viewer has 1 to {MOST_SLOTS} slots, not {slots}")
        self.connection = Connection(options, certificate, self._rtp, self._rtcp, on_state)
        self.slots: list[Slot] = []
        self._lanes: list[Lane] = []
        self._links: dict[int, Link] = {}
        self._resenders: dict[int, Resender] = {}
        self._losses: dict[int, Losses] = {}
        self._round_trip: float | None = None
        self._allowance, self._departures = Allowance(), Departures()
        self._measured, self._bitrate = (time.monotonic(), 0), 0
        ssrcs = iter(random.sample(range(1, 1 << 32), 3 * slots))
        for place in range(slots):
            self.slots.append(Slot({kind: self._lane(place, kind, ssrcs) for kind in KINDS}))

    def offer(self) -> str:
        return write_offer(self._lanes, self.connection.local)

    def accept(self, answer: str) -> None:
        """Take the client's answer. Raises BadDescription."""
        read = read_description(answer, "answer")
        if [s.mid for s in read.sections] != [lane.mid for lane in self._lanes]:
            raise BadDescription("The answer does not fit the offer.")
        for number, section in enumerate(read.sections):
            kind = KINDS[number % 2]
            if isinstance(section, Rejected) or section.direction not in ("recvonly", "sendrecv"):
                self.slots[number // 2].refused.add(kind)
                continue
            link = self.slots[number // 2].links[kind]
            link.payload_type, link.counts = section.payload_type, section.counts
            self._resenders[link.ssrc].payload_type = section.retransmission_type
        self.connection.connect(read.remote)

    def show(self, place: int, publisher: Publisher | None, now: float) -> None:
        """Link a slot to what the publisher sends. Waits for the connection: a keyframe that is
        sent to nobody would be missed."""
        if self.connection.state is not PeerState.CONNECTED:
            return
        slot = self.slots[place]
        shown = _shown(publisher, slot.wish)
        for kind, link in slot.links.items():
            feed = shown.get(kind) if kind not in slot.refused else None
            if slot.feeds.get(kind) is not feed:
                self._leave(slot, kind, now)
            if feed is not None:
                slot.feeds[kind] = feed
            if kind == "audio" and feed is not None:
                feed.watch(link, "large", now)
        self._share_out(now)

    def pulse(self, now: float) -> None:
        """Some times a second."""
        self.connection.check(now)
        since, counted = self._measured
        if now - since >= MEASURED_OVER:
            sent = self.connection.sent_bytes
            self._bitrate = round(8 * (sent - counted) / (now - since))
            self._measured = now, sent
            # A sign of life: a client that hears nothing at all takes its connection for cut
            self.connection.send_rtcp(rtcp.receiver_report(next(iter(self._links)), []))
        departures = self._departures
        # Receiver reports do not tell what was lost on the way to us from what is lost to viewers
        self._allowance.look(departures.rate, departures.loss, departures.standing(now), now)
        self._share_out(now)

    def slot(self, place: int) -> Slot:
        """Raises UnknownSlot."""
        if not 0 <= place < len(self.slots):
            raise UnknownSlot
        return self.slots[place]

    def stats(self) -> ViewStats:
        now = time.monotonic()
        return ViewStats(
            packets=self.connection.sent_packets,
            bytes=self.connection.sent_bytes,
            retransmitted=sum(r.count for r in self._resenders.values()),
            dropped=self.connection.dropped,
            loss=max((heard.fraction(now) for heard in self._losses.values()), default=0.0),
            round_trip_ms=self._round_trip,
            bitrate=self._bitrate,
            estimate=self._estimate(),
            reduced=sum(s.given != s.size for s in self.slots if "video" in s.feeds),
        )

    async def close(self) -> None:
        now = time.monotonic()
        for slot in self.slots:
            for kind in KINDS:
                self._leave(slot, kind, now)
        await self.connection.close()

    def _estimate(self) -> int | None:
        limit = self._allowance.limit
        return round(limit) if limit is not None else self._departures.rate or None

    def _leave(self, slot: Slot, kind: Kind, now: float) -> None:
        feed = slot.feeds.pop(kind, None)
        if feed is not None:
            feed.unwatch(slot.links[kind])
        slot.links[kind].attach(None, now)

    def _share_out(self, now: float) -> None:
        """Give every picture the size that the connection bears."""
        showing = [slot for slot in self.slots if "video" in slot.feeds]
        sizes = allocate([_picture(slot) for slot in showing], self._allowance.limit)
        for slot, size in zip(showing, sizes, strict=True):
            slot.given = size
            feed, link = slot.feeds["video"], slot.links["video"]
            if size is None:
                feed.unwatch(link)
                link.attach(None, now)
            else:
                feed.watch(link, size, now)

    def _lane(self, place: int, kind: Kind, ssrcs: Iterator[int]) -> Link:
        ssrc = next(ssrcs)
        connection = self.connection
        sends = connection.send, connection.send_rtcp
        link = Link(kind, ssrc, PAYLOAD_TYPES[kind], *sends, self._departures)
        self._links[ssrc], self._losses[ssrc] = link, Losses()
        rtx = next(ssrcs) if kind == "video" else None  # sound is repeated as it was
        self._resenders[ssrc] = Resender(link, rtx or ssrc, connection.send)
        mid = str(len(self._lanes))
        self._lanes.append(Lane(mid, kind, f"slot-{place}", ssrc, rtx))
        return link

    def _rtp(self, data: bytes, now: float) -> None:
        """A viewer sends no media; what comes all the same is dropped."""

    def _rtcp(self, data: bytes, now: float) -> None:
        for packet in rtcp.parse(data):
            if isinstance(packet, RtcpRrPacket | RtcpSrPacket):
                for block in packet.reports:
                    self._hear(block, now)
            elif isinstance(packet, RtcpRtpfbPacket) and packet.fmt == RTCP_RTPFB_NACK:
                self._resend(packet, now)
            elif isinstance(packet, rtcp.TransportFeedback):
                self._departures.hear(packet.body, now)
            elif isinstance(packet, RtcpPsfbPacket) and packet.fmt == RTCP_PSFB_PLI:
                self._want_keyframe(packet.media_ssrc, now)

    def _resend(self, packet: RtcpRtpfbPacket, now: float) -> None:
        resender = self._resenders.get(packet.media_ssrc)
        if resender is not None:
            # aiortc adds the bits of the mask to the first number without wrapping around
            resender.resend((number & 0xFFFF for number in packet.lost[:MOST_ASKED]), now)

    def _want_keyframe(self, ssrc: int, now: float) -> None:
        link = self._links.get(ssrc)
        if link is not None and link.source is not None:
            link.source.want_keyframe(now)

    def _hear(self, block: RtcpReceiverInfo, now: float) -> None:
        link = self._links.get(block.ssrc)
        if link is None:
            return
        self._losses[block.ssrc].hear(block.packets_lost, block.highest_sequence, now)
        moment, sent = link.reported
        if block.lsr and block.lsr == moment:
            self._round_trip = max(0.0, 1000 * (now - sent - block.dlsr / 0x10000))


def _shown(publisher: Publisher | None, wish: Source | None) -> dict[Kind, Feed]:
    """What there is of what is wished for."""
    if publisher is None or wish is None:
        return {}
    feeds: dict[Kind, Feed | None] = {
        "audio": publisher.voice if wish.what != "screen" else None,
        "video": publisher.feed("video", screen=wish.what == "screen"),
    }
    if wish.what == "voice":
        feeds["video"] = None
    return {kind: feed for kind, feed in feeds.items() if feed is not None}


def _picture(slot: Slot) -> Picture:
    feed = slot.feeds["video"]
    return Picture(slot.size, *(feed.bitrate(size, NOMINAL[size]) for size in ("small", "large")))
