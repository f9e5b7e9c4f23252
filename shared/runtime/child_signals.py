"""Signals to child processes of asyncio."""

import asyncio
import contextlib
import os


def send_signal(process: asyncio.subprocess.Process, number: int) -> None:
    """Send a signal to a child; one that has ended by now needs none.

    Not by `process.send_signal`: before Python 3.12.8 it polls the child first, which takes the
    status of one that ends in that moment away from asyncio, and asyncio reports 255 for a child
    that ended well (CPython issue 127049).
    """
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, number)
