"""Takes are written by a child process, so that a slow disk never holds up the room."""

from pathlib import Path

import msgspec

from services.rooms.media import Kind, SenderClock


class RecordingFailed(RuntimeError):
    """The recording could not be written; the message says why (disk full, folder missing)."""


class Gap(msgspec.Struct, frozen=True):
    """A span of the file in which something was lost."""

    kind: Kind
    start_ms: int
    end_ms: int


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

    dropped: int
    """Packets that the full or dead recorder did not take."""

    def packet(self, kind: Kind, packet: bytes, arrival: float) -> None:
        raise NotImplementedError

    def clock(self, kind: Kind, report: SenderClock) -> None:
        raise NotImplementedError


class Recorder:
    """The recorder process of one worker, and the bounded pipe to it."""

    async def start(self) -> None:
        """Start the process; returns when it is ready."""
        raise NotImplementedError

    async def stop(self) -> None:
        """Finish open files and end the process."""
        raise NotImplementedError

    async def open(self, recording_id: str, path: Path) -> Recording:
        """Create the file. Raises RecordingFailed."""
        raise NotImplementedError

    async def close(self, recording: Recording) -> Recorded:
        """Finish the file at this moment. Raises RecordingFailed when there is nothing to keep."""
        raise NotImplementedError
