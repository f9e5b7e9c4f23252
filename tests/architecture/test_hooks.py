"""What Git runs before a commit or a push is what the test command runs first."""

import re

from infra.checks.steps import ROOT, STEPS

HOOK = re.compile(r"- id: (\S+)\n +name: \1\n +entry: (.+)\n +language: system\n")


def test_the_hooks_are_the_light_steps() -> None:
    hooks = HOOK.findall((ROOT / ".pre-commit-config.yaml").read_text())
    light = [step.name for step in STEPS if step.light]
    assert hooks == [(name, f"./infra/test {name}") for name in light]
