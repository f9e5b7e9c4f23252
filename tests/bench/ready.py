"""Seconds from `./infra/up` to a house that serves: first in a fresh copy, then warm.

The copy has no environment, no packages and no data, and the home folder is empty, so that the
first run makes, downloads and installs everything. Prints one JSON line for each run.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
WARM_RUNS = 3
_NOT_COPIED = (".callboard", ".git", "node_modules", "__pycache__", ".*_cache")
_ENDS_WITHIN = 60


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as scratch:
        Path(scratch).chmod(0o711)  # PostgreSQL's own user passes through
        copy, home = Path(scratch, "copy"), Path(scratch, "home")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*_NOT_COPIED))
        home.mkdir()
        for run in ["first", *["warm"] * WARM_RUNS]:
            print(json.dumps(measure(run, copy, home)), flush=True)


def measure(run: str, copy: Path, home: Path) -> dict[str, str | float]:
    """Start the house, note when it is ready, and stop it."""
    begun = time.monotonic()
    process = subprocess.Popen(
        ["./infra/up", "--no-demo", "--port", "18800"],
        cwd=copy,
        env=os.environ | {"HOME": str(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Ready after"):
            break
    else:
        sys.exit(f"ready: the house did not open:\n{''.join(lines)}")
    ready = time.monotonic() - begun
    stopped = stop(process)
    return {"bench": "ready", "run": run, "seconds": round(ready, 2), "to_stop": round(stopped, 2)}


def stop(process: subprocess.Popen[str]) -> float:
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=_ENDS_WITHIN)
    return time.monotonic() - begun


if __name__ == "__main__":
    main()
