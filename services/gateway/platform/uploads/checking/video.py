"""The program that probes a film: how long, how large, by which codecs; one line of JSON.

It is run confined (`shared.confined`), with the file as its standard input and the demuxer named,
so that no playlist leads to other files. One picture is decoded, to see that one can be.
"""

import json
import sys
from typing import Any

import av

DEMUXERS = {"video/mp4": "mov", "video/quicktime": "mov", "video/webm": "matroska"}


def probed(container: Any) -> dict[str, Any]:
    """Return what a film is; times are milliseconds."""
    picture = container.streams.video[0]
    sound = container.streams.audio
    duration = container.duration
    return {
        "duration_ms": duration // 1000 if duration else None,
        "width": picture.codec_context.width,
        "height": picture.codec_context.height,
        "video": picture.codec_context.name,
        "audio": sound[0].codec_context.name if sound else None,
    }


def main(kind: str) -> None:
    with av.open(sys.stdin.buffer, "r", format=DEMUXERS[kind]) as container:
        found = probed(container)
        next(container.decode(video=0))
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
