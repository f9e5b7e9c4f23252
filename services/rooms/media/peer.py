"""One person's connections in a media room."""

from collections.abc import Set
from dataclasses import dataclass, field

from services.rooms.media.egress.media_slot import MediaSlot
from services.rooms.media.egress.subscriber import Subscriber
from services.rooms.media.ingress.demand import LayerDemand
from services.rooms.media.ingress.publisher import Publisher
from services.rooms.media.model import Layer, PacketSink, PeerState, PeerStats
from services.rooms.media.rtp.clock import Kind

WORST_FIRST = (PeerState.LOST, PeerState.CONNECTING, PeerState.CONNECTED)

Leg = Publisher | Subscriber


@dataclass(slots=True)
class Peer:
    """`state` is what the listener was told last. A leg that was lost stays until it is
    replaced."""

    state: PeerState = PeerState.CONNECTING
    publisher: Publisher | None = None
    subscriber: Subscriber | None = None
    sink: PacketSink | None = None
    audio_open: bool = True
    video_open: bool = True
    armed: bool = False
    """A recording may begin at any moment, in the high layer."""
    arriving: frozenset[Kind] = frozenset()
    """The kinds of which packets come, as last reported to the listener."""
    demand: LayerDemand = field(default_factory=LayerDemand)

    @property
    def legs(self) -> tuple[Leg, ...]:
        return tuple(leg for leg in (self.publisher, self.subscriber) if leg is not None)

    @property
    def slots(self) -> list[MediaSlot]:
        return self.subscriber.slots if self.subscriber is not None else []

    def worst(self) -> PeerState:
        """The state of the connection that is worst off."""
        states = [leg.connection.state for leg in self.legs]
        return next((state for state in WORST_FIRST if state in states), PeerState.CONNECTING)

    def is_connected(self) -> bool:
        return bool(self.legs) and self.worst() is PeerState.CONNECTED

    def prepare(self, now: float) -> None:
        """Bring a new publisher in line with what holds for the peer."""
        if self.publisher is not None:
            self.publisher.permit(now, audio=self.audio_open, video=self.video_open)
            if self.sink is not None:
                self.publisher.record(self.sink, now)

    def active_layers(self, expected: Set[Layer], now: float) -> frozenset[Layer]:
        """The layers of the camera that somebody watches or records; `expected` are those that
        somebody is about to watch."""
        camera = self.publisher.camera if self.publisher is not None else None
        if self.armed:
            expected = expected | {"high"}
        return camera.active_layers(expected, now) if camera is not None else frozenset()

    def stats(self) -> PeerStats:
        return PeerStats(
            state=self.state,
            sending=self.publisher.stats() if self.publisher is not None else (),
            downstream=self.subscriber.stats() if self.subscriber is not None else None,
        )
