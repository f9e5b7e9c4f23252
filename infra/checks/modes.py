"""What the switches of `./infra/test` make of its steps, and of the environment of its tests."""

import os
import secrets
from collections.abc import Callable, Mapping

import msgspec

from infra.checks import nearest
from infra.checks.steps import PICTURES, ROOT, Step, of_tests

Steps = tuple[Step, ...]
FOLDER_OF_PICTURES = ROOT / ".callboard" / "pictures"
_JITTER = ROOT / "tests" / "jitter"


class Mode(msgspec.Struct, frozen=True):
    """What is run of the steps, with which environment; `says` is told first."""

    steps: Callable[[Steps], Steps] = lambda steps: steps
    environment: Mapping[str, str] = {}
    says: str = ""


def take(words: list[str]) -> tuple[Mode, list[str]]:
    """Take a switch from the front of the words; return what it means, and the others."""
    if words and (make := _MODES.get(words[0].partition("=")[0])):
        return make(words[0].partition("=")[2]), words[1:]
    return Mode(), words


def _fast(_: str) -> Mode:
    found = nearest.tests(ROOT)
    says = f"{len(found)} files of tests are near to what has changed."

    def steps(every: Steps) -> Steps:
        light = tuple(step for step in every if step.light)
        near = of_tests("near", *found, beside=2, light=True, tells=True)
        near = near.with_plugin("tests.until")
        return (near, *light) if found else light

    return Mode(steps, {"TESTS_BEGIN_WITHIN": "40"}, says)


def _long(_: str) -> Mode:
    return Mode(environment={"TESTS_LONG": "yes", "PYTEST_TIMEOUT": "1800"})


def _pictures(_: str) -> Mode:
    return Mode(
        lambda _: (PICTURES,),
        {"PICTURES": str(FOLDER_OF_PICTURES), "TESTS_LONG": "yes"},
        f"Pictures are kept in {FOLDER_OF_PICTURES.relative_to(ROOT)}.",
    )


def _jitter(seed: str) -> Mode:
    chosen = seed or str(secrets.randbelow(1_000_000))

    def steps(every: Steps) -> Steps:
        return tuple(step.with_plugin("tests.jitter.order") for step in every if step.is_tests)

    path = os.pathsep.join((str(_JITTER), str(ROOT)))
    says = f"Held back by chance: ./infra/test --jitter={chosen} does so again."
    return Mode(steps, {"JITTER_SEED": chosen, "PYTHONPATH": path}, says)


_MODES: Mapping[str, Callable[[str], Mode]] = {
    "--fast": _fast,
    "--long": _long,
    "--pictures": _pictures,
    "--jitter": _jitter,
}
