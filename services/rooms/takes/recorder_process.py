"""The recorder: a process of its own, so that a slow disk never holds up live media.

Ends when its input ends, that is also when the worker is killed: then every file is finished.
"""

import signal
import sys
import time
from pathlib import Path
from typing import BinaryIO

from services.rooms.takes.recorder_messages import (
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
    packed,
    read_order,
)
from services.rooms.takes.reel import Reel


class Recorders:
    """All open recordings of one worker."""

    def __init__(self, answers: BinaryIO) -> None:
        self._answers = answers
        self._reels: dict[int, Reel] = {}

    def take(self, order: Order) -> None:
        """Carry out one order; a recording that cannot be written is given up, and said so."""
        try:
            self._carry_out(order)
        except OSError as error:
            reel = self._reels.pop(order.id, None)
            if reel is not None:
                reel.abandon()
            self._answer(Failed(order.id, error.strerror or str(error)))

    def finish(self) -> None:
        """Finish every file that is still open."""
        for number in list(self._reels):
            self.take(Close(number, time.monotonic()))

    def _carry_out(self, order: Order) -> None:
        if isinstance(order, Open):
            self._reels[order.id] = Reel(Path(order.path), order.at)
            self._answer(Opened(order.id))
        elif order.id not in self._reels:
            return
        elif isinstance(order, Media):
            self._reels[order.id].packet(order.kind, order.packet, order.arrival)
        elif isinstance(order, Clock):
            self._reels[order.id].clock(order.kind, order.report)
        else:
            self._close(order)

    def _close(self, order: Close) -> None:
        reel = self._reels[order.id]
        duration, width, height, length = reel.finish(order.at)
        del self._reels[order.id]
        self._answer(Closed(order.id, duration, width, height, length, tuple(reel.gaps)))

    def _answer(self, answer: Answer) -> None:
        try:
            self._answers.write(packed(answer))
            self._answers.flush()
        except BrokenPipeError:
            return  # the worker is gone; its files are finished all the same


def main() -> None:
    for terminal in (signal.SIGINT, signal.SIGTERM):
        signal.signal(terminal, signal.SIG_IGN)
    recorders = Recorders(sys.stdout.buffer)
    sys.stdout.buffer.write(packed(Ready()))
    sys.stdout.buffer.flush()
    while (order := read_order(sys.stdin.buffer)) is not None:
        recorders.take(order)
    recorders.finish()


if __name__ == "__main__":
    main()
