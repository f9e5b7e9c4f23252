"""Viewers of what Ana sends: what is forwarded to them says how far a take is."""

from services.rooms.media.model import Source
from tests.integration.rooms_media.clients import Client
from tests.integration.rooms_media.conftest import MediaSession


async def watching(audition: MediaSession) -> Client:
    """Return a viewer who is shown Ana."""
    bob = audition.client("bob")
    await bob.subscribe(1)
    audition.room.show("bob", 0, Source("ana"))
    return bob


async def goes_on(audition: MediaSession, subscriber: Client) -> None:
    """Wait until as much again is forwarded to a viewer as makes a second of live pictures."""
    first = audition.room.stats()[subscriber.name].downstream
    now = first
    while first is None or now is None or now.packets < first.packets + 60:
        await subscriber.picture(0)
        now = audition.room.stats()[subscriber.name].downstream
