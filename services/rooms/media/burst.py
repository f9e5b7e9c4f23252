"""Packets that leave together, in runs that one system call can send.

The kernel cuts a run into datagrams of one size, of which only the last may be shorter. Chromium
splits a frame into packets that differ by a byte, the longer ones last; so where a few bytes make
two packets equal, the shorter one is padded (RFC 3550 section 5.1). Streams that came mingled
leave one after the other.
"""

from collections.abc import Sequence

from services.rooms.rtp.packet import PADDED

Rtp = tuple[bytes, bytes]
"""A header and what follows it."""

SSRC = slice(8, 12)
MOST = 40
"""Packets of a run: the kernel takes 64, and 64 KiB."""
SLACK = 3
"""Bytes of padding at most."""


def runs(packets: Sequence[Rtp]) -> list[list[Rtp]]:
    """Cut a burst into runs; packets of a run are equally long, the last may be shorter. Each
    stream stays in order."""
    if _is_run(packets):
        return [list(packets)]
    found: list[list[Rtp]] = []
    run: list[Rtp] = []
    low = high = 0
    for packet in sorted(packets, key=_stream):
        size = len(packet[0]) + len(packet[1])
        padded = packet[0][0] & PADDED
        if run and (padded or size - low > SLACK or len(run) == MOST):
            found.append(_level(run, high))
            run = []
        low, high = (min(low, size), max(high, size)) if run else (size, size)
        run.append(packet)
        if padded or high - size > SLACK:
            found.append(_level(run, high))
            run = []
    if run:
        found.append(_level(run, high))
    return found


def _stream(packet: Rtp) -> bytes:
    return packet[0][SSRC]


def _is_run(packets: Sequence[Rtp]) -> bool:
    if len(packets) < 2:
        return bool(packets)
    *sizes, last = [len(header) + len(tail) for header, tail in packets]
    return len(packets) <= MOST and last <= sizes[0] and len(set(sizes)) == 1


def _level(run: list[Rtp], size: int) -> list[Rtp]:
    """Pad all but the last to `size`."""
    for place, (header, tail) in enumerate(run[:-1]):
        missing = size - len(header) - len(tail)
        if missing:
            run[place] = _padded(header, tail, missing)
    return run


def _padded(header: bytes, tail: bytes, missing: int) -> Rtp:
    first = bytes((header[0] | PADDED,))
    return first + header[1:], tail + bytes(missing - 1) + bytes((missing,))
