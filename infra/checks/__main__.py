"""`./infra/test`: everything that must hold before a change is taken.

usage: infra/test [--fast | --long | --pictures | --jitter[=SEED]] [STEP [ARGUMENTS …]]

Without a step it runs all of them; after the first that fails no other begins. With a step it runs
that one and hands it the arguments; paths among them take the place of the step's own:

  infra/test unit -k slots
  infra/test integration tests/integration/billing

  --fast      the light steps, and beside them the tests nearest to what has changed since the
              branch left main, as far as they get
  --long      takes whole what a plain run takes a sample of: fuzzing, every form of every page
  --pictures  keeps a picture of every page in four forms, and of states as wide as a small
              phone, in .callboard/pictures
  --jitter    holds back steps of every process, now and then, and tests in an order of chance; a
              SEED repeats a run

CHROMIUM, FIREFOX and WEBKITDRIVER name the browsers (the last one's driver), XVFB the screen and
TURNSERVER the relay, if they are not the system's.
"""

import asyncio
import sys

from infra.checks import modes
from infra.checks.running import Result, run
from infra.checks.steps import STEPS
from infra.checks.tools import MissingTool


def main(words: list[str]) -> int:
    mode, words = modes.take(words)
    name, arguments = (words[0], words[1:]) if words else ("", [])
    if name in {"-h", "--help"}:
        print(f"{__doc__}\nsteps: {', '.join(step.name for step in STEPS)}")
        return 0
    chosen = tuple(step for step in mode.steps(STEPS) if name in {"", step.name})
    if not chosen:
        print(f"no step {name!r}; there are: {', '.join(step.name for step in STEPS)}")
        return 2
    if mode.says:
        print(mode.says, flush=True)
    try:
        results = asyncio.run(run(chosen, arguments, mode.environment))
    except MissingTool as error:
        print(error)
        return 1
    _summarise(results, left=len(chosen) - len(results))
    return 0 if len(results) == len(chosen) and all(r.passed for r in results) else 1


def _summarise(results: list[Result], left: int) -> None:
    print()
    for result in results:
        print(f"  {result.step.name:<14}{result.seconds:7.1f} s  {_word(result)}")
    if left:
        print(f"  {left} more not run")


def _word(result: Result) -> str:
    return "passed" if result.passed else "FAILED"


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
