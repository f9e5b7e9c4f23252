"""How much of what has no end a run takes: a sample, or with `./infra/test --long` all of it."""

import os
from collections.abc import Sequence
from random import Random
from typing import TypeVar

import pytest

T = TypeVar("T")
LONG = bool(os.environ.get("TESTS_LONG"))
"""Whether this run takes all."""
only_long = pytest.mark.skipif(not LONG, reason="takes long: ./infra/test --long")
_MANY = 25
"""So many times as many examples of what has no end are in a long run."""


def examples(few: int) -> int:
    """Return of how many examples a property is tried, which are so few in a plain run."""
    return few * _MANY if LONG else few


def sample(everything: Sequence[T], few: int) -> list[T]:
    """Return so few of them, the same in each run; a long run takes all."""
    if LONG or len(everything) <= few:
        return list(everything)
    chosen = set(Random(0).sample(range(len(everything)), few))
    return [each for place, each in enumerate(everything) if place in chosen]
