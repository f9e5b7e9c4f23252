"""What a person sees while things start: one line for each step, with its time."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Steps:
    """Writes to standard output, and goes on quietly when nobody reads it any more."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._begun

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Time a step; its line appears when it is done."""
        begun = time.monotonic()
        yield
        self.say(f"  {title:<28}{time.monotonic() - begun:6.1f} s")

    def say(self, text: str) -> None:
        try:
            print(text, flush=True)
        except OSError:  # the terminal was closed
            sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
