"""Calls a media room's listener: layers in use, kinds that arrive and the speaker have changed."""

from collections.abc import Mapping

from services.rooms.media.active_speaker import ActiveSpeaker
from services.rooms.media.model import Layer, Listener, PeerState
from services.rooms.media.peer import Peer
from services.rooms.media.rtp.clock import Kind


class Notifier:
    """`peers` are those of the room, by name."""

    def __init__(self, listener: Listener, peers: Mapping[str, Peer]) -> None:
        self._listener, self._peers = listener, peers
        self._active_speaker = ActiveSpeaker()

    def pulse(self, now: float) -> None:
        """Some times a second."""
        self.notify_layers(now)
        self._notify_kinds(now)
        self._notify_speaker(now)

    def notify_layers(self, now: float) -> None:
        expected = self._expected()
        for name, entry in self._peers.items():
            active = entry.active_layers(expected.get(name, set()), now)
            if entry.publisher is not None and entry.demand.update(active, now):
                self._listener.layers_changed(name, entry.demand.notified or frozenset())

    def _expected(self) -> dict[str, set[Layer]]:
        """The layers that will be watched once connections that are being made stand: an encoder
        takes as long to start."""
        expected: dict[str, set[Layer]] = {}
        for entry in self._peers.values():
            subscriber = entry.subscriber
            if subscriber is not None and subscriber.connection.state is PeerState.CONNECTING:
                for slot in subscriber.slots:
                    if (
                        slot.requested is not None
                        and slot.requested.what == "camera"
                        and slot.layer
                    ):
                        expected.setdefault(slot.requested.peer, set()).add(slot.layer)
        return expected

    def _notify_kinds(self, now: float) -> None:
        for name, entry in self._peers.items():
            publisher = entry.publisher
            arriving = publisher.arriving(now) if publisher is not None else frozenset[Kind]()
            if arriving != entry.arriving:
                entry.arriving = arriving
                self._listener.kinds_changed(name, arriving)

    def _notify_speaker(self, now: float) -> None:
        loudness = {
            name: entry.publisher.loudness
            for name, entry in self._peers.items()
            if entry.publisher is not None
        }
        if self._active_speaker.update(loudness, now):
            self._listener.speaker_changed(self._active_speaker.now)
