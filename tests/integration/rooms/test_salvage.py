"""A node that ends in the middle of a take, told to or killed: the take is kept all the same."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import av

from services.rooms.settings import Settings
from shared import tenancy
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.eventually import eventually
from tests.integration.rooms.house import House
from tests.integration.rooms.process import running
from tests.integration.rooms.visitor import Gateway, Visitor

Cameras = Callable[[Visitor], Camera]


async def taping(gateway: Gateway, house: House, cameras: Cameras) -> Visitor:
    """Return the host of a take that runs for some seconds already."""
    host = await gateway.visit(house.on_stage("host", "Vera"))
    await cameras(host).publishes()
    await host.says("consent", agreed=True, statement="2026-11")
    await host.says("start_take", role_id=str(house.role_id), scene="4")
    await host.sees(lambda s: bool(s["take"]))
    watcher = await gateway.visit(house.on_stage("decision_maker", "Olga"))
    seeing = cameras(watcher)
    await seeing.subscribes()
    await seeing.sees_and_hears(frames=75)
    return host


async def test_a_node_that_is_told_to_stop_stores_its_take_first(
    settings: Settings, house: House, cameras: Cameras
) -> None:
    async with Gateway(house.redis_url) as gateway, running(settings, "serve") as node:
        host = await taping(gateway, house, cameras)
        node.terminate()
        assert (await host.ends()).code == 4503
        assert await node.wait() == 0
    assert (await stored(house))["phase"] == "recorded"
    assert left_in(settings) == []


async def test_a_take_outlives_its_node(settings: Settings, house: House, cameras: Cameras) -> None:
    async with Gateway(house.redis_url) as gateway, running(settings, "serve") as first:
        await taping(gateway, house, cameras)
        first.kill()
        await first.wait()
    async with running(settings, "serve"):
        take = await eventually(lambda: stored(house), lambda take: take["phase"] == "recorded")
    folder = Path(urlsplit(settings.object_store_url).path)
    with av.open(str(folder / take["object_key"])) as film:
        assert film.duration is not None
        assert film.duration / av.time_base > 1
        assert {s.type for s in film.streams} == {"video", "audio"}
    assert left_in(settings) == []


def left_in(settings: Settings) -> list[Path]:
    return list(Path(settings.spool_dir).glob("*/*/*"))


async def stored(house: House) -> dict[str, Any]:
    database = await tenancy.connect(house.rooms_url, "rooms", size=1)
    async with database.tenant(house.agency_id) as tx:
        row = await tx.fetchrow(
            "SELECT phase, object_key FROM take JOIN recording ON take_id = take.id"
        )
    await database.close()
    return dict(row or {"phase": None})
