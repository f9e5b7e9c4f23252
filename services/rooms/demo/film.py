"""A small film made of one picture, which comes nearer, and of a soft tone: VP8 and Opus in WebM,
as a recorder would leave it."""

import io
import math
from array import array
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from PIL import Image

WIDTH, HEIGHT, FRAMES_A_SECOND = 360, 450, 12
LENGTH_S = 5
NEARER = 0.12
"""By so much of its size a picture has come nearer at the end."""
RATE, SAMPLES, LOUDNESS = 48_000, 960, 900
_QUICKLY = {"deadline": "realtime", "cpu-used": "8", "threads": "1"}
"""Of libvpx: several threads wait for each other longer than one encodes."""


def film(path: Path, picture: bytes, tone_hz: float) -> None:
    """Write a film of `LENGTH_S` seconds."""
    still = Image.open(io.BytesIO(picture)).convert("RGB").resize((WIDTH, HEIGHT))
    with av.open(str(path), "w", format="webm") as output:
        video: Any = output.add_stream("libvpx", rate=FRAMES_A_SECOND)
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        video.bit_rate, video.options = 200_000, _QUICKLY
        audio: Any = output.add_stream("libopus", rate=RATE, layout="mono")
        for number in range(LENGTH_S * FRAMES_A_SECOND):
            output.mux(video.encode(_frame(still, number)))
        output.mux(video.encode(None))
        for number in range(LENGTH_S * RATE // SAMPLES):
            output.mux(audio.encode(_sound(number, tone_hz)))
        output.mux(audio.encode(None))


def _frame(still: Image.Image, number: int) -> Any:
    edge = NEARER / 2 * number / (LENGTH_S * FRAMES_A_SECOND)
    box = (edge * WIDTH, edge * HEIGHT, (1 - edge) * WIDTH, (1 - edge) * HEIGHT)
    nearer = still.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR, box=box)
    to_frame: Any = av.VideoFrame.from_image
    frame = to_frame(nearer)
    frame.pts, frame.time_base = number, Fraction(1, FRAMES_A_SECOND)
    return frame


def _sound(number: int, tone_hz: float) -> av.AudioFrame:
    turn = 2 * math.pi * tone_hz / RATE
    first = number * SAMPLES
    wave = (int(LOUDNESS * math.sin((first + n) * turn)) for n in range(SAMPLES))
    frame = av.AudioFrame("s16", "mono", SAMPLES)
    frame.planes[0].update(array("h", wave).tobytes())
    frame.pts, frame.sample_rate, frame.time_base = first, RATE, Fraction(1, RATE)
    return frame
