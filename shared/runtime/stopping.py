"""How a process is told to stop: in good time, or at once."""

import asyncio


class Stopping:
    """`wanted` is set first; `urgent` when there is no more time.

    SIGTERM asks a rooms node to drain; a second one, or SIGINT (Ctrl-C), to stop at once. Takes are
    stored either way. Work that does not look at them is cancelled, so that nothing has to be
    waited for in the middle of a start.
    """

    def __init__(self) -> None:
        self.wanted = asyncio.Event()
        self.urgent = asyncio.Event()
        self.heeded = False

    def heed(self) -> None:
        """Say that the work looks at `wanted` itself from now on, and is not to be cancelled."""
        self.heeded = True

    async def told(self) -> None:
        """Heed it, and wait until it is wanted."""
        self.heed()
        await self.wanted.wait()

    def tell(self) -> None:
        """Ask to stop; the second time, at once."""
        if self.wanted.is_set():
            self.urgent.set()
        self.wanted.set()

    def hurry(self) -> None:
        """Ask to stop at once."""
        self.wanted.set()
        self.urgent.set()
