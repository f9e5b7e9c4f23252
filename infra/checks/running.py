"""Running steps: light ones beside each other, the others one by one, none after a failure."""

import asyncio
import os
import time

import msgspec

from infra.checks.steps import ROOT, Step
from infra.checks.tools import OF_BROWSER_TESTS

BESIDE_EACH_OTHER = 2


class Result(msgspec.Struct, frozen=True):
    """How a step went; `seconds` is wall time."""

    step: Step
    passed: bool
    seconds: float


async def run(steps: tuple[Step, ...], arguments: list[str]) -> list[Result]:
    """Run steps until one fails; those that already run beside it finish.

    Raises:
        MissingTool: a browser step has no browser, or no relay.
    """
    light = [step for step in steps if step.light and len(steps) > 1]
    results = await _run_beside_each_other(light, arguments)
    for step in (step for step in steps if step not in light):
        if not all(result.passed for result in results):
            break
        print(f"\n{step.name}", flush=True)
        results.append(await _run_one(step, arguments, quiet=False))
    return results


async def _run_beside_each_other(steps: list[Step], arguments: list[str]) -> list[Result]:
    turns = asyncio.Semaphore(BESIDE_EACH_OTHER)

    async def in_turn(step: Step) -> Result:
        async with turns:
            return await _run_one(step, arguments, quiet=True)

    return list(await asyncio.gather(*map(in_turn, steps)))


async def _run_one(step: Step, arguments: list[str], *, quiet: bool) -> Result:
    begun = time.monotonic()
    environment = dict(os.environ)
    if step.browser:
        environment |= {tool.variable: tool.ensure() for tool in OF_BROWSER_TESTS}
    process = await asyncio.create_subprocess_exec(
        *step.command(arguments),
        cwd=ROOT,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE if quiet else None,
        stderr=asyncio.subprocess.STDOUT if quiet else None,
    )
    output, _ = await process.communicate()
    passed = process.returncode == 0
    if output and not passed:
        print(f"\n{step.name}\n{output.decode(errors='replace')}", flush=True)
    return Result(step, passed, time.monotonic() - begun)
