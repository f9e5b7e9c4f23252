"""How far a run is, for who looks on: a bar on a terminal, and plain lines anywhere else."""

from typing import TextIO

from shared.migrations.model import Failure

_WIDTH = 40
_EVERY = 100


class Bar:
    """Hears after each agency how far the run is."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._terminal = out.isatty()

    def __call__(self, done: int, of: int, failure: Failure | None) -> None:
        if failure:
            before = "\r\x1b[K" if self._terminal else ""
            print(f"{before}{failure.scope} {failure.file}: {failure.error}", file=self._out)
        if self._terminal:
            full = "█" * (_WIDTH * done // of)
            end = "\n" if done == of else ""
            print(f"\r{full:░<{_WIDTH}} {done}/{of}", end=end, file=self._out, flush=True)
        elif done % _EVERY == 0 or done == of:
            print(f"{done} of {of} agencies", file=self._out, flush=True)
