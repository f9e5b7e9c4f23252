"""RTCP as it is sent and read here (RFC 3550 section 6, RFC 4585, REMB draft)."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_PSFB_PLI,
    RTCP_RTPFB,
    RTCP_RTPFB_NACK,
    AnyRtcpPacket,
    RtcpPacket,
    RtcpPsfbPacket,
    RtcpReceiverInfo,
    RtcpRrPacket,
    RtcpSenderInfo,
    RtcpSrPacket,
    pack_remb_fci,
    pack_rtcp_packet,
)

NTP_EPOCH = 2_208_988_800
"""Seconds from 1900 to 1970 (RFC 5905)."""
MOST_REPORTS = 31
TRANSPORT_FEEDBACK = 15
"""The format of a transport-wide feedback message."""
PAIR = struct.Struct("!HH")


@dataclass(frozen=True, slots=True)
class TransportFeedback:
    """When packets of the whole connection came; `body` is what follows the two SSRCs."""

    body: bytes


def parse(data: bytes) -> Sequence[AnyRtcpPacket | TransportFeedback]:
    """The packets of one compound datagram; none when any of it is malformed."""
    packets: list[AnyRtcpPacket | TransportFeedback] = []
    try:
        for part in _parts(data):
            if part[1] == RTCP_RTPFB and part[0] & 0x1F == TRANSPORT_FEEDBACK:
                packets.append(TransportFeedback(part[12:]))
            else:
                packets.extend(RtcpPacket.parse(part))
    except (ValueError, IndexError, struct.error):
        return ()
    return packets


def _parts(data: bytes) -> Iterator[bytes]:
    while data:
        size = 4 + 4 * int.from_bytes(data[2:4], "big")
        if len(data) < size:
            raise ValueError("RTCP that is cut off")
        yield data[:size]
        data = data[size:]


def middle(ntp: float) -> int:
    """The middle 32 bits of a moment, as receiver reports repeat it (RFC 3550 section 6.4.1)."""
    return int(ntp * 0x10000) & 0xFFFFFFFF


def receiver_report(own: int, reports: Sequence[RtcpReceiverInfo]) -> bytes:
    return bytes(RtcpRrPacket(own, list(reports[:MOST_REPORTS])))


def sender_report(ssrc: int, ntp: float, rtp: int, packets: int, octets: int) -> bytes:
    """`ntp` in seconds since 1900, `rtp` in ticks of the stream sent."""
    info = RtcpSenderInfo(
        int(ntp * 2**32), rtp & 0xFFFFFFFF, packets & 0xFFFFFFFF, octets & 0xFFFFFFFF
    )
    return bytes(RtcpSrPacket(ssrc, info))


def picture_loss(own: int, ssrc: int) -> bytes:
    return bytes(RtcpPsfbPacket(RTCP_PSFB_PLI, own, ssrc))


def highest_bitrate(own: int, bitrate: int, ssrcs: list[int]) -> bytes:
    """Bits per second that the sender of `ssrcs` may use in all (REMB)."""
    return bytes(RtcpPsfbPacket(RTCP_PSFB_APP, own, 0, pack_remb_fci(bitrate, ssrcs)))


def negative_acknowledgement(own: int, ssrc: int, numbers: Iterable[int]) -> bytes:
    """Ask for extended sequence `numbers`, ascending (RFC 4585 section 6.2.1)."""
    pairs: list[tuple[int, int]] = []
    for number in numbers:
        ahead = number - pairs[-1][0] - 1 if pairs else 16
        if ahead < 16:
            pairs[-1] = (pairs[-1][0], pairs[-1][1] | 1 << ahead)
        else:
            pairs.append((number, 0))
    asked = b"".join(PAIR.pack(number & 0xFFFF, bits) for number, bits in pairs)
    return pack_rtcp_packet(RTCP_RTPFB, RTCP_RTPFB_NACK, struct.pack("!II", own, ssrc) + asked)
