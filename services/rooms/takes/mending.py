"""Makes a recording that was cut off by a crash whole again: cues, duration, nothing re-encoded.

Run as a program of its own, for reading and writing would hold up live media:
`python -m services.rooms.takes.mending <file>`. Prints one JSON object.
"""

import asyncio
import contextlib
import sys
from pathlib import Path
from typing import Any

import av
import msgspec


class Mended(msgspec.Struct, frozen=True):
    """What is in the file now. `duration_ms` is 0 when there was nothing to save."""

    duration_ms: int = 0
    width: int = 0
    height: int = 0
    bytes: int = 0


async def mend(path: Path) -> Mended:
    """Mend a file in place, in a child process."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, str(path), stdout=asyncio.subprocess.PIPE
    )
    out, _ = await child.communicate()
    return msgspec.json.decode(out, type=Mended) if child.returncode == 0 else Mended()


def _mend(path: Path) -> Mended:
    draft = path.with_suffix(".draft")
    try:
        end, size = _copy(path, draft)
    except (av.FFmpegError, OSError):
        draft.unlink(missing_ok=True)
        return Mended()
    draft.replace(path)
    return Mended(int(end * 1000), *size, path.stat().st_size)


def _copy(source_path: Path, draft: Path) -> tuple[float, tuple[int, int]]:
    """Copy packets up to where the file breaks off; return seconds, and width and height."""
    end, size = 0.0, (0, 0)
    with av.open(str(source_path)) as source, av.open(str(draft), "w", format="webm") as target:
        streams: dict[int, Any] = {}
        for stream in (*source.streams.video, *source.streams.audio):
            streams[stream.index] = target.add_stream_from_template(stream)
        if source.streams.video:
            size = (source.streams.video[0].width, source.streams.video[0].height)
        with contextlib.suppress(av.FFmpegError):
            for packet in source.demux(*source.streams.video, *source.streams.audio):
                if packet.pts is None or packet.time_base is None:
                    continue
                end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base))
                packet.stream = streams[packet.stream.index]
                target.mux(packet)
    return end, size


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(_mend(Path(sys.argv[1]))))
