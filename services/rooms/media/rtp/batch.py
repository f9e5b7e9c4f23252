"""Packets of one stream that leave together, in runs that one system call can send.

The kernel cuts a run into datagrams of one size, of which only the last may be shorter. Chromium
splits a frame into packets that differ by a byte, the longer ones last; so where a few bytes make
two packets equal, the shorter one is padded (RFC 3550 section 5.1). Runs are laid out once for all
who watch: what differs between subscribers is as long for each packet of a run.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.rooms.media.rtp.packet import PADDED, Packet

Rtp = tuple[bytes, bytes]
"""A header and what follows it."""

MOST = 40
"""Packets of a run: the kernel takes 64, and 64 KiB."""
SLACK = 3
"""Bytes of padding at most."""


@dataclass(slots=True)
class PacketBatch:
    """At least one packet. Payloads are equally long, the last may be shorter."""

    packets: Sequence[Packet]
    wire_payloads: list[bytes]
    sizes: list[int]
    bytes: int
    """All sizes together."""
    lowest: int
    """The lowest number of all."""

    @classmethod
    def of(cls, packets: Sequence[Packet]) -> "PacketBatch":
        wire_payloads = [packet.wire_payload for packet in packets]
        sizes = [*map(len, wire_payloads)]
        return cls(packets, wire_payloads, sizes, sum(sizes), min(p.number for p in packets))


def runs(packets: Sequence[Packet]) -> list[PacketBatch]:
    """Cut a burst of one stream into runs, in order; packets may be padded for that."""
    if len(packets) == 1:
        return [PacketBatch.of(packets)]
    found: list[PacketBatch] = []
    run: list[Packet] = []
    low = high = 0
    for packet in packets:
        size, padded = len(packet.wire_payload), packet.flags & PADDED
        if run and (padded or size - low > SLACK or not _goes_with(packet, run)):
            found.append(_levelled(run, high))
            run = []
        low, high = (min(low, size), max(high, size)) if run else (size, size)
        run.append(packet)
        if padded or high - size > SLACK:
            found.append(_levelled(run, high))
            run = []
    if run:
        found.append(_levelled(run, high))
    return found


def _goes_with(packet: Packet, run: list[Packet]) -> bool:
    """Whether there is room, and the header will be as long."""
    return len(run) < MOST and (packet.passed_on is None) is (run[0].passed_on is None)


def _levelled(run: list[Packet], size: int) -> PacketBatch:
    """Pad all but the last to `size`."""
    for packet in run[:-1]:
        missing = size - len(packet.wire_payload)
        if missing:
            packet.flags |= PADDED
            packet.wire_payload += bytes(missing - 1) + bytes((missing,))
    return PacketBatch.of(run)
