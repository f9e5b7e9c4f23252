"""One person's recording while it is being written: packets in, a WebM file out."""

from pathlib import Path
from typing import Self

import msgspec

from services.rooms.rtp.model import Kind, SenderClock
from services.rooms.rtp.packet import parse_packet, ssrc_of
from services.rooms.takes import opus
from services.rooms.takes.ebml import Cue
from services.rooms.takes.ordering import Arrived, Ordering
from services.rooms.takes.pictures import Pictures
from services.rooms.takes.recorder_messages import ENCODER, Checkpoint, Closed, Gap
from services.rooms.takes.timeline import Timeline
from services.rooms.takes.webm import WebmWriter, Written

PATIENCE: dict[Kind, float] = {"audio": 0.2, "video": 1.0}
"""Seconds a missing packet is waited for: video is asked for again, audio is not."""
SILENT_AFTER_MS = 1500
"""Where no sound came for so long by the time of the pictures, silence is written."""
SEAM_MS = 5
MOST_GAPS = 1000


class ReelState(msgspec.Struct, array_like=True):
    """All that a recording knows but its cues and gaps. Times of the file are in milliseconds."""

    timeline: Timeline
    done: Written = msgspec.field(default_factory=Written)
    pictures: Pictures = msgspec.field(default_factory=Pictures)
    orderings: dict[Kind, Ordering] = {}
    ssrcs: dict[Kind, int] = {}
    sound_end: float = 0.0
    picture_end: int = 0
    pictures_lost_at: int | None = None
    switched: bool = False
    """Pictures are lost only because another stream of them begins."""


STATES = msgspec.msgpack.Decoder(ReelState)


class Reel:
    """Raises OSError when the file cannot be written. The sound is one unbroken stream: what is
    missing of it is filled with silence."""

    def __init__(self, path: Path, state: ReelState, cues: list[Cue], gaps: list[Gap]) -> None:
        self.gaps = gaps
        self._state = state
        self._file = WebmWriter(path, state.done, cues)
        self._told = len(cues), len(gaps)

    @classmethod
    def begin(cls, path: Path, start: float) -> Self:
        """Begin a file; `start` is the `time.monotonic()` of its beginning."""
        return cls(path, ReelState(Timeline(start)), [], [])

    @classmethod
    def resume(cls, path: Path, checkpoint: Checkpoint) -> Self:
        """Go on with a file as it was at a checkpoint; what was written later is written anew."""
        state = STATES.decode(checkpoint.state)
        return cls(path, state, list(checkpoint.cues), list(checkpoint.gaps))

    @property
    def clusters(self) -> int:
        """How many bytes lie in the file."""
        return self._state.done.length

    def checkpoint(self, number: int, upto: int) -> Checkpoint:
        """Return how it is after so many messages to recording `number`."""
        cues, gaps = self._told
        self._told = len(self._file.cues), len(self.gaps)
        state = ENCODER.encode(self._state)
        return Checkpoint(number, upto, state, self._file.cues[cues:], self.gaps[gaps:])

    def packet(self, kind: Kind, data: bytes, arrival: float) -> None:
        """Take one RTP packet; a malformed one is dropped."""
        try:
            packet = parse_packet(data, video=kind == "video")
        except ValueError:
            return
        if ssrc_of(data) != self._state.ssrcs.get(kind):
            self._begin(kind, ssrc_of(data))
        for arrived in self._state.orderings[kind].add(packet, arrival):
            self._write(kind, arrived)

    def clock(self, kind: Kind, report: SenderClock) -> None:
        self._state.timeline.clock(kind, report)

    def flush(self) -> None:
        """Write what waits for more of its cluster."""
        self._file.flush()

    def finish(self, number: int, at: float) -> Closed:
        """Close the file of recording `number` as of `at`."""
        for kind, ordering in self._state.orderings.items():
            for arrived in ordering.rest():
                self._write(kind, arrived)
        end = max(0, round(1000 * (at - self._state.timeline.start)))
        if self._state.pictures_lost_at is not None:
            self._lost("video", self._state.pictures_lost_at, end)
        self._silence(end)
        self._file.flush()
        return self._sealed(number)

    def cut(self, number: int) -> Closed:
        """Close the file of recording `number` with what is written, for no more can be."""
        done = self._state.done
        done.end = min([done.end, *(time for time, *_ in done.blocks)])
        return self._sealed(number)

    def abandon(self) -> None:
        """Leave the file as it is."""
        self._file.abandon()

    def _sealed(self, number: int) -> Closed:
        length, done = self._file.seal(), self._state.done
        return Closed(number, done.end, *done.size, length, self.gaps)

    def _begin(self, kind: Kind, ssrc: int) -> None:
        """Another sender: the first one, or the person came back on a new connection."""
        if kind in self._state.ssrcs:
            for arrived in self._state.orderings[kind].rest():
                self._write(kind, arrived)
            self._state.timeline.reset(kind)
            if kind == "video":
                self._break_pictures()
        self._state.ssrcs[kind] = ssrc
        self._state.orderings[kind] = Ordering(PATIENCE[kind])

    def _write(self, kind: Kind, arrived: Arrived) -> None:
        if kind == "audio":
            self._write_sound(arrived)
        else:
            self._write_picture(arrived)

    def _write_sound(self, arrived: Arrived) -> None:
        payload = arrived.packet.payload
        duration = opus.duration_ms(payload)
        if not duration:
            return
        time = 1000 * self._state.timeline.sound(arrived.packet.timestamp, arrived.arrival)
        if time < self._state.sound_end - SEAM_MS:
            return  # from before the recording, or from under a silence already written
        if arrived.after_loss:
            self._lost("audio", round(self._state.sound_end), round(time))
        self._silence(time - SEAM_MS)
        begin = max(self._state.sound_end, time)
        self._file.sound(round(begin), round(duration), payload)
        self._state.sound_end = begin + duration

    def _write_picture(self, arrived: Arrived) -> None:
        if arrived.after_loss:
            self._break_pictures()
        picture = self._state.pictures.add(arrived)
        if picture is None:
            return
        time = round(1000 * self._state.timeline.picture(picture.timestamp, picture.arrival))
        time = max(time, self._state.picture_end + 1, 0)
        if self._state.pictures_lost_at is not None:
            self._lost("video", self._state.pictures_lost_at, time)
            self._state.pictures_lost_at = None
        self._silence(time - SILENT_AFTER_MS)
        self._file.picture(time, picture.data, picture.size)
        self._state.picture_end = time

    def _break_pictures(self) -> None:
        if self._state.pictures_lost_at is None and not self._state.pictures.broken:
            self._state.pictures_lost_at = self._state.picture_end
        self._state.pictures.lose()

    def _silence(self, until: float) -> None:
        while self._state.sound_end + opus.SILENCE_MS <= until:
            self._file.sound(round(self._state.sound_end), opus.SILENCE_MS, opus.SILENCE)
            self._state.sound_end += opus.SILENCE_MS

    def _lost(self, kind: Kind, start: int, end: int) -> None:
        if len(self.gaps) < MOST_GAPS and end > start:
            self.gaps.append(Gap(kind, start, end))
