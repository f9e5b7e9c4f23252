"""What a measuring script prints: one JSON line for each thing measured, and nothing else."""

import asyncio
import json
import sys
from argparse import ArgumentTypeError
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import redirect_stdout
from statistics import quantiles
from typing import Any

Figure = dict[str, object]


def figure(
    bench: str, what: str, ms: Sequence[float], *, high: int = 95, goal: Mapping[str, int] | None
) -> Figure:
    """Sum up at least two times in milliseconds: the median and the percentile `high`.

    `goal` names a percentile and what it has to stay below; None where nothing was promised.
    """
    steps = quantiles(ms, n=100, method="inclusive")
    found = {f"p{part}": round(steps[part - 1], 1) for part in (50, high)}
    whole: Figure = {"bench": bench, "what": what, "unit": "ms", **found, "n": len(ms)}
    return whole | ({"goal": dict(goal)} if goal else {})


def tell(measuring: Coroutine[Any, Any, Sequence[Figure]]) -> None:
    """Measure, then print. What the house says meanwhile goes to standard error."""
    with redirect_stdout(sys.stderr):
        figures = asyncio.run(measuring)
    for found in figures:
        print(json.dumps(found), flush=True)


def count_up_to(most: int) -> Callable[[str], int]:
    """Read an argument: a whole number from 2, which a percentile needs, to `most`."""

    def read(typed: str) -> int:
        if not typed.isascii() or not typed.isdigit() or not 2 <= int(typed) <= most:
            raise ArgumentTypeError(f"give a whole number from 2 to {most}, not {typed!r}")
        return int(typed)

    return read
