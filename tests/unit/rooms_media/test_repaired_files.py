"""Files that nobody finished: cut off anywhere, they are made whole up to their last cluster."""

from pathlib import Path

import av
import pytest

from services.rooms.takes.container import ebml
from services.rooms.takes.recording.muxer import Muxer
from services.rooms.takes.storage.repair import Repaired, repaired
from tests.unit.rooms_media.films import Film, film

START = 500.0
SECONDS = 6


@pytest.fixture(scope="module")
def shot(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A finished recording of six seconds, a keyframe every two."""
    path = tmp_path_factory.mktemp("shot") / "whole.webm"
    muxer = Muxer.begin(path, START)
    for at, kind, data in film(seconds=SECONDS):
        muxer.packet(kind, data, START + at)
    muxer.finish(1, START + SECONDS)
    return path.read_bytes()


def test_a_finished_file_is_left_as_it_was(tmp_path: Path, shot: bytes) -> None:
    path = tmp_path / "a.webm"
    path.write_bytes(shot)
    assert repaired(path) == Repaired(SECONDS * 1000, 64, 48, len(shot))
    assert path.read_bytes() == shot


@pytest.mark.parametrize("part", [0.3, 0.5, 0.71, 0.9])
def test_what_is_torn_goes_and_the_rest_can_be_searched(
    tmp_path: Path, shot: bytes, part: float
) -> None:
    path = tmp_path / "a.webm"
    path.write_bytes(shot[: int(len(shot) * part)])
    found = repaired(path)
    assert (found.width, found.height, found.bytes) == (64, 48, path.stat().st_size)
    seen = Film.read(path)
    assert seen.errors == 0
    assert seen.duration == pytest.approx(found.duration_ms / 1000)
    assert max(*seen.pictures, *seen.sounds) == pytest.approx(found.duration_ms / 1000, abs=0.1)
    with av.open(str(path)) as file:
        file.seek(found.duration_ms * 1000, backward=True)
        assert next(packet for packet in file.demux(video=0)).is_keyframe


def test_wherever_it_was_cut_what_was_mended_once_needs_no_more(
    tmp_path: Path, shot: bytes
) -> None:
    """Also between two frames, where only the length of the cluster tells that more was to come."""
    path, middle = tmp_path / "a.webm", len(shot) // 2
    for length in range(middle, middle + 500):
        path.write_bytes(shot[:length])
        found, whole = repaired(path), path.read_bytes()
        assert repaired(path) == found
        assert path.read_bytes() == whole


def test_there_is_nothing_to_save_of_a_file_without_a_cluster(tmp_path: Path, shot: bytes) -> None:
    path = tmp_path / "a.webm"
    for length in (0, 20, 400):
        path.write_bytes(shot[:length])
        assert repaired(path) == Repaired()


def test_what_lies_before_a_damaged_place_is_kept(tmp_path: Path, shot: bytes) -> None:
    path, place = tmp_path / "a.webm", shot.find(ebml.identifier(ebml.CLUSTER), len(shot) // 2)
    path.write_bytes(shot[: place + 19] + b"\xff" * 9 + shot[place + 28 :])
    assert 2000 < repaired(path).duration_ms < 4000
    assert Film.read(path).errors == 0


def test_garbage_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.webm"
    path.write_bytes(bytes(range(256)) * 40)
    assert repaired(path) == Repaired()
