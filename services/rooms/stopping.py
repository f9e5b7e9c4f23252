"""How a rooms process is told to stop: in good time, or at once."""

import asyncio
import signal


class Stopping:
    """`wanted` is set first; `urgent` when there is no more time.

    SIGTERM asks a node to drain; a second one, or SIGINT (Ctrl-C), to stop at once. Takes are
    stored either way.
    """

    def __init__(self) -> None:
        self.wanted = asyncio.Event()
        self.urgent = asyncio.Event()

    def listen(self) -> None:
        """Hear this process's signals from now on."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self.tell)
        loop.add_signal_handler(signal.SIGINT, self.hurry)

    def tell(self) -> None:
        """Ask to stop; the second time, at once."""
        if self.wanted.is_set():
            self.urgent.set()
        self.wanted.set()

    def hurry(self) -> None:
        """Ask to stop at once."""
        self.wanted.set()
        self.urgent.set()
