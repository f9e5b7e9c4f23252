"""Running steps: light ones first, beside each other, then the others one by one.

Where one fails, no other begins.
"""

import asyncio
import os
import time
from collections.abc import Mapping

import msgspec

from infra.checks.steps import ROOT, Step
from infra.checks.tools import OF_BROWSER_TESTS

BESIDE_EACH_OTHER = 2


class Result(msgspec.Struct, frozen=True):
    """How a step went; `seconds` is wall time."""

    step: Step
    passed: bool
    seconds: float


async def run(
    steps: tuple[Step, ...], arguments: list[str], environment: Mapping[str, str] | None = None
) -> list[Result]:
    """Run steps, with more in their environment; return how those went that began.

    Raises:
        MissingTool: a browser step has no browser, or no relay.
    """
    browsers = any(step.browser for step in steps)
    tools = {tool.variable: tool.ensure() for tool in OF_BROWSER_TESTS} if browsers else {}
    return await _Run(arguments, {**os.environ, **tools, **(environment or {})}).all_of(steps)


class _Run:
    """One run of the command: what each step is given, and how those went that ended."""

    def __init__(self, arguments: list[str], environment: Mapping[str, str]) -> None:
        self._arguments = arguments
        self._environment = environment
        self._results: list[Result] = []

    async def all_of(self, steps: tuple[Step, ...]) -> list[Result]:
        if len(steps) == 1:
            await self._one(steps[0], quiet=False)
            return self._results
        turns = asyncio.Semaphore(BESIDE_EACH_OTHER)
        light = [step for step in steps if step.light]
        await asyncio.gather(*(self._in_turn(step, turns) for step in light))
        for step in steps:
            if not step.light and all(result.passed for result in self._results):
                await self._one(step, quiet=False)
        return sorted(self._results, key=lambda result: steps.index(result.step))

    async def _in_turn(self, step: Step, turns: asyncio.Semaphore) -> None:
        async with turns:
            await self._one(step, quiet=True)

    async def _one(self, step: Step, *, quiet: bool) -> None:
        """Run a step. A quiet one speaks when it has ended."""
        if not quiet:
            print(f"\n{step.name}", flush=True)
        begun = time.monotonic()
        process = await asyncio.create_subprocess_exec(
            *step.command(self._arguments),
            cwd=ROOT,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE if quiet else None,
            stderr=asyncio.subprocess.STDOUT if quiet else None,
        )
        output, _ = await process.communicate()
        passed = process.returncode == 0
        if output and (step.tells or not (step.light and passed)):
            print(f"\n{step.name}\n{output.decode(errors='replace')}", flush=True)
        self._results.append(Result(step, passed, time.monotonic() - begun))
