"""What recording costs, what kills cost a take, and how far sound and picture drift apart.

The lost time is what the file does not have of the time until the kill. The half hour is not
waited for: its packets carry their times. Prints JSON lines.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from itertools import pairwise
from pathlib import Path

import av
import uvloop

from services.rooms.media.rtp.clock import RATES, Kind, SenderClock
from services.rooms.takes.recording.muxer import Muxer
from services.rooms.takes.recording.protocol import closing_note
from services.rooms.takes.recording.recorder import Recorder
from services.rooms.takes.storage.repair import repaired
from shared import log
from shared.runtime.child_signals import send_signal
from tests.bench._figures import Figure, count_up_to, figure
from tests.bench.load.filming import HEADER, KEY_HEAD, SOUND, Filmed, Nowhere, film

ROOT = Path(__file__).parents[2]
CORE_GOAL, LOST_GOAL, SKEW_GOAL = 0.03, {"p95": 1000}, 40
SETTLED_S, AFTER_S = 3.0, 2.0
MINUTES, PPM, NTP = 30, 50e-6, 4e9


def _spent(pid: int) -> float:
    """CPU seconds of a process until now."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


async def cost(folder: Path, people: int, seconds: float) -> Figure:
    """CPU for recording one person: in the worker, without what filming costs, and the recorder."""
    idle = time.process_time()
    await film([Filmed(Nowhere(), time.monotonic()) for _ in range(people)], seconds)
    filming = time.process_time() - idle
    recorder = Recorder()
    await recorder.start()
    began = time.monotonic()
    opening = [recorder.open(str(n), folder / f"{n}.webm", began) for n in range(people)]
    recordings = await asyncio.gather(*opening)
    assert recorder.pid
    recorded, worked = _spent(recorder.pid), time.process_time()
    await film([Filmed(recording, time.monotonic()) for recording in recordings], seconds)
    worker = max(0.0, time.process_time() - worked - filming) / seconds / people
    child = (_spent(recorder.pid) - recorded) / seconds / people
    dropped = sum(recording.dropped for recording in recordings)
    await recorder.stop()
    return {
        "bench": "takes", "what": "recording one person at 1.5 Mbit/s and sound", "unit": "cores",
        "each": round(worker + child, 4), "worker": round(worker, 4), "recorder": round(child, 4),
        "dropped": dropped, "n": people, "goal": {"each": CORE_GOAL},
    }  # fmt: skip


async def recorder_killed(path: Path) -> float:
    """Milliseconds that a take lacks after its recorder was killed and replaced."""
    recorder = Recorder()
    await recorder.start()
    began = time.monotonic()
    recording = await recorder.open("take", path, began)
    person = Filmed(recording, began)
    await film([person], SETTLED_S)
    assert recorder.pid
    os.kill(recorder.pid, signal.SIGKILL)
    await film([person], AFTER_S)
    closed = await recorder.close(recording)
    await recorder.stop()
    gaps = max((gap.end_ms - gap.start_ms for gap in closed.gaps), default=0)
    return float(max(gaps, *_holes(path)))


def _holes(path: Path) -> list[float]:
    """Milliseconds by which the longest pause of each track is longer than its frames."""
    frame_ms: dict[Kind, float] = {"audio": 20.0, "video": 1000 / 30}
    times = _times(path)
    return [max(b - a for a, b in pairwise(times[kind])) - frame_ms[kind] for kind in RATES]


def _times(path: Path) -> dict[Kind, list[float]]:
    """When each packet of a file begins, in milliseconds."""
    times: dict[Kind, list[float]] = {"audio": [], "video": []}
    with av.open(str(path)) as file:
        for packet in file.demux():
            if packet.pts is not None and packet.time_base is not None:
                kind: Kind = "video" if packet.stream.type == "video" else "audio"
                times[kind].append(1000 * float(packet.pts * packet.time_base))
    return times


async def worker_killed(path: Path, *, recorder_too: bool) -> float:
    """Milliseconds before the kill that a take lacks."""
    command = (sys.executable, "-m", "tests.bench.load.filming", str(path))
    worker = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=PIPE)
    assert worker.stdout
    recorder, began = (await worker.stdout.readline()).split()
    await asyncio.sleep(SETTLED_S)
    killed = time.monotonic()
    send_signal(worker, signal.SIGKILL)
    if recorder_too:
        os.kill(int(recorder), signal.SIGKILL)
    await worker.wait()
    await _left(worker, path, recorder_too=recorder_too)
    ends = [times[-1] for times in _times(path).values()]
    return max(0.0, 1000 * (killed - float(began)) - min(ends))


async def _left(worker: Process, path: Path, *, recorder_too: bool) -> None:
    """Wait until the file is whole, or make it so."""
    if recorder_too:
        repaired(path)
        return
    await asyncio.to_thread(_noted, path)


def _noted(path: Path) -> None:
    while not closing_note(path).exists():
        time.sleep(0.05)


def skew(path: Path) -> Figure:
    """The longest way from a sound to the picture of the same moment in half an hour, where sound
    card and camera run apart by 100 ppm, one too fast and one too slow by our clock."""
    reel, seconds = Muxer.begin(path, 0.0), MINUTES * 60
    rates: dict[Kind, float] = {
        "audio": RATES["audio"] * (1 + PPM),
        "video": RATES["video"] * (1 - PPM),
    }
    for tick in range(seconds * 50):
        now, late = tick / 50, 0.02 + 0.05 * (tick * 7919 % 100) / 100
        if tick % 250 == 0:
            for kind, rate in rates.items():
                wall = NTP + now * (1 + PPM)
                reel.clock(kind, SenderClock(wall, round(now * rate), now + late))
        stamps = {kind: round(now * rate) for kind, rate in rates.items()}
        head = HEADER.pack(0x80, 111, tick & 0xFFFF, stamps["audio"], 2)
        reel.packet("audio", head + SOUND, now + late)
        if tick % 50 == 0:
            head = HEADER.pack(0x80, 0x80 | 96, tick // 50 & 0xFFFF, stamps["video"], 1)
            reel.packet("video", head + KEY_HEAD + bytes(20), now + late + 0.1)
    reel.finish(1, float(seconds))
    times = _times(path)
    worst = max(abs(a - b) for a, b in zip(times["audio"][::50], times["video"], strict=False))
    return {
        "bench": "takes", "what": "sound and picture apart in half an hour", "unit": "ms",
        "worst": round(worst, 1), "n": seconds, "goal": {"worst": SKEW_GOAL},
    }  # fmt: skip


async def measure(people: int, seconds: float, kills: int) -> None:
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as name:
        folder = Path(name)
        _tell(await cost(folder, people, seconds))
        lost = [await recorder_killed(folder / f"recorder-{n}.webm") for n in range(kills)]
        _tell(figure("takes", "lost when the recorder is killed", lost, goal=LOST_GOAL))
        for too, what in ((False, "the worker"), (True, "worker and recorder")):
            paths = [folder / f"worker-{too}-{n}.webm" for n in range(kills)]
            lost = [await worker_killed(path, recorder_too=too) for path in paths]
            _tell(figure("takes", f"lost when {what} is killed", lost, goal=LOST_GOAL))
        _tell(skew(folder / "skew.webm"))


def _tell(found: Figure) -> None:
    print(json.dumps(found), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=count_up_to(24), default=8)
    parser.add_argument("--seconds", type=count_up_to(120), default=10)
    parser.add_argument("--kills", type=count_up_to(50), default=5)
    given = parser.parse_args()
    log.configure("bench")  # to standard error: here only figures are printed
    uvloop.run(measure(given.people, given.seconds, given.kills))


if __name__ == "__main__":
    main()
