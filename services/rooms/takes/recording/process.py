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
    Failed,
    Media,
    Open,
    Opened,
    Order,
    Ready,
    Resume,
    beside,
    packed,
    unpacked,
)

CHUNK = 1 << 20
TICK_S = 0.25
UNSAVED_S = 1.0
"""So long something may be known only to this process."""


class OpenRecording:
    """One recording: its reel, and how far the worker knows of it."""

    def __init__(self, muxer: Muxer, path: Path, upto: int) -> None:
        self.muxer, self.path, self.count = muxer, path, upto
        self._upto, self._length = upto, muxer.length
        self._since = time.monotonic()

    def due(self, now: float) -> bool:
        """Tell whether the worker should hear of it: a cluster was written, or time has gone."""
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
        self._writings: dict[int, OpenRecording] = {}

    def take(self, order: Order) -> None:
        """Carry out one order; a recording that cannot be written is given up, and said so."""
        try:
            self._carry_out(order)
        except OSError as error:
            self._give_up(order.id, error.strerror or str(error))
        except Exception:  # noqa: BLE001 - one person's packets must not cost another's file
            with contextlib.suppress(OSError):
                traceback.print_exc()
            self._give_up(order.id, "The recorder stumbled over what was sent.")

    def tick(self, now: float) -> None:
        """Tell the worker what is saved, four times a second."""
        for number, writing in list(self._writings.items()):
            try:
                if writing.due(now):
                    self._answer(writing.save(number, now))
            except OSError as error:
                self._give_up(number, error.strerror or str(error))

    def finish(self) -> None:
        """Finish every file that is still open, for a worker that is gone."""
        for number, writing in list(self._writings.items()):
            closed = self._closed(number, time.monotonic())
            if closed is not None:
                with contextlib.suppress(OSError):  # without a note the file is read instead
                    beside(writing.path).write_bytes(msgspec.json.encode(closed))

    def _carry_out(self, order: Order) -> None:
        if isinstance(order, Open):
            path = Path(order.path)
            self._writings[order.id] = OpenRecording(Muxer.begin(path, order.at), path, 0)
            self._answer(Opened(order.id))
        elif isinstance(order, Resume):
            path, known = Path(order.path), order.checkpoint
            self._writings[order.id] = OpenRecording(Muxer.resume(path, known), path, known.upto)
        elif writing := self._writings.get(order.id):
            writing.count += 1
            self._write(writing.muxer, order)

    def _write(self, muxer: Muxer, order: Media | Clock | Close) -> None:
        if isinstance(order, Media):
            muxer.packet(order.kind, order.packet, order.arrival, order.turned)
        elif isinstance(order, Clock):
            muxer.clock(order.kind, order.report)
        elif closed := self._closed(order.id, order.at):
            self._answer(closed)

    def _closed(self, number: int, at: float) -> Closed | None:
        try:
            closed = self._writings[number].muxer.finish(number, at)
        except OSError as error:
            self._give_up(number, error.strerror or str(error))
            return None
        del self._writings[number]
        return closed

    def _give_up(self, number: int, reason: str) -> None:
        writing = self._writings.pop(number, None)
        rest = None
        if writing is not None:
            try:
                rest = writing.muxer.cut(number)
            except OSError:
                writing.muxer.abandon()
        self._answer(Failed(number, reason, rest))

    def _answer(self, answer: Answer) -> None:
        try:
            self._answers.write(packed(answer))
            self._answers.flush()
        except BrokenPipeError:
            return  # the worker is gone; its files are finished all the same


def listen(recorders: RecorderProcess, orders: BinaryIO) -> None:
    """Carry out orders until the worker is gone."""
    received, ticked = bytearray(), time.monotonic()
    while True:
        if select.select([orders], [], [], TICK_S)[0]:
            chunk = orders.read(CHUNK)
            if not chunk:
                return
            received += chunk
            for order in unpacked(received):
                recorders.take(order)
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
    with open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as orders:
        listen(recorders, orders)
    recorders.finish()


if __name__ == "__main__":
    main()
