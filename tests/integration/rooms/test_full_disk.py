"""A disk that runs full, or is away, while takes are recorded, kept and put together: what was
recorded is never lost, and everyone knows what waits, and why."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import av
import msgspec
import pytest

from services.rooms.room.context import RoomContext
from services.rooms.settings import Settings
from services.rooms.takes import recording_manager
from services.rooms.takes.model import ParticipantRecording, Take
from services.rooms.takes.recording.spool import MANIFEST
from services.rooms.takes.storage import uploader
from tests.eventually import eventually
from tests.integration.rooms import scenes
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.visitor import Gateway, Seen, Visitor

Cameras = Callable[[Visitor], Camera]
MORE_THAN_A_HEADER = 2_000
"""Bytes of a recording in which there is something."""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploader, "LONGEST_PAUSE_S", 0.5)


async def taping(gateway: Gateway, audition: AuditionSession, cameras: Cameras) -> Visitor:
    """Start a take, of which something was recorded; return its host."""
    host, _ = await scenes.on_stage(gateway, audition, cameras)
    seeing = cameras(host)
    await seeing.subscribes()
    await host.says("start_take", role_id=str(audition.role_id), scene="4")
    await host.sees(lambda s: bool(s["take"] and s["take"]["phase"] == "recording"))
    await seeing.sees_and_hears(frames=10)
    return host


def objects_of(settings: Settings) -> Path:
    return Path(urlsplit(settings.object_store_url).path)


def block_notes(spool: Path) -> None:
    """Let no take's manifest be written any more."""
    for manifest in spool.glob(f"*/*/{MANIFEST}"):
        manifest.with_name(f"{MANIFEST}.draft").mkdir()


def phases(state: Seen) -> list[str]:
    return [take["phase"] for take in state["takes"]]


def films(spool: Path) -> list[Path]:
    return list(spool.rglob("*.webm"))


async def sizes(spool: Path) -> list[int]:
    return [film.stat().st_size for film in films(spool)]


async def row(context: RoomContext, audition: AuditionSession) -> dict[str, Any]:
    async with context.database.tenant(audition.agency_id) as tx:
        return dict(await tx.fetchrow("SELECT phase, ended_because, failure FROM take") or {})


async def test_a_reserve_ends_a_running_take_in_good_order_and_says_so(
    gateway: Gateway,
    audition: AuditionSession,
    cameras: Cameras,
    context: RoomContext,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    host = await taping(gateway, audition, cameras)
    monkeypatch.setattr(recording_manager, "LEAST_LEFT", 2**62)
    notice = await host.hears("notice")
    assert (notice["code"], "nearly full" in notice["text"]) == ("take_stopped", True)
    state = await host.sees(lambda s: phases(s) == ["recorded"])
    assert "disk was nearly full" in state["takes"][0]["ended"]
    assert (await row(context, audition))["ended_because"] == "disk_full"
    for film in objects_of(settings).rglob("*.webm"):
        with av.open(str(film)) as file:
            assert file.duration


async def test_keeping_is_tried_until_it_is_done_and_says_that_it_waits(
    gateway: Gateway,
    audition: AuditionSession,
    cameras: Cameras,
    context: RoomContext,
    settings: Settings,
) -> None:
    blocked = objects_of(settings) / audition.agency_id.hex
    blocked.parent.mkdir(exist_ok=True)
    blocked.write_text("where the agency's folder should be")
    try:
        host = await taping(gateway, audition, cameras)
        await host.says("stop_take")
        state = await host.sees(lambda s: any(take["waits"] for take in s["takes"]))
        assert phases(state) == ["storing"]
        found = await eventually(
            lambda: row(context, audition), lambda found: bool(found["failure"])
        )
        assert found["failure"].startswith("It waits to be stored")
    finally:
        blocked.unlink()
    state = await host.sees(lambda s: phases(s) == ["recorded"])
    assert state["takes"][0]["waits"] == ""
    assert (await row(context, audition))["failure"] is None
    assert len(list(objects_of(settings).rglob("*.webm"))) == 2


async def test_a_take_that_cannot_be_noted_is_kept_all_the_same(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras, settings: Settings
) -> None:
    host = await taping(gateway, audition, cameras)
    block_notes(Path(settings.recording_dir))
    await host.says("stop_take")
    await host.sees(lambda s: phases(s) == ["recorded"])


async def test_what_nobody_foresaw_is_tried_again_too(
    gateway: Gateway,
    audition: AuditionSession,
    cameras: Cameras,
    context: RoomContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    host = await taping(gateway, audition, cameras)
    stumbles = iter([ValueError, KeyError])
    put = uploader.TakeUploader._put

    async def stumble(
        self: uploader.TakeUploader, take: Take, parts: tuple[ParticipantRecording, ...]
    ) -> None:
        if error := next(stumbles, None):
            raise error
        await put(self, take, parts)

    monkeypatch.setattr(uploader.TakeUploader, "_put", stumble)
    await host.says("stop_take")
    await host.sees(lambda s: phases(s) == ["recorded"])


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB; only root can make one."""
    folder = tmp_path / "small"
    folder.mkdir()
    made = os.geteuid() == 0 and not subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)], check=False
    ).returncode  # fmt: skip
    if not made:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


class TestOnADiskThatIsReallyFull:
    """Spool and object store lie on it, as they do where one machine has all."""

    @pytest.fixture
    def settings(self, audition: AuditionSession, small_disk: Path, settings: Settings) -> Settings:
        return msgspec.structs.replace(
            settings,
            object_store_url=(small_disk / "objects").as_uri(),
            recording_dir=str(small_disk / "spool"),
        )

    async def test_the_take_ends_and_is_kept_once_there_is_room(
        self,
        gateway: Gateway,
        audition: AuditionSession,
        cameras: Cameras,
        context: RoomContext,
        small_disk: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(recording_manager, "LEAST_FREE", 1 << 20)
        monkeypatch.setattr(recording_manager, "LEAST_LEFT", 1 << 20)
        host = await taping(gateway, audition, cameras)
        await eventually(
            lambda: sizes(small_disk / "spool"),
            lambda found: len(found) == 2 and min(found) > MORE_THAN_A_HEADER,
        )
        filler = small_disk / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(1 << 16))
            except OSError:
                pass
        try:
            state = await host.sees(lambda s: any(take["waits"] for take in s["takes"]))
            assert phases(state) == ["storing"]
            assert "no room on the disk" in state["takes"][0]["waits"]
            assert state["recorder"] == "The recorder's disk is full."
        finally:
            filler.unlink()
        await host.sees(lambda s: phases(s) == ["recorded"])
        assert len(list((small_disk / "objects").rglob("*.webm"))) == 2
        assert shutil.disk_usage(small_disk).free > 1 << 20
