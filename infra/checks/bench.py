"""`./infra/bench`: runs the measuring scripts and hands on the JSON lines that they print.

usage: infra/bench [NAME …]      NAME is a file of tests/bench without its ending
"""

import os
import subprocess
import sys

from infra.checks.steps import ROOT
from infra.checks.tools import CHROMIUM

_FOLDER = ROOT / "tests" / "bench"


def main(names: list[str]) -> int:
    known = sorted(path.stem for path in _FOLDER.glob("[!_]*.py"))
    if wrong := [name for name in names if name not in known]:
        print(f"no bench {', '.join(wrong)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    environment = os.environ | {"CHROMIUM": CHROMIUM.ensure()}
    failed = [name for name in names or known if not _passes(name, environment)]
    for name in failed:
        print(f"{name} FAILED", file=sys.stderr)
    return 1 if failed else 0


def _passes(name: str, environment: dict[str, str]) -> bool:
    """Run one script as a module, so that it imports what the services do."""
    command = [sys.executable, "-m", f"tests.bench.{name}"]
    done = subprocess.run(  # noqa: S603 - names of our own files
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False
    )
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
