"""The media of one room object."""

from collections.abc import Callable

from services.rooms.media.model import PacketSink, PeerState, PeerStats
from services.rooms.media.options import TransportOptions


class MediaRoom:
    """Publishers, viewers and the links between them. Nothing in it can name another room.

    All methods belong to the event loop's thread. `on_change` is called in it, at once, whenever
    a peer's state changes; it must not raise.
    """

    def __init__(
        self, name: str, options: TransportOptions, on_change: Callable[[str, PeerState], None]
    ) -> None:
        raise NotImplementedError

    async def publish(self, peer: str, offer: str) -> str:
        """Answer a client's offer of what it sends (SDP, `sendonly`; candidates not needed).

        The same connection's next offer renegotiates; a new connection's replaces the old one,
        and who watches the peer goes on watching. Raises BadDescription.
        """
        raise NotImplementedError

    async def subscribe(self, peer: str, slots: int) -> str:
        """Offer `slots` pairs of audio and video, stream ids `slot-0`, `slot-1`, …; replaces the
        peer's former subscription. Slots are empty until `show`. Ask for 1 to 32 (ValueError)."""
        raise NotImplementedError

    async def subscribed(self, peer: str, answer: str) -> None:
        """Take the client's answer to `subscribe`. Raises BadDescription, UnknownPeer."""
        raise NotImplementedError

    def show(self, viewer: str, slot: int, source: str | None) -> None:
        """Send `source`'s audio and video into the viewer's slot, or nothing with None.

        It is a standing wish: it holds before the source publishes, across its reconnects, and
        until the source leaves. Raises UnknownPeer (no such viewer), UnknownSlot.
        """
        raise NotImplementedError

    def record(self, peer: str, sink: PacketSink) -> None:
        """Give a copy of all the peer publishes to `sink`, across its reconnects, until
        `stop_recording`; asks for keyframes. Replaces a former sink. Raises UnknownPeer."""
        raise NotImplementedError

    def stop_recording(self, peer: str) -> None:
        """No more packets to the peer's sink; without one, nothing happens."""
        raise NotImplementedError

    def stats(self) -> dict[str, PeerStats]:
        """Every peer that has or had a connection and did not leave."""
        raise NotImplementedError

    async def leave(self, peer: str) -> None:
        """Close both connections of the peer and forget it; reports `PeerState.LEFT`."""
        raise NotImplementedError

    async def close(self) -> None:
        """Everybody leaves; the room cannot be used again."""
        raise NotImplementedError
