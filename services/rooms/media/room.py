"""The media of one room object."""

import asyncio
import time

from aiortc import RTCCertificate

from services.rooms.media.egress.subscriber import Subscriber
from services.rooms.media.errors import UnknownPeer
from services.rooms.media.ingress.demand import LayerDemand
from services.rooms.media.ingress.keyframes import KeyframeThrottle
from services.rooms.media.ingress.publisher import Publisher
from services.rooms.media.model import Layer, Listener, PacketSink, PeerState, PeerStats, Source
from services.rooms.media.notifier import Notifier
from services.rooms.media.peer import Leg, Peer
from services.rooms.media.sdp.description import read_description
from services.rooms.media.transport.options import TransportOptions

PULSE = 0.1
"""Seconds between checks of who is gone, what was asked in vain and what is to be reported."""
SUBSCRIBERS_EVERY = 3
"""Pulses between checks of what subscribers' connections bear."""


class MediaRoom:
    """Publishers, subscribers and the downtracks between them. Nothing in it can name another room.

    All methods belong to the event loop's thread."""

    def __init__(self, name: str, options: TransportOptions, listener: Listener) -> None:
        self.name = name
        self._options, self._listener = options, listener
        self._throttle = KeyframeThrottle()
        self._pulses = 0
        self._certificate = RTCCertificate.generateCertificate()
        self._peers: dict[str, Peer] = {}
        self._notifier = Notifier(listener, self._peers)
        self._closing: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None

    async def publish(self, peer: str, offer: str, screen: str | None = None) -> str:
        """Answer a client's offer of what it sends (SDP, `sendonly`; candidates not needed); the
        section with the identification `screen` carries a screen.

        The same connection's next offer renegotiates; a new connection's replaces the old one,
        and who watches the peer goes on watching. Raises BadDescription, and OSError when no UDP
        port is left.
        """
        read = read_description(offer, "offer")
        old = self._peers[peer].publisher if peer in self._peers else None
        publisher = old if old is not None and old.answers(read) else self._publisher(peer)
        entry = self._entry(peer)
        entry.publisher = publisher
        answer = publisher.answer(read, screen)
        entry.prepare(time.monotonic())
        entry.demand = LayerDemand()
        self._reattach(peer)
        if old is not None and old is not publisher:
            self._dismiss(old)
        self._changed(peer)
        return answer

    async def subscribe(self, peer: str, slots: int) -> str:
        """Offer `slots` pairs of audio and video, stream ids `slot-0`, `slot-1`, …; replaces the
        peer's former subscription, and keeps its requests. Slots are empty until `show`. Raises
        ValueError for fewer than 1 or more than 32, OSError when no UDP port is left."""
        subscriber = Subscriber(
            slots, self._options, self._certificate, lambda _: self._changed(peer)
        )
        entry = self._entry(peer)
        old, entry.subscriber = entry.subscriber, subscriber
        if old is not None:
            for slot, former in zip(subscriber.slots, old.slots, strict=False):
                slot.requested, slot.layer = former.requested, former.layer
            self._dismiss(old)
        self._changed(peer)
        return subscriber.offer()

    async def subscribed(self, peer: str, answer: str) -> None:
        """Take the client's answer to `subscribe`. Raises BadDescription, UnknownPeer."""
        self._subscriber(peer).accept(answer)

    def show(
        self, subscriber: str, slot: int, source: Source | None, layer: Layer | None = "high"
    ) -> None:
        """Send `source` into the subscriber's slot, or nothing with None; its picture in that layer
        at most, and no picture with None.

        It is a standing request: it holds before the source publishes, across its reconnects, and
        until the source leaves. Raises UnknownPeer (no such subscriber), UnknownSlot.
        """
        chosen = self._subscriber(subscriber).slot(slot)
        chosen.requested, chosen.layer = source, layer
        self._downtrack(self._subscriber(subscriber), slot)
        self._notifier.notify_layers(time.monotonic())

    def permit(self, peer: str, *, audio: bool, video: bool) -> None:
        """Set which kinds of what the peer publishes may be forwarded and recorded, now and across
        its reconnects; both until said otherwise. Nothing happens without the peer."""
        entry = self._entry(peer)
        entry.audio_open, entry.video_open = audio, video
        entry.prepare(time.monotonic())

    def is_connected(self, peer: str) -> bool:
        """Whether the peer has connections, and all of them hold."""
        return peer in self._peers and self._peers[peer].is_connected()

    def arm(self, peer: str, *, on: bool) -> None:
        """Whether a recording of the peer may begin at any moment: then the high layer is requested
        though nobody watches, so that it begins with that. Nothing happens without the peer."""
        self._entry(peer).armed = on
        self._notifier.notify_layers(time.monotonic())

    def record(self, peer: str, sink: PacketSink) -> None:
        """Give a copy of all the peer publishes to `sink`, across its reconnects, until
        `stop_recording`; asks for keyframes. Replaces a former sink. Raises UnknownPeer."""
        if peer not in self._peers:
            raise UnknownPeer
        self._record(peer, sink)

    def stop_recording(self, peer: str) -> None:
        """No more packets to the peer's sink; without one, nothing happens."""
        if peer in self._peers:
            self._record(peer, None)

    def stats(self) -> dict[str, PeerStats]:
        """Every peer that has or had a connection and did not leave."""
        return {name: entry.stats() for name, entry in self._peers.items()}

    async def leave(self, peer: str) -> None:
        """Close both connections of the peer and forget it; reports `PeerState.LEFT`."""
        entry = self._peers.pop(peer, None)
        if entry is None:
            return
        for other in self._peers.values():
            for slot in other.slots:
                if slot.requested is not None and slot.requested.peer == peer:
                    slot.requested = None
        for leg in entry.legs:
            await leg.close()
        self._listener.state_changed(peer, PeerState.LEFT)

    async def close(self) -> None:
        """Everybody leaves; the room cannot be used again."""
        for peer in list(self._peers):
            await self.leave(peer)
        if self._timer is not None:
            self._timer.cancel()
        if self._closing:
            await asyncio.wait(self._closing)

    def _entry(self, peer: str) -> Peer:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(PULSE, self._pulse)
        return self._peers.setdefault(peer, Peer())

    def _publisher(self, peer: str) -> Publisher:
        def changed(_: PeerState) -> None:
            self._changed(peer)

        return Publisher(self._options, self._certificate, changed, self._throttle)

    def _subscriber(self, peer: str) -> Subscriber:
        entry = self._peers.get(peer)
        if entry is None or entry.subscriber is None:
            raise UnknownPeer
        return entry.subscriber

    def _downtrack(self, subscriber: Subscriber, place: int) -> None:
        requested = subscriber.slots[place].requested
        source = self._peers.get(requested.peer) if requested is not None else None
        subscriber.show(place, source.publisher if source is not None else None, time.monotonic())

    def _reattach(self, source: str) -> None:
        """Show the source wherever it is requested."""
        for entry in self._peers.values():
            for place, slot in enumerate(entry.slots):
                if (
                    slot.requested is not None
                    and slot.requested.peer == source
                    and entry.subscriber is not None
                ):
                    self._downtrack(entry.subscriber, place)

    def _record(self, peer: str, sink: PacketSink | None) -> None:
        entry = self._peers[peer]
        entry.sink = sink
        if entry.publisher is not None:
            entry.publisher.record(sink, time.monotonic())

    def _changed(self, peer: str) -> None:
        entry = self._peers.get(peer)
        if entry is None:
            return
        if (
            entry.subscriber is not None
            and entry.subscriber.connection.state is PeerState.CONNECTED
        ):
            for place in range(len(entry.subscriber.slots)):
                self._downtrack(entry.subscriber, place)
        for leg in entry.legs:
            if leg.connection.state is PeerState.LOST:
                self._dismiss(leg)
        state = entry.worst()
        if state is not entry.state:
            entry.state = state
            self._listener.state_changed(peer, state)

    def _dismiss(self, leg: Leg) -> None:
        task = asyncio.create_task(leg.close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    def _pulse(self) -> None:
        now = time.monotonic()
        self._timer = asyncio.get_running_loop().call_later(PULSE, self._pulse)
        self._pulses += 1
        for place, entry in enumerate(list(self._peers.values())):
            if entry.publisher is not None:
                entry.publisher.pulse(now)
            if entry.subscriber is not None and (self._pulses + place) % SUBSCRIBERS_EVERY == 0:
                entry.subscriber.pulse(now)
        self._notifier.pulse(now)
