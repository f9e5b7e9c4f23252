"""One open recording as the room sees it, and what comes of it."""

import asyncio
import time
from pathlib import Path

import msgspec

from services.rooms.media.rtp.clock import Kind, SenderClock
from services.rooms.takes.container.ebml import Cue
from services.rooms.takes.recording import protocol as messages
from services.rooms.takes.recording.journal import Journal, RecorderPipe
from services.rooms.takes.recording.protocol import Checkpoint, Closed, Failed, Gap, Rotation

MOST_DEATHS = 5
"""So many recorders in a row may die before a recording gets any further."""


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
    turns: tuple[Rotation, ...] = ()


class Recording:
    """One open file; a PacketSink for `MediaRoom.record`. Its timeline starts at `at`, a
    `time.monotonic()`. It outlives the recorder process that writes it."""

    def __init__(
        self, recording_id: str, number: int, path: Path, at: float, recorder_pipe: RecorderPipe
    ) -> None:
        self.id, self.number, self.path = recording_id, number, path
        self.dropped = 0
        """Packets that a full or slow recorder did not take."""
        self.failure: str | None = None
        """Why nothing more is written."""
        self.journal = Journal()
        self.opened, self.ended = asyncio.Event(), asyncio.Event()
        """Whether the file is there, and whether nothing more becomes of it."""
        self.rest: Closed | None = None
        """What its file is in the end, also of one that failed, if it could be finished."""
        self._at, self._recorder_pipe = at, recorder_pipe
        self._saved: Checkpoint | None = None
        self._unsaved_since: float | None = None
        self._cues: list[Cue] = []
        self._gaps: list[Gap] = []
        self._openings = 0

    def packet(
        self, kind: Kind, packet: bytes, arrival: float, orientation: int | None = None
    ) -> None:
        """Pass a packet to the recorder, or drop it."""
        command = messages.Media(self.number, kind, packet, arrival, orientation)
        if self.failure is not None or not self._put(command):
            self.dropped += 1

    def clock(self, kind: Kind, report: SenderClock) -> None:
        """Pass a sender report to the recorder."""
        if self.failure is None:
            self._put(messages.Clock(self.number, kind, report))

    def closing(self, at: float) -> None:
        """Ask for the file to be finished as of `at`."""
        self._put(messages.Close(self.number, at), must=True)
        self._recorder_pipe.flush()

    def unsaved_s(self) -> float:
        """Return for how long the recorder has not got any further with what it was sent."""
        return time.monotonic() - self._unsaved_since if self._unsaved_since is not None else 0.0

    def _save(self, checkpoint: Checkpoint) -> None:
        self._cues += checkpoint.cues
        self._gaps += checkpoint.gaps
        self._saved, self._openings = checkpoint, 0
        self._recorder_pipe.cover(self.journal, checkpoint.upto)
        self._unsaved_since = time.monotonic() if self.journal.size else None

    def opening_message(self) -> bytes:
        """Return how a new recorder process begins with this recording; all else is sent again."""
        self._openings += 1
        self.journal.rewind()
        path = str(self.path.absolute())
        if self._saved is None:
            return messages.packed(messages.Open(self.number, path, self._at))
        whole = msgspec.structs.replace(self._saved, cues=self._cues, gaps=self._gaps)
        return messages.packed(messages.Resume(path, whole))

    @property
    def hopeless(self) -> bool:
        """Whether one recorder after the other has died of it."""
        return self._openings > MOST_DEATHS

    def receive(self, answer: messages.RecordingAnswer) -> None:
        """Take the recorder's answer."""
        match answer:
            case Checkpoint():
                self._save(answer)
            case messages.Opened():
                self.opened.set()
            case Closed():
                self.rest = answer
                self.ended.set()
            case Failed():
                self.failure, self.rest = answer.reason, answer.rest
                self.opened.set()
                self.ended.set()

    def recorded(self, closed: Closed, at: float) -> Recorded:
        """Return what became of it; what a failure left out until `at` is a gap of both kinds."""
        end = round(1000 * (at - self._at))
        gaps = [*closed.gaps]
        if self.failure is not None and end > closed.duration_ms:
            gaps += [Gap("audio", closed.duration_ms, end), Gap("video", closed.duration_ms, end)]
        size = closed.width, closed.height
        return Recorded(
            self.path, closed.duration_ms, *size, tuple(gaps), closed.bytes, tuple(closed.turns)
        )

    def _put(self, command: messages.Command, *, must: bool = False) -> bool:
        if not self._recorder_pipe.put(self.journal, messages.packed(command), must=must):
            return False
        if self._unsaved_since is None:
            self._unsaved_since = time.monotonic()
        return True
