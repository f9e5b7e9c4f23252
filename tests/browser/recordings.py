"""Looks into a recorded file by decoding all of it."""

import io
from typing import NamedTuple

import av
import numpy as np


class Decoded(NamedTuple):
    """What a file holds. Times are in seconds from the file's start."""

    frames: int
    samples: int
    video: tuple[float, float]
    audio: tuple[float, float]
    loudest: int

    @property
    def seconds(self) -> float:
        return max(self.video[1], self.audio[1])


def decode(content: bytes) -> Decoded:
    """Decode both tracks of a WebM file."""
    with av.open(io.BytesIO(content), "r") as file:
        video, audio, loudest, samples = [], [], 0, 0
        for frame in file.decode(video=0, audio=0):
            if isinstance(frame, av.VideoFrame) and frame.time is not None:
                video.append(frame.time)
            if isinstance(frame, av.AudioFrame) and frame.time is not None:
                audio.append((frame.time, frame.time + frame.samples / frame.sample_rate))
                samples += frame.samples
                loudest = max(loudest, int(np.abs(frame.to_ndarray()).max() * 32768))
    return Decoded(len(video), samples, (video[0], video[-1]), (audio[0][0], audio[-1][1]), loudest)
