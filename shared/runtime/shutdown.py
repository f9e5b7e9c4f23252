"""How a process is told to stop: in good time, or at once."""

import asyncio


class Shutdown:
    """`requested` is set first; `forced` when there is no more time.

    SIGTERM asks a rooms node to drain; a second one, or SIGINT (Ctrl-C), to stop at once. Takes are
    stored either way. Work that does not look at them is cancelled, so that nothing has to be
    waited for in the middle of a start.
    """

    def __init__(self) -> None:
        self.requested = asyncio.Event()
        self.forced = asyncio.Event()
        self.heeded = False

    def heed(self) -> None:
        """Say that the work looks at `requested` itself from now on, and is not to be cancelled."""
        self.heeded = True

    async def wait(self) -> None:
        """Heed it, and wait until it is wanted."""
        self.heed()
        await self.requested.wait()

    def request(self) -> None:
        """Ask to stop; the second time, at once."""
        if self.requested.is_set():
            self.forced.set()
        self.requested.set()

    def force(self) -> None:
        """Ask to stop at once."""
        self.requested.set()
        self.forced.set()
