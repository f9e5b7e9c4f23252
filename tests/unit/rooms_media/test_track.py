"""What is missing is asked for again, of sound as of pictures."""

import asyncio

import pytest
from aiortc.rtp import RTCP_RTPFB_NACK, RtcpRtpfbPacket

from services.rooms.media.egress.downtrack import DownTrack
from services.rooms.media.egress.rtx import RtxSender
from services.rooms.media.ingress.track import Track
from services.rooms.media.rtcp import packets
from services.rooms.media.rtp.clock import Kind
from tests.unit.rooms_media.making import rtp, vp8


class Sender:
    """A publisher's end of one track."""

    def __init__(self, kind: Kind, *, repairs: bool) -> None:
        self.asked: list[int] = []
        self.arrived = asyncio.Event()
        self.track = Track(kind, 1, self._hear, repairs=repairs)
        self.track.ssrc = 9

    def send(self, *numbers: int) -> None:
        for number in numbers:
            payload = b"sound" if self.track.kind == "audio" else vp8(keyframe=number == 1)
            self.track.receive(rtp(number, payload, ssrc=9), 1.0)

    def _hear(self, message: bytes) -> None:
        for packet in packets.parse(message):
            if isinstance(packet, RtcpRtpfbPacket) and packet.fmt == RTCP_RTPFB_NACK:
                self.asked += packet.lost
                self.arrived.set()


@pytest.mark.parametrize("kind", ["audio", "video"])
async def test_what_is_missing_is_asked_for(kind: Kind) -> None:
    sender = Sender(kind, repairs=True)
    sender.send(1, 2, 5)
    await asyncio.wait_for(sender.arrived.wait(), 5)
    assert sender.asked[:2] == [3, 4]
    sender.track.close()


async def test_who_does_not_repair_is_not_asked() -> None:
    repairing, other = Sender("audio", repairs=True), Sender("audio", repairs=False)
    for sender in (other, repairing):
        sender.send(1, 2, 5)
    await asyncio.wait_for(repairing.arrived.wait(), 5)
    assert other.asked == []
    repairing.track.close()


async def test_sound_is_sent_again_as_it_was() -> None:
    sender, sent, again = Sender("audio", repairs=True), list[bytes](), list[bytes]()
    downtrack = DownTrack(
        "audio", 77, 111, lambda run: sent.extend(h + t for h, t in run), lambda _: None
    )
    rtx_sender = RtxSender(downtrack, 77, lambda run: again.extend(h + t for h, t in run))
    downtrack.attach(sender.track, 1.0)
    sender.send(1, 2, 3, 4)
    rtx_sender.resend([int.from_bytes(sent[1][2:4], "big")], 2.0)
    assert again == [sent[1]]
