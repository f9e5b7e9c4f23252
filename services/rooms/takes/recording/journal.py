"""The bounded way to the recorder process, and what that process could lose."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable

MOST_OF_ONE = 8 << 20
MOST_OF_ALL = 64 << 20
"""Bytes that are kept until the recorder has them; what does not fit is dropped."""
MOST_IN_PIPE = 1 << 20
FLUSH_EVERY = 0.1
"""Seconds: what a killed worker loses of a take; each look at the pipe wakes a cold processor."""
FLUSH_AT = 1 << 16


class Journal:
    """What one recording was sent and no checkpoint covers: its messages, counted from 1."""

    def __init__(self) -> None:
        self.size = 0
        self._unsent: deque[bytes] = deque()
        self._sent: deque[bytes] = deque()
        self._covered = 0

    def add(self, message: bytes) -> None:
        self._unsent.append(message)
        self.size += len(message)

    def take(self, room: int) -> list[bytes]:
        """Take out what is not sent, until it is more than `room` bytes; it is still kept."""
        taken: list[bytes] = []
        while self._unsent and room > 0:
            taken.append(self._unsent.popleft())
            room -= len(taken[-1])
        self._sent.extend(taken)
        return taken

    def cover(self, upto: int) -> int:
        """Forget the messages up to a number; return how many bytes that is."""
        before = self.size
        while self._covered < upto and self._sent:
            self.size -= len(self._sent.popleft())
            self._covered += 1
        return before - self.size

    def rewind(self) -> None:
        """Send all again that is kept."""
        self._unsent.extendleft(reversed(self._sent))
        self._sent.clear()

    @property
    def sent(self) -> bool:
        return not self._unsent


class RecorderPipe:
    """Gathers small messages, for one system call each would cost more than all else."""

    def __init__(self, journals: Callable[[], Iterable[Journal]]) -> None:
        self._journals = journals
        self._pipe: asyncio.StreamWriter | None = None
        self._fresh = 0
        self._kept = 0
        self._timer: asyncio.TimerHandle | None = None

    @property
    def _open_pipe(self) -> asyncio.StreamWriter | None:
        """The pipe, unless the process at its other end has died: uvloop raises for that."""
        if self._pipe is not None and self._pipe.transport.is_closing():
            self._pipe = None
        return self._pipe

    def open(self, pipe: asyncio.StreamWriter) -> None:
        self._pipe = pipe

    def close(self) -> None:
        """Send what is left, and end the other side's input."""
        if (pipe := self._open_pipe) is not None:
            self.flush(MOST_OF_ALL)
            pipe.close()
        self._pipe = None

    def send_first(self, message: bytes) -> None:
        """Send ahead of all that journals hold."""
        if (pipe := self._open_pipe) is not None:
            pipe.write(message)

    def put(self, journal: Journal, message: bytes, *, must: bool = False) -> bool:
        """Send soon, and keep until that is covered; False when there is no room for it."""
        length = len(message)
        if not must and (journal.size + length > MOST_OF_ONE or self._kept + length > MOST_OF_ALL):
            return False
        journal.add(message)
        self._kept += length
        self._fresh += length
        if self._fresh >= FLUSH_AT:
            self.flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(FLUSH_EVERY, self.flush)
        return True

    def cover(self, journal: Journal, upto: int) -> None:
        """Note that a journal's messages up to this number need not be kept."""
        self._kept -= journal.cover(upto)

    def drop(self, journal: Journal) -> None:
        """Note that a journal is over."""
        self._kept -= journal.size

    def flush(self, room: int = MOST_IN_PIPE) -> None:
        """Send now what the pipe takes."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer, self._fresh = None, 0
        if (pipe := self._open_pipe) is None:
            return
        room -= pipe.transport.get_write_buffer_size()
        parts: list[bytes] = []
        for journal in self._journals():
            taken = journal.take(room)
            room -= sum(map(len, taken))
            parts += taken
        if parts:
            pipe.write(b"".join(parts))
        if not all(journal.sent for journal in self._journals()):
            self._timer = asyncio.get_running_loop().call_later(FLUSH_EVERY, self.flush)
