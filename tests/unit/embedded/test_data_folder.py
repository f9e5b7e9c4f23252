"""What is kept in the folder of `up`: one holder at a time, secrets for one reader."""

import stat
from pathlib import Path

import msgspec
import pytest

from infra.embedded import secrets
from infra.embedded.data_folder import AlreadyRunning, DataFolder, Demo, Link, Running
from infra.embedded.secrets import KeysUnreadable

RUNNING = Running(
    pid=4242,
    public_url="http://localhost:8000",
    mails_url="",
    stripe_url="",
    smtp_url="",
    database_url="",
    redis_url="",
    object_store_url="",
    ready_seconds=1.5,
    programs={"gateway": 4243},
)


def test_a_second_holder_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    with DataFolder(tmp_path).hold():
        with (
            pytest.raises(AlreadyRunning, match="just starting or stopping"),
            DataFolder(tmp_path).hold(),
        ):
            pass
        DataFolder(tmp_path).announce(RUNNING)
        with pytest.raises(AlreadyRunning, match=r"localhost:8000 \(process 4242\)"):
            DataFolder(tmp_path).hold().__enter__()
    with DataFolder(tmp_path).hold():
        assert not (tmp_path / "running.json").exists()


def test_what_is_announced_can_be_read_by_scripts(tmp_path: Path) -> None:
    with DataFolder(tmp_path).hold():
        DataFolder(tmp_path).announce(RUNNING)
        received = (tmp_path / "running.json").read_bytes()
    assert msgspec.json.decode(received, type=Running) == RUNNING


def test_secrets_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    made = secrets.load(file)
    assert secrets.load(file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(set(msgspec.structs.astuple(made))) == len(made.__struct_fields__)


def test_a_secret_that_the_file_lacks_is_added_and_the_others_stay(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    file.write_text('{"ticket_key": "kept"}')
    made = secrets.load(file)
    assert made.ticket_key == "kept"
    assert secrets.load(file) == made


def test_damaged_secrets_are_told(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    file.write_text("{")
    with pytest.raises(KeysUnreadable, match="--fresh starts over"):
        secrets.load(file)


def test_links_of_the_demo_follow_the_house_to_another_address(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    assert folder.demo() is None
    folder.keep_demo(Demo("http://localhost:8000", [Link("Room", "http://localhost:8000/r")]))
    kept = folder.demo()
    assert kept
    assert kept.at("https://192.0.2.7:8000") == [Link("Room", "https://192.0.2.7:8000/r")]


def test_starting_over_forgets_data_and_keeps_the_certificate(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    for kept in (folder.mails, folder.objects, folder.postgres, folder.certificate):
        kept.mkdir()
    secrets.load(folder.keys)
    folder.keep_demo(Demo("http://localhost:8000", []))
    folder.start_over()
    assert folder.demo() is None
    assert [path.name for path in tmp_path.iterdir()] == ["certificate"]
