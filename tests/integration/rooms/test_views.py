"""What each viewer is shown, how large, and what of it is wanted of whom."""

from collections.abc import Callable

from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.scenes import on_stage
from tests.integration.rooms.visitor import Gateway, Seen, Visitor

Cameras = Callable[[Visitor], Camera]


def shown(state: Seen) -> set[tuple[str, str]]:
    return {(slot["who"], slot["what"]) for slot in state["slots"] if slot}


async def test_a_screen_is_shown_beside_its_camera(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    reader = await gateway.visit(audition.on_stage("reader", "Masha"))
    await cameras(host).publishes(screen=True)
    state = await reader.sees(lambda s: s["on_stage"][0]["screen"])
    assert shown(state) == {(host.who, "camera"), (host.who, "screen")}
    await cameras(host).publishes()
    state = await reader.sees(lambda s: not s["on_stage"][0]["screen"])
    assert shown(state) == {(host.who, "camera")}


async def test_two_screens_are_shared_at_once(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    for name in ("Vera", "Petr"):
        await cameras(await gateway.visit(audition.on_stage("host", name))).publishes(screen=True)
    third = await gateway.visit(audition.on_stage("reader", "Masha"))
    assert (await third.asks("publish", sdp="v=0", screen="2"))["code"] == "enough_screens"


async def test_a_slot_without_picture_gets_its_sound(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    host, _ = await on_stage(gateway, audition, cameras)
    seeing = cameras(host)
    await seeing.subscribes()
    await seeing.sees_and_hears()
    await host.says("look", sizes=["none"])
    await host.goes_on()
    await seeing.gets_no_more(
        lambda: seeing.packets - seeing.sound_packets, meanwhile=lambda: seeing.gets_sound(20)
    )
    await host.says("look", sizes=[])
    await seeing.sees_and_hears()


async def test_what_is_wanted_of_a_camera_is_told(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    host, actor = await on_stage(gateway, audition, cameras)
    assert (await actor.hears("wanted"))["sizes"] == []
    await cameras(host).subscribes()
    assert (await actor.hears("wanted"))["sizes"] == ["large"]


async def test_kept_media_is_known_to_who_comes_again(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    await cameras(host).publishes()
    again = await gateway.visit(host.ticket)
    assert next(m for m in again.received if m["type"] == "welcome")["kept"] is True


async def test_quality_is_told_to_hosts_of_all_and_to_others_of_themselves(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    host, actor = await on_stage(gateway, audition, cameras)
    await cameras(host).subscribes()
    people = (await actor.hears("quality"))["people"]
    assert [p["who"] for p in people] == [actor.who]
    while len(people) < 2 or not all(p["up_kbps"] for p in people):
        people = (await host.hears("quality"))["people"]
    assert {p["who"] for p in people} == {host.who, actor.who}
    assert all(1 <= p["score"] <= 5 for p in people)


async def test_who_is_heard_most_is_told_on_stage(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    host, actor = await on_stage(gateway, audition, cameras)
    spoken = await host.hears("speaking")
    assert spoken["who"] in {host.who, actor.who}
