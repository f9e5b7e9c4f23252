"""Tells a media room's listener what has changed: layers in use, kinds that arrive, who speaks."""

from collections.abc import Mapping

from services.rooms.media.active_speaker import ActiveSpeaker
from services.rooms.media.model import Listener, PeerState, Size
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
        awaited = self._awaited()
        for name, entry in self._peers.items():
            wanted = entry.wanted(awaited.get(name, set()), now)
            if entry.publisher is not None and entry.demand.turn(wanted, now):
                self._listener.wanted(name, entry.demand.told or frozenset())

    def _awaited(self) -> dict[str, set[Size]]:
        """Whose cameras are going to be watched, once connections that are being made are there:
        an encoder takes as long to start."""
        awaited: dict[str, set[Size]] = {}
        for entry in self._peers.values():
            subscriber = entry.subscriber
            if subscriber is not None and subscriber.connection.state is PeerState.CONNECTING:
                for slot in subscriber.slots:
                    if slot.requested is not None and slot.requested.what == "camera" and slot.size:
                        awaited.setdefault(slot.requested.peer, set()).add(slot.size)
        return awaited

    def _notify_kinds(self, now: float) -> None:
        for name, entry in self._peers.items():
            publisher = entry.publisher
            arriving = publisher.arriving(now) if publisher is not None else frozenset[Kind]()
            if arriving != entry.arriving:
                entry.arriving = arriving
                self._listener.arriving(name, arriving)

    def _notify_speaker(self, now: float) -> None:
        loudness = {
            name: entry.publisher.loudness
            for name, entry in self._peers.items()
            if entry.publisher is not None
        }
        if self._active_speaker.turn(loudness, now):
            self._listener.speaking(self._active_speaker.now)
