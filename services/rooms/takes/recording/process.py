"""The recorder: a process of its own, so that a slow disk never holds up live media.

Ends when its input ends, that is also when the worker is killed: then every file is finished, and
a note of it is left beside it.
"""

import contextlib
import select
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import BinaryIO

import msgspec

from services.rooms.takes.recording.muxer import Muxer
from services.rooms.takes.recording.protocol import (
    Answer,
    Clock,
    Close,
    Closed,
    Command,
    Failed,
    Media,
    Open,
    Opened,
    Ready,
    Resume,
    closing_note,
    packed,
    unpacked,
)

CHUNK = 1 << 20
TICK_S = 0.25
UNSAVED_S = 1.0
"""So long something may be known only to this process."""


class OpenRecording:
    """One recording: its muxer, and how far checkpoints cover it."""

    def __init__(self, muxer: Muxer, path: Path, upto: int) -> None:
        self.muxer, self.path, self.count = muxer, path, upto
        self._upto, self._length = upto, muxer.length
        self._since = time.monotonic()

    def due(self, now: float) -> bool:
        """Whether a checkpoint is due: a cluster was written, or time has gone."""
        if self.count == self._upto:
            self._since = now
            return False
        return self.muxer.length > self._length or now - self._since > UNSAVED_S

    def save(self, number: int, now: float) -> Answer:
        """Write all that can be, and return the checkpoint."""
        if now - self._since > UNSAVED_S:
            self.muxer.flush()
        self._upto, self._length, self._since = self.count, self.muxer.length, now
        return self.muxer.checkpoint(number, self.count)


class RecorderProcess:
    """All open recordings of one worker."""

    def __init__(self, answers: BinaryIO) -> None:
        self._answers = answers
        self._open: dict[int, OpenRecording] = {}

    def execute(self, command: Command) -> None:
        """Execute one command; a recording that cannot be written is given up, and reported."""
        try:
            self._execute(command)
        except OSError as error:
            self._give_up(command.id, error.strerror or str(error))
        except Exception:  # noqa: BLE001 - one person's packets must not cost another's file
            with contextlib.suppress(OSError):
                traceback.print_exc()
            self._give_up(command.id, "The recorder stumbled over what was sent.")

    def tick(self, now: float) -> None:
        """Send the worker checkpoints, four times a second."""
        for number, recording in list(self._open.items()):
            try:
                if recording.due(now):
                    self._answer(recording.save(number, now))
            except OSError as error:
                self._give_up(number, error.strerror or str(error))

    def close_all(self) -> None:
        """Finish every file that is still open, for a worker that is gone."""
        for number, recording in list(self._open.items()):
            closed = self._closed(number, time.monotonic())
            if closed is not None:
                with contextlib.suppress(OSError):  # without a note the file is read instead
                    closing_note(recording.path).write_bytes(msgspec.json.encode(closed))

    def _execute(self, command: Command) -> None:
        if isinstance(command, Open):
            path = Path(command.path)
            self._open[command.id] = OpenRecording(Muxer.begin(path, command.at), path, 0)
            self._answer(Opened(command.id))
        elif isinstance(command, Resume):
            path, known = Path(command.path), command.checkpoint
            self._open[command.id] = OpenRecording(Muxer.resume(path, known), path, known.upto)
        elif recording := self._open.get(command.id):
            recording.count += 1
            self._write(recording.muxer, command)

    def _write(self, muxer: Muxer, command: Media | Clock | Close) -> None:
        if isinstance(command, Media):
            muxer.packet(command.kind, command.packet, command.arrival, command.orientation)
        elif isinstance(command, Clock):
            muxer.clock(command.kind, command.report)
        elif closed := self._closed(command.id, command.at):
            self._answer(closed)

    def _closed(self, number: int, at: float) -> Closed | None:
        try:
            closed = self._open[number].muxer.finish(number, at)
        except OSError as error:
            self._give_up(number, error.strerror or str(error))
            return None
        del self._open[number]
        return closed

    def _give_up(self, number: int, reason: str) -> None:
        recording = self._open.pop(number, None)
        rest = None
        if recording is not None:
            try:
                rest = recording.muxer.cut(number)
            except OSError:
                recording.muxer.abandon()
        self._answer(Failed(number, reason, rest))

    def _answer(self, answer: Answer) -> None:
        try:
            self._answers.write(packed(answer))
            self._answers.flush()
        except BrokenPipeError:
            return  # the worker is gone; its files are finished all the same


def listen(recorders: RecorderProcess, commands: BinaryIO) -> None:
    """Execute commands until the worker is gone."""
    received, ticked = bytearray(), time.monotonic()
    while True:
        if select.select([commands], [], [], TICK_S)[0]:
            chunk = commands.read(CHUNK)
            if not chunk:
                return
            received += chunk
            for command in unpacked(received):
                recorders.execute(command)
        now = time.monotonic()
        if now - ticked > TICK_S:
            recorders.tick(now)
            ticked = now


def main() -> None:
    for terminal in (signal.SIGINT, signal.SIGTERM):
        signal.signal(terminal, signal.SIG_IGN)
    recorders = RecorderProcess(sys.stdout.buffer)
    sys.stdout.buffer.write(packed(Ready()))
    sys.stdout.buffer.flush()
    with open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as commands:
        listen(recorders, commands)
    recorders.close_all()


if __name__ == "__main__":
    main()
