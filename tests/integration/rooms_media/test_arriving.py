"""The room knows whose packets come in, and tells."""

from services.rooms.media.rtp.clock import Kind
from tests.integration.rooms_media.clients import Clapper
from tests.integration.rooms_media.conftest import MediaSession

BOTH = frozenset[Kind](("audio", "video"))


async def test_what_is_sent_is_told_when_it_comes_and_when_it_ends(audition: MediaSession) -> None:
    ana = audition.client("ana")
    await ana.publish(Clapper())
    await audition.until(lambda: audition.arrives.get("ana") == BOTH)
    await ana.close()
    await audition.until(lambda: audition.arrives["ana"] == frozenset())


async def test_a_voice_alone_arrives_alone(audition: MediaSession) -> None:
    voice = Clapper()
    voice.tracks = voice.tracks[:1]
    await audition.client("ana").publish(voice)
    await audition.until(lambda: "ana" in audition.arrives)
    assert audition.arrives["ana"] == {"audio"}


async def test_who_only_listens_sends_nothing(audition: MediaSession) -> None:
    await audition.client("ana").publish(Clapper())
    await audition.client("bob").subscribe(1)
    await audition.until(lambda: audition.arrives.get("ana") == BOTH)
    assert "bob" not in audition.arrives
