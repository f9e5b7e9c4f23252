"""Takes uvloop's place: asyncio's own loop, whose steps can be held back."""

from asyncio import SelectorEventLoop as Loop
from asyncio import new_event_loop, run

__all__ = ["Loop", "new_event_loop", "run"]
