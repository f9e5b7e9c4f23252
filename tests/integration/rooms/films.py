"""Recordings as a recorder would leave them: VP8 and Opus in WebM."""

import math
from array import array
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

RATE = 48_000
SAMPLES = 960


def film(path: Path, length_s: float, size: tuple[int, int] = (320, 240)) -> Path:
    """Write a film of a grey picture and a tone."""
    with av.open(str(path), "w", format="webm") as output:
        picture: Any = output.add_stream("libvpx", rate=30)
        picture.width, picture.height = size
        picture.pix_fmt = "yuv420p"
        tone: Any = output.add_stream("libopus", rate=RATE, layout="mono")
        for number in range(int(length_s * 30)):
            output.mux(picture.encode(_picture(number, size)))
        output.mux(picture.encode(None))
        for number in range(int(length_s * RATE / SAMPLES)):
            output.mux(tone.encode(_tone(number)))
        output.mux(tone.encode(None))
    return path


def _picture(number: int, size: tuple[int, int]) -> av.VideoFrame:
    frame = av.VideoFrame(*size, "yuv420p")
    for plane in frame.planes:
        plane.update(bytes([128]) * plane.buffer_size)
    frame.pts, frame.time_base = number, Fraction(1, 30)
    return frame


def _tone(number: int) -> av.AudioFrame:
    frame = av.AudioFrame("s16", "mono", SAMPLES)
    wave = (int(8000 * math.sin((number * SAMPLES + n) * 0.05)) for n in range(SAMPLES))
    frame.planes[0].update(array("h", wave).tobytes())
    frame.pts, frame.sample_rate, frame.time_base = number * SAMPLES, RATE, Fraction(1, RATE)
    return frame
