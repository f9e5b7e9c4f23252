"""The steps of the test command."""

import sys

import pytest

from infra.checks.__main__ import main
from infra.checks.running import run
from infra.checks.steps import ROOT, STEPS, Step
from infra.checks.tools import OF_BROWSER_TESTS, MissingTool, Tool

UNIT = next(step for step in STEPS if step.name == "unit")


def python(name: str, code: str) -> Step:
    return Step(name=name, argv=(sys.executable, "-c", code), light=name.startswith("light"))


def test_options_are_added_and_paths_take_the_place_of_the_steps_own() -> None:
    assert UNIT.command(["-k", "slots"])[-3:] == [UNIT.paths[-1], "-k", "slots"]
    assert UNIT.command(["tests/conftest.py::nothing"])[len(UNIT.argv) :] == [
        "tests/conftest.py::nothing"
    ]


def test_a_whole_step_runs_in_several_processes_and_chosen_tests_in_one() -> None:
    step = next(step for step in STEPS if step.name == "integration")
    assert "-n" in step.command([])
    assert "-n" in step.command(["-k", "slots"])
    assert "-n" not in step.command(["tests/integration/shared"])


def test_every_folder_of_tests_is_in_a_step() -> None:
    run = {path for step in STEPS if step.is_tests for path in step.paths}
    tests = {p.parent for p in (ROOT / "tests").rglob("test_*.py")}
    paths = {folder.relative_to(ROOT) for folder in tests}
    assert not [p for p in paths if not any(p.is_relative_to(known) for known in run)]


async def test_nothing_runs_after_a_failure_but_what_ran_beside_it() -> None:
    steps = (python("light 1", "exit(1)"), python("light 2", ""), python("heavy", ""))
    results = await run(steps, [])
    assert [(r.step.name, r.passed) for r in results] == [("light 1", False), ("light 2", True)]


async def test_of_light_steps_only_the_failed_speaks(capfd: pytest.CaptureFixture[str]) -> None:
    steps = (python("light 1", "print('all is well')"), python("light 2", "exit('line 3')"))
    await run(steps, [])
    assert capfd.readouterr().out == "\nlight 2\nline 3\n\n"


async def test_a_step_by_itself_speaks_as_it_goes(capfd: pytest.CaptureFixture[str]) -> None:
    await run((python("light", "print('all is well')"),), [])
    assert "all is well" in capfd.readouterr().out


async def test_heavy_steps_run_one_by_one_and_none_after_a_failure() -> None:
    steps = (python("heavy 1", ""), python("heavy 2", "exit(1)"), python("heavy 3", ""))
    results = await run(steps, [])
    assert [(r.step.name, r.passed) for r in results] == [("heavy 1", True), ("heavy 2", False)]


def test_an_unknown_step_is_told_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["unti"]) == 2
    assert "no step 'unti'; there are: types," in capsys.readouterr().out


@pytest.mark.parametrize("tool", OF_BROWSER_TESTS, ids=lambda tool: tool.title)
def test_a_tool_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, tool: Tool) -> None:
    monkeypatch.setenv(tool.variable, "/nowhere/tool")
    with pytest.raises(
        MissingTool, match=f"{tool.variable} names /nowhere/tool, which is no program"
    ):
        tool.ensure()
