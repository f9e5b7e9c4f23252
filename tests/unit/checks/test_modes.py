"""The switches of the test command."""

import pytest

from infra.checks import modes, nearest
from infra.checks.steps import STEPS


def test_without_a_switch_all_words_are_the_steps() -> None:
    mode, words = modes.take(["unit", "-k", "slots"])
    assert mode.steps(STEPS) == STEPS
    assert words == ["unit", "-k", "slots"]


def test_fast_runs_light_steps_and_what_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "tests", lambda _: ["tests/integration/shared/test_bus.py"])
    mode, _ = modes.take(["--fast"])
    near, *light = mode.steps(STEPS)
    assert near.paths == ("tests/integration/shared/test_bus.py",)
    assert light == [step for step in STEPS if step.light]
    assert "TESTS_BEGIN_WITHIN" in mode.environment


def test_long_takes_all() -> None:
    mode, words = modes.take(["--long", "unit"])
    assert mode.environment["TESTS_LONG"]
    assert words == ["unit"]


def test_pictures_are_of_one_step() -> None:
    mode, _ = modes.take(["--pictures"])
    assert [step.name for step in mode.steps(STEPS)] == ["pictures"]
    assert mode.environment["PICTURES"].endswith(".callboard/pictures")


def test_jitter_tells_its_seed_and_takes_one() -> None:
    mode, _ = modes.take(["--jitter=7"])
    assert mode.environment["JITTER_SEED"] == "7"
    assert "--jitter=7" in mode.says
    steps = mode.steps(STEPS)
    assert [step.name for step in steps] == [step.name for step in STEPS if step.is_tests]
    assert all("tests.jitter.order" in step.argv for step in steps)
    drawn, _ = modes.take(["--jitter"])
    assert drawn.environment["JITTER_SEED"].isdecimal()
