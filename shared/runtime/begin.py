"""The first moment of a service's process. Imports next to nothing, for it has to be first."""

import os
import signal
from pkgutil import resolve_name
from types import FrameType

STOPS = (signal.SIGTERM, signal.SIGINT)


def begin(main: str) -> None:
    """Import and call a program's `module:function`, which takes most of its start.

    Who is told to stop before `process.run` listens has nothing to put away, and just ends: status
    0, as at any later moment. Only in Python's own start, some hundredths of a second, the signal
    itself ends the process.
    """
    for number in STOPS:
        signal.signal(number, _leave)
    resolve_name(main)()


def _leave(_number: int, _frame: FrameType | None) -> None:
    """End the process: nothing is open yet."""
    os._exit(0)
