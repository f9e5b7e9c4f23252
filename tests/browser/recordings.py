"""Looks into a recorded file by decoding all of it."""

import io
from typing import NamedTuple

import av


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
    with av.open(io.BytesIO(content)) as file:
        video, audio, loudest, samples = [], [], 0, 0
        for frame in file.decode(video=0, audio=0):
            assert frame.time is not None
            if isinstance(frame, av.VideoFrame):
                video.append(frame.time)
            else:
                assert isinstance(frame, av.AudioFrame)
                audio.append((frame.time, frame.time + frame.samples / frame.sample_rate))
                samples += frame.samples
                loudest = max(loudest, int(abs(frame.to_ndarray() * 32768).max()))
    return Decoded(len(video), samples, (video[0], video[-1]), (audio[0][0], audio[-1][1]), loudest)
