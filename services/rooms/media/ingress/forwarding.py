"""How a track is forwarded: what a track and its sinks know of each other, and the switch from one
track to another at a keyframe."""

from collections.abc import Callable
from typing import Protocol

from services.rooms.media.rtp.batch import PacketBatch
from services.rooms.media.rtp.clock import SenderClock
from services.rooms.media.rtp.packet import Packet


class TrackSink(Protocol):
    """What a track needs of whatever it is sent on to."""

    @property
    def waiting(self) -> bool: ...
    def forward(self, run: PacketBatch, now: float) -> None: ...
    def pause(self) -> None: ...
    def report(self, now: float) -> None: ...
    def source_ended(self, now: float) -> None: ...


class ForwardedSource(Protocol):
    """What a downtrack needs of a track."""

    latest: Packet | None
    latest_at: float
    clock: SenderClock | None
    skew: float

    def add(self, downtrack: TrackSink) -> None: ...
    def remove(self, downtrack: TrackSink) -> None: ...
    def request_keyframe(self, now: float) -> None: ...
    def cached(self, number: int) -> Packet | None: ...


class LayerSink(Protocol):
    """A sink that shows one of a source's layers, and can change over to another."""

    @property
    def source(self) -> ForwardedSource | None: ...
    def attach(self, source: ForwardedSource | None, now: float) -> None: ...
    def change(self, source: ForwardedSource, now: float) -> None: ...


class PendingSwitch:
    """Waits for the keyframe of a source that is to follow another: `begins` gets its first
    packets. It asks for one, unless the source is to begin by itself."""

    def __init__(
        self,
        source: ForwardedSource,
        begins: Callable[[PacketBatch, float], None],
        now: float,
        *,
        asks: bool = True,
    ) -> None:
        self.source, self.waiting = source, asks
        self._begins = begins
        source.add(self)
        if asks:
            source.request_keyframe(now)

    def forward(self, run: PacketBatch, now: float) -> None:
        for place, packet in enumerate(run.packets):
            if packet.vp8 is not None and packet.vp8.keyframe:
                self.cancel()
                self._begins(PacketBatch.of(run.packets[place:]), now)
                return

    def cancel(self) -> None:
        """Wait no more."""
        self.source.remove(self)

    def source_ended(self, now: float) -> None:
        """The source is no more, before it began."""

    def pause(self) -> None:
        """Nothing was shown of it yet."""

    def report(self, now: float) -> None:
        """Nothing was shown of it yet."""
