"""The demo as `up` makes it: what is opened first, and the rest behind."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from infra.embedded import demo
from infra.embedded.data_folder import DataFolder
from services.gateway.demo.callbacks import TODAY
from services.gateway.demo.office import EMAIL, FIRST
from services.gateway.demo.people.known import everybody
from services.gateway.demo.performances import SEEN
from tests.eventually import eventually
from tests.installation import Installation, Visitor


def _read(log: Path) -> str:
    return log.read_text() if log.exists() else ""


async def _stopped_after(folder: DataFolder, installation: Installation, wanted: str) -> None:
    """Fill the office until its log says something, then stop as Ctrl-C does."""
    log = folder.logs / "demo-fill.log"
    filling = asyncio.create_task(demo.fill(folder, installation.plan.config))
    await eventually(lambda: asyncio.to_thread(_read, log), lambda said: wanted in said, 90)
    filling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await filling


PATIENCE_S = 120
"""Four takes are put together one after the other."""


async def _listed(owner: Visitor, path: str) -> list[Any]:
    page = (await owner.get(f"/api/v1{path}")).json()
    items: list[Any] = page["items"]
    return items


async def _takes_are_played(owner: Visitor) -> None:
    """Four were seen today, a take of each is played and has a picture, and answers are owed."""
    production = next(p for p in await _listed(owner, "/productions") if p["title"] == FIRST)
    sessions = (await owner.get(f"/api/v1/productions/{production['id']}/sessions")).json()
    (today,) = (each["id"] for each in sessions if each["title"] == TODAY)
    place = f"/api/v1/sessions/{today}/takes"
    takes = await eventually(lambda: owner.get(place), _are_finished, PATIENCE_S)
    for take in takes.json():
        for part in ("composite", "thumbnail"):
            assert (await owner.get(f"/takes/{take['id']}/{part}")).status_code == 200
    assert (await owner.get("/today")).text.count("Seen, and not told yet") == 1


def _are_finished(takes: httpx.Response) -> bool:
    return [each["phase"] for each in takes.json()] == ["finished"] * len(SEEN)


@pytest.mark.timeout(300)
async def test_the_office_fills_behind_what_is_opened_first_and_goes_on_where_it_was(
    installation: Installation, tmp_path: Path
) -> None:
    folder = DataFolder(tmp_path)
    folder.logs.mkdir()
    links = await demo.demo_links(folder, installation.plan.config)
    assert len(links) == 6
    kept = folder.demo()
    assert kept
    assert not kept.filled
    async with installation.browser() as owner:
        link = await owner.ask_for_link(EMAIL)
        assert (await owner.post(link, link)).status_code == 303
        assert [each["title"] for each in await _listed(owner, "/productions")] == [FIRST]
        await _stopped_after(folder, installation, "Malvolio")
        await _stopped_after(folder, installation, "portrait added")
        named = [each["name"] for each in await _listed(owner, "/talent?limit=100")]
        assert sorted(named) == sorted(each.fields.name for each in everybody())
        titles = [each["title"] for each in await _listed(owner, "/productions")]
        assert len(set(titles)) == len(titles) == 3  # one more is put aside
        await _takes_are_played(owner)
    kept = folder.demo()
    assert kept
    assert not kept.filled, "the next start goes on with it"
