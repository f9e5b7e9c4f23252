"""The spool: a dead node's takes are found by the next one, a live one's are left alone."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.rooms.takes.model import Manifest, ParticipantRecording, Take
from services.rooms.takes.recording import spool as spools
from services.rooms.takes.recording.spool import Spool
from shared.ids import AgencyId, ProductionId, RoleId, SessionId, TakeId, new_id


def manifest() -> Manifest:
    take = Take(
        id=TakeId(new_id()),
        agency_id=AgencyId(new_id()),
        session_id=SessionId(new_id()),
        production_id=ProductionId(new_id()),
        role_id=RoleId(new_id()),
        role_name="Nina",
        scene="4",
        number=1,
        phase="recording",
        started_by="person:1",
        started_at=datetime.now(UTC),
    )
    return Manifest(
        take=take, parts=(ParticipantRecording(id=new_id(), who="guest:1", name="Nina"),)
    )


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spools, "STILL_S", -1.0)


def test_a_live_nodes_takes_are_left_alone(tmp_path: Path) -> None:
    live, other = Spool(tmp_path, "live"), Spool(tmp_path, "other")
    live.write(manifest())
    assert other.take_over() == []


def test_a_dead_nodes_takes_are_taken_over_once(tmp_path: Path) -> None:
    dead, left = Spool(tmp_path, "dead"), manifest()
    dead.write(left)
    (dead.folder(left.take.id) / left.parts[0].file).write_bytes(b"film")
    dead.close()
    other, third = Spool(tmp_path, "other"), Spool(tmp_path, "third")
    assert other.take_over() == [left]
    assert third.take_over() == []
    assert (other.folder(left.take.id) / left.parts[0].file).read_bytes() == b"film"


def test_a_file_that_is_being_written_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spools, "STILL_S", 3.0)
    dead, left = Spool(tmp_path, "dead"), manifest()
    dead.write(left)
    dead.close()
    other = Spool(tmp_path, "other")
    assert other.take_over() == []
    long_ago = 1_000_000.0
    os.utime(tmp_path / "dead" / left.take.id.hex / spools.MANIFEST, (long_ago, long_ago))
    assert other.take_over() == [left]


def test_a_take_without_a_manifest_never_was(tmp_path: Path) -> None:
    dead = Spool(tmp_path, "dead")
    dead.folder(TakeId(new_id()))
    dead.close()
    assert Spool(tmp_path, "other").take_over() == []
    assert not (tmp_path / "dead").exists()


def test_an_empty_folder_goes_with_its_node(tmp_path: Path) -> None:
    node, kept = Spool(tmp_path, "node"), manifest()
    node.write(kept)
    node.forget(kept.take.id)
    node.close()
    assert not (tmp_path / "node").exists()
