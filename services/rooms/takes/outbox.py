"""The bounded way to the recorder process."""

import asyncio

MOST_WAITING = 8 << 20
"""Bytes on their way; what does not fit is dropped."""
FLUSH_EVERY = 0.02
FLUSH_AT = 1 << 16


class Outbox:
    """Gathers small messages, for one system call each would cost more than all else."""

    def __init__(self) -> None:
        self._pipe: asyncio.StreamWriter | None = None
        self._parts: list[bytes] = []
        self._size = 0
        self._timer: asyncio.TimerHandle | None = None

    def open(self, pipe: asyncio.StreamWriter) -> None:
        self._pipe = pipe

    def close(self) -> None:
        """Send what is left, and end the other side's input."""
        if self._pipe is not None:
            self.flush()
            self._pipe.close()
        self._pipe = None

    def put(self, message: bytes) -> bool:
        """Send soon; False when there is no pipe, or no room in it."""
        if self._pipe is None:
            return False
        waiting = self._size + self._pipe.transport.get_write_buffer_size()
        if waiting + len(message) > MOST_WAITING:
            return False
        self._parts.append(message)
        self._size += len(message)
        if self._size >= FLUSH_AT:
            self.flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(FLUSH_EVERY, self.flush)
        return True

    def flush(self) -> None:
        """Send now."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._pipe is not None and self._parts:
            self._pipe.write(b"".join(self._parts))
        self._parts, self._size = [], 0
