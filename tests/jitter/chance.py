"""Which steps are held back, and for how long: by a seed, so that a run can be had again."""

import sys
from random import Random

ONE_IN = 50
LONGEST_S = 0.05


class Chance:
    """Draws a pause for each step: nearly always none."""

    def __init__(self) -> None:
        self._seed = ""
        self._random = Random()

    def begin(self, seed: str) -> None:
        """Begin a process: what it runs is part of its seed."""
        self._seed = f"{seed} {' '.join(sys.orig_argv[1:4])}"
        self.begin_part("")

    def begin_part(self, name: str) -> None:
        """Begin a part, such as a test: it draws the same whatever came before it."""
        self._random.seed(f"{self._seed} {name}")

    def pause_s(self) -> float:
        """Return for how many seconds the next step is held back."""
        if self._random.randrange(ONE_IN):
            return 0.0
        return self._random.uniform(0, LONGEST_S)


CHANCE = Chance()
