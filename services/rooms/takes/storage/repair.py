"""Makes a recording that was cut off by a crash whole again, in place: what is torn at its end
goes; cues and duration come.

Run as a program of its own, for reading would hold up live media:
`python -m services.rooms.takes.storage.repair <file>`. Prints one JSON object.
"""

import asyncio
import errno
import os
import sys
from pathlib import Path

import msgspec

from services.rooms.takes.container.scan import scan
from services.rooms.takes.container.webm import WebmWriter


class Repaired(msgspec.Struct, frozen=True):
    """What is in the file now. `duration_ms` is 0 when there was nothing to save."""

    duration_ms: int = 0
    width: int = 0
    height: int = 0
    bytes: int = 0


async def repair(path: Path) -> Repaired:
    """Repair a file in place, in a child process. Raises OSError when it cannot be read or written
    just now."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, str(path), stdout=asyncio.subprocess.PIPE
    )
    out, _ = await child.communicate()
    if child.returncode == os.EX_IOERR:
        raise OSError(errno.EIO, "a file of a take could not be repaired")
    return msgspec.json.decode(out, type=Repaired) if child.returncode == 0 else Repaired()


def repaired(path: Path) -> Repaired:
    """Repair a file. Raises OSError when it cannot be read, or not be written at all."""
    done, cues = scan(path)
    if not done.length:
        return Repaired()
    length = WebmWriter(path, done, cues).seal()
    return Repaired(done.end, *done.size, length)


if __name__ == "__main__":
    try:
        sys.stdout.buffer.write(msgspec.json.encode(repaired(Path(sys.argv[1]))))
    except OSError:
        sys.exit(os.EX_IOERR)
