"""Composites of real small films: late pictures, no picture, no sound, turned phones, damage."""

import random
from pathlib import Path

import av
import pytest

from services.rooms.takes.postprocess.composer import picture_of
from services.rooms.takes.postprocess.composite import ComposedRecording, compose
from tests.integration.rooms.films import film

LENGTH_S = 1.0


def composed(tmp_path: Path, *files: Path) -> tuple[int, int, float]:
    """Return width, height and seconds of the composite."""
    arrived: list[int] = []
    target = str(tmp_path / "composite.webm")
    compose(
        [ComposedRecording(str(file), file.stem) for file in files],
        target,
        LENGTH_S,
        arrived.append,
    )
    assert arrived == sorted(arrived)
    with av.open(target) as whole:
        picture = whole.streams.video[0]
        last = [frame.time or 0.0 for frame in whole.decode(video=0)][-1]
        assert len(whole.streams.audio) == 1
        return picture.width, picture.height, last


@pytest.mark.parametrize(("people", "size"), [(1, (640, 360)), (2, (1280, 360)), (4, (1280, 720))])
def test_everyone_is_side_by_side(tmp_path: Path, people: int, size: tuple[int, int]) -> None:
    files = [film(tmp_path / f"{n}.webm", LENGTH_S) for n in range(people)]
    width, height, last = composed(tmp_path, *files)
    assert (width, height) == size
    assert abs(last - LENGTH_S) < 0.3


def test_a_phone_held_upright_fits(tmp_path: Path) -> None:
    upright = film(tmp_path / "a.webm", LENGTH_S, (240, 320))
    assert composed(tmp_path, upright)[:2] == (640, 360)


def test_damaged_files_do_not_stop_the_others(tmp_path: Path) -> None:
    whole, cut, bent = (film(tmp_path / f"{name}.webm", LENGTH_S) for name in "abc")
    content = cut.read_bytes()
    cut.write_bytes(content[: len(content) // 2])
    bent.write_bytes(_bent(bent.read_bytes()))
    assert abs(composed(tmp_path, whole, cut, bent)[2] - LENGTH_S) < 0.3


def _bent(content: bytes) -> bytes:
    """Change a few bytes in the middle, always the same."""
    some, third = bytearray(content), len(content) // 3
    chance = random.Random(0)  # one that is known to damage two packets
    for _ in range(40):
        some[chance.randrange(third, 2 * third)] = chance.randrange(256)
    return bytes(some)


def test_a_thumbnail_is_a_jpeg(tmp_path: Path) -> None:
    picture = picture_of(str(film(tmp_path / "a.webm", LENGTH_S)))
    assert picture[:2] == b"\xff\xd8"
    assert picture[-2:] == b"\xff\xd9"
