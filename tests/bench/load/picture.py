"""A camera picture that costs a browser all the bits it may use: coarse noise, always new."""

from pathlib import Path

import numpy as np

WIDTH, HEIGHT, FRAMES_PER_S = 960, 540, 15
_FRAMES, _GRAIN = 30, 12


def write_noise(path: Path) -> None:
    """Write two seconds of YUV4MPEG2, which Chromium plays again and again."""
    random = np.random.default_rng(7)
    flat = np.full((HEIGHT // 2, WIDTH // 2), 128, np.uint8).tobytes() * 2
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FRAMES_PER_S}:1 Ip A1:1 C420\n".encode())
        for _ in range(_FRAMES):
            grains = random.integers(90, 166, (HEIGHT // _GRAIN, WIDTH // _GRAIN), np.uint8)
            picture = np.kron(grains, np.ones((_GRAIN, _GRAIN), np.uint8))
            file.write(b"FRAME\n" + picture.tobytes() + flat)
