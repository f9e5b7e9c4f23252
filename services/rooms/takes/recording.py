"""One open recording as the room sees it, and what comes of it."""

import time
from pathlib import Path

import msgspec

from services.rooms.rtp.model import Kind, SenderClock
from services.rooms.takes import recorder_messages as messages
from services.rooms.takes.outbox import Outbox
from services.rooms.takes.recorder_messages import Gap


class RecordingFailed(RuntimeError):
    """The recording could not be written; the message says why (disk full, folder missing)."""


class Recorded(msgspec.Struct, frozen=True):
    """A finished file: WebM, VP8 and Opus, with cues and duration."""

    path: Path
    duration_ms: int
    width: int
    height: int
    """Of the largest picture; 0 by 0 when no picture came."""
    gaps: tuple[Gap, ...]
    bytes: int


class Recording:
    """One open file; a PacketSink for `MediaRoom.record`. Its timeline starts at `open`."""

    def __init__(self, recording_id: str, number: int, path: Path, outbox: Outbox) -> None:
        self.id, self.number, self.path = recording_id, number, path
        self.dropped = 0
        """Packets that the full, slow or dead recorder did not take."""
        self.failure: str | None = None
        """Why nothing more is written."""
        self._outbox = outbox

    def packet(self, kind: Kind, packet: bytes, arrival: float) -> None:
        """Pass a packet to the recorder, or drop it."""
        order = messages.Media(self.number, kind, packet, arrival)
        if self.failure is not None or not self._outbox.put(messages.packed(order)):
            self.dropped += 1

    def opening(self) -> messages.Open:
        return messages.Open(self.number, str(self.path.absolute()), time.monotonic())

    def clock(self, kind: Kind, report: SenderClock) -> None:
        """Pass a sender report to the recorder."""
        if self.failure is None:
            self._outbox.put(messages.packed(messages.Clock(self.number, kind, report)))
