"""The room knows whose packets come in, and tells."""

from services.rooms.media import Kind
from tests.integration.rooms_media.clients import Clapper
from tests.integration.rooms_media.conftest import House

BOTH = frozenset[Kind](("audio", "video"))


async def test_what_is_sent_is_told_when_it_comes_and_when_it_ends(house: House) -> None:
    ana = house.client("ana")
    await ana.publish(Clapper())
    await house.until(lambda: house.arrives.get("ana") == BOTH)
    await ana.close()
    await house.until(lambda: house.arrives["ana"] == frozenset())


async def test_a_voice_alone_arrives_alone(house: House) -> None:
    voice = Clapper()
    voice.tracks = voice.tracks[:1]
    await house.client("ana").publish(voice)
    await house.until(lambda: "ana" in house.arrives)
    assert house.arrives["ana"] == {"audio"}


async def test_who_only_listens_sends_nothing(house: House) -> None:
    await house.client("ana").publish(Clapper())
    await house.client("bob").subscribe(1)
    await house.until(lambda: house.arrives.get("ana") == BOTH)
    assert "bob" not in house.arrives
