"""What one peer sends reaches who is shown it, and nobody else."""

import socket

import pytest

from services.rooms.media.errors import BadDescription, UnknownPeer, UnknownSlot
from services.rooms.media.model import PeerState, Source
from tests.integration.rooms_media.clients import Clapper, Loss
from tests.integration.rooms_media.conftest import MediaSession


async def test_picture_and_sound_reach_the_slot(audition: MediaSession) -> None:
    ana, bob = audition.client("ana"), audition.client("bob")
    await ana.publish(Clapper())
    await bob.subscribe(2)
    audition.room.show("bob", 1, Source("ana"))
    await bob.picture(1, lambda brightness: brightness > 200)
    await bob.sound(1, lambda loudness: loudness > 4000)
    stats = audition.room.stats()
    assert [track.kind for track in stats["ana"].sending] == ["audio", "video"]
    assert stats["bob"].downstream is not None
    assert stats["bob"].downstream.packets > 0


async def test_a_wish_made_before_its_source_comes_is_granted(audition: MediaSession) -> None:
    bob, ana = audition.client("bob"), audition.client("ana")
    await bob.subscribe(1)
    audition.room.show("bob", 0, Source("ana"))
    await audition.hears("bob", PeerState.CONNECTED)
    await ana.publish(Clapper())
    await bob.picture(0)


async def test_a_camera_starts_while_who_will_watch_it_connects(audition: MediaSession) -> None:
    await audition.client("ana").publish(Clapper())
    await audition.room.subscribe("bob", 1)
    audition.room.show("bob", 0, Source("ana"))
    assert audition.sizes["ana"] == {"high"}
    await audition.room.leave("bob")
    await audition.until(lambda: audition.sizes["ana"] == frozenset())


async def test_a_slot_shows_one_source_after_the_other(audition: MediaSession) -> None:
    dark, light, bob = audition.client("dark"), audition.client("light"), audition.client("bob")
    await dark.publish(Clapper(shade=20))
    await light.publish(Clapper(shade=140))
    await bob.subscribe(1)
    for source, low, high in (("dark", 0, 60), ("light", 110, 170), ("dark", 0, 60)):
        audition.room.show("bob", 0, Source(source))
        await bob.picture(0, lambda seen, low=low, high=high: low <= seen <= high)  # type: ignore[misc]


async def test_who_reloads_is_seen_again_without_being_asked_for(audition: MediaSession) -> None:
    ana, bob = audition.client("ana"), audition.client("bob")
    await ana.publish(Clapper(shade=20))
    await bob.subscribe(1)
    audition.room.show("bob", 0, Source("ana"))
    await bob.picture(0, lambda brightness: brightness < 60)
    await ana.publish(Clapper(shade=140))
    await bob.picture(0, lambda brightness: 110 < brightness < 170)
    assert PeerState.LOST not in [state for peer, state in audition.received if peer == "ana"]


async def test_who_subscribes_again_keeps_the_wishes(audition: MediaSession) -> None:
    ana, bob = audition.client("ana"), audition.client("bob")
    await ana.publish(Clapper())
    await bob.subscribe(1)
    audition.room.show("bob", 0, Source("ana"))
    await bob.picture(0)
    await bob.subscribe(1)
    await bob.picture(0)


async def test_a_slot_that_shows_nothing_gets_nothing(audition: MediaSession) -> None:
    ana, bob, carl = audition.client("ana"), audition.client("bob"), audition.client("carl")
    await ana.publish(Clapper())
    await bob.subscribe(1)
    audition.room.show("bob", 0, Source("ana"))
    await bob.picture(0)
    await carl.subscribe(1)
    audition.room.show("carl", 0, Source("ana"))
    audition.room.show("bob", 0, None)
    before = audition.room.stats()["bob"].downstream
    for _ in range(10):
        await carl.picture(0)
    after = audition.room.stats()["bob"].downstream
    assert before
    assert after
    assert (after.packets, after.bytes) == (before.packets, before.bytes)


async def test_what_the_publisher_loses_is_asked_for_again(audition: MediaSession) -> None:
    ana, bob = audition.client("ana"), audition.client("bob")
    await ana.publish(Clapper())
    await audition.hears("ana", PeerState.CONNECTED)
    assert ana.publishing is not None
    loss = Loss(ana.publishing, 7, incoming=False)
    await bob.subscribe(1)
    audition.room.show("bob", 0, Source("ana"))
    for _ in range(60):
        await bob.picture(0)
    assert loss.dropped > 5


async def test_what_the_viewer_loses_is_sent_again(audition: MediaSession) -> None:
    ana, bob = audition.client("ana"), audition.client("bob")
    await ana.publish(Clapper())
    await bob.subscribe(1)
    await audition.hears("bob", PeerState.CONNECTED)
    assert bob.downstream is not None
    loss = Loss(bob.downstream, 7, incoming=True)
    audition.room.show("bob", 0, Source("ana"))
    for _ in range(60):
        await bob.picture(0)
    downstream = audition.room.stats()["bob"].downstream
    assert loss.dropped > 5
    assert downstream is not None
    assert downstream.retransmitted > 0


async def test_a_client_that_says_goodbye_is_lost_at_once(audition: MediaSession) -> None:
    ana = audition.client("ana")
    await ana.publish(Clapper())
    await audition.hears("ana", PeerState.CONNECTED)
    await ana.close()
    await audition.hears("ana", PeerState.LOST)


async def test_a_client_that_vanishes_is_noticed(audition: MediaSession) -> None:
    ana, bob = audition.client("ana"), audition.client("bob")
    await ana.publish(Clapper())
    await bob.subscribe(1)
    for peer in ("ana", "bob"):
        await audition.hears(peer, PeerState.CONNECTED)
    ana.vanish()
    bob.vanish()
    for peer in ("ana", "bob"):
        await audition.hears(peer, PeerState.LOST)


async def test_a_client_that_never_answers_is_given_up(audition: MediaSession) -> None:
    await audition.room.subscribe("bob", 1)
    await audition.hears("bob", PeerState.LOST)


async def test_who_leaves_is_forgotten(audition: MediaSession) -> None:
    ana, bob = audition.client("ana"), audition.client("bob")
    await ana.publish(Clapper())
    await bob.subscribe(1)
    audition.room.show("bob", 0, Source("ana"))
    await audition.room.leave("ana")
    assert ("ana", PeerState.LEFT) in audition.received
    assert set(audition.room.stats()) == {"bob"}
    await audition.room.leave("ana")


async def test_garbage_on_the_port_is_ignored(audition: MediaSession) -> None:
    ana, bob = audition.client("ana"), audition.client("bob")
    await ana.publish(Clapper())
    await bob.subscribe(1)
    audition.room.show("bob", 0, Source("ana"))
    await bob.picture(0)
    assert ana.publishing is not None
    [candidate] = [
        line.split() for line in ana.publishing.remoteDescription.sdp.splitlines() if "typ" in line
    ][:1]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        for first in range(256):
            for size in (0, 1, 20, 1200):
                stranger.sendto(bytes([first] * size), (candidate[4], int(candidate[5])))
    for _ in range(30):
        await bob.picture(0)


async def test_nonsense_leaves_the_room_as_it_is(audition: MediaSession) -> None:
    with pytest.raises(BadDescription):
        await audition.room.publish("eve", "v=0 nonsense")
    await audition.room.subscribe("eve", 1)
    with pytest.raises(BadDescription):
        await audition.room.subscribed("eve", "v=0 nonsense")
    with pytest.raises(UnknownSlot):
        audition.room.show("eve", 1, None)
    with pytest.raises(UnknownPeer):
        audition.room.show("nobody", 0, None)
    with pytest.raises(UnknownPeer):
        await audition.room.subscribed("nobody", "")
    with pytest.raises(ValueError, match="1 to 32 slots"):
        await audition.room.subscribe("eve", 33)
