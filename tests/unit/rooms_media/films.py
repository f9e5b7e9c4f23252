"""Films as RTP packets, and files judged by decoding them."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av

from services.rooms.media.rtp.clock import Kind
from tests.unit.rooms_media.making import rtp

Packets = list[tuple[float, Kind, bytes]]
"""Seconds, kind and bytes of each packet, in the order they are sent."""
FPS, LARGEST = 30, 500


def film(
    *,
    seconds: int,
    ssrc: int = 1,
    number: int = 65_500,
    timestamp: int = (1 << 32) - 9000,
    size: tuple[int, int] = (64, 48),
) -> Packets:
    """Encoded pictures with a keyframe every two seconds, and a hum. Numbers and timestamps wrap
    soon after the beginning."""
    packets: Packets = []
    for n, frame in enumerate(_pictures(seconds * FPS, size)):
        parts = [frame[at : at + LARGEST] for at in range(0, len(frame), LARGEST)]
        for place, part in enumerate(parts):
            payload = (b"\x10" if place == 0 else b"\x00") + part
            last = place == len(parts) - 1
            moment = timestamp + n * 3000
            data = rtp(number, payload, timestamp=moment, marker=last, ssrc=ssrc)
            packets.append((n / FPS, "video", data))
            number += 1
    for n in range(seconds * 50):
        data = rtp(n + 65_500, b"\xfc\xff\xfe", timestamp=timestamp + n * 960, ssrc=ssrc + 1)
        packets.append((n / 50, "audio", data))
    return sorted(packets, key=lambda packet: packet[0])


def _pictures(count: int, size: tuple[int, int]) -> list[bytes]:
    encoder = av.CodecContext.create("libvpx", "w")
    assert isinstance(encoder, av.VideoCodecContext)
    (encoder.width, encoder.height), encoder.pix_fmt = size, "yuv420p"
    encoder.time_base, encoder.gop_size = Fraction(1, FPS), 2 * FPS
    encoder.options = {"deadline": "realtime", "cpu-used": "-6", "lag-in-frames": "0"}
    frames = []
    for n in range(count):
        frame = av.VideoFrame(*size, "yuv420p")
        for plane in frame.planes:
            plane.update(bytes((n * 5 + place) % 256 for place in range(plane.buffer_size)))
        frame.pts = n
        frames += [bytes(packet) for packet in encoder.encode(frame)]
    return frames


@dataclass(frozen=True)
class Film:
    """A decoded file: its length by its own words, the time of each frame, failed frames."""

    duration: float | None
    pictures: list[float]
    sounds: list[float]
    errors: int

    @classmethod
    def read(cls, path: Path) -> "Film":
        times: dict[str, list[float]] = {"video": [], "audio": []}
        errors = 0
        with av.open(str(path)) as file:
            for packet in file.demux():
                frames: list[object] = []
                try:
                    frames = list(packet.decode())
                except av.FFmpegError:
                    errors += 1
                for frame in frames:
                    assert isinstance(frame, av.VideoFrame | av.AudioFrame)
                    times[packet.stream.type].append(float(frame.time or 0))
            duration = file.duration / av.time_base if file.duration else None
        return cls(duration, times["video"], times["audio"], errors)
