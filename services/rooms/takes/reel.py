"""One person's recording while it is being written: packets in, a WebM file out."""

from pathlib import Path

from services.rooms.rtp.model import Kind, SenderClock
from services.rooms.rtp.packet import parse_packet, ssrc_of
from services.rooms.takes import opus
from services.rooms.takes.ordering import Arrived, Ordering
from services.rooms.takes.pictures import Pictures
from services.rooms.takes.recorder_messages import Gap
from services.rooms.takes.timeline import Timeline
from services.rooms.takes.webm import WebmWriter

PATIENCE: dict[Kind, float] = {"audio": 0.2, "video": 1.0}
"""Seconds a missing packet is waited for: video is asked for again, audio is not."""
SILENT_AFTER_MS = 1500
"""Where no sound came for so long by the time of the pictures, silence is written."""
SEAM_MS = 5
MOST_GAPS = 1000


class Reel:
    """`start` is the `time.monotonic()` of the beginning. Raises OSError when the file cannot be
    written. The sound is one unbroken stream: what is missing of it is filled with silence."""

    def __init__(self, path: Path, start: float) -> None:
        self.gaps: list[Gap] = []
        self._start = start
        self._file = WebmWriter(path)
        self._timeline = Timeline(start)
        self._orderings: dict[Kind, Ordering] = {}
        self._ssrcs: dict[Kind, int] = {}
        self._pictures = Pictures()
        self._sound_end = 0.0
        self._picture_end = 0
        self._pictures_lost_at: int | None = None

    def packet(self, kind: Kind, data: bytes, arrival: float) -> None:
        """Take one RTP packet; a malformed one is dropped."""
        try:
            packet = parse_packet(data, 0, 0, video=kind == "video")
        except ValueError:
            return
        if ssrc_of(data) != self._ssrcs.get(kind):
            self._begin(kind, ssrc_of(data))
        for arrived in self._orderings[kind].add(packet, arrival):
            self._write(kind, arrived)

    def clock(self, kind: Kind, report: SenderClock) -> None:
        self._timeline.clock(kind, report)

    def finish(self, at: float) -> tuple[int, int, int, int]:
        """Close the file as of `at`; its duration (ms), width, height and length in bytes."""
        for kind, ordering in self._orderings.items():
            for arrived in ordering.rest():
                self._write(kind, arrived)
        end = max(0, round(1000 * (at - self._start)))
        if self._pictures_lost_at is not None:
            self._lost("video", self._pictures_lost_at, end)
        self._silence(end)
        length = self._file.finish()
        return self._file.end, *self._file.size, length

    def abandon(self) -> None:
        """Leave the file as it is."""
        self._file.abandon()

    def _begin(self, kind: Kind, ssrc: int) -> None:
        """Another sender: the first one, or the person came back on a new connection."""
        if kind in self._ssrcs:
            for arrived in self._orderings[kind].rest():
                self._write(kind, arrived)
            self._timeline.reset(kind)
            if kind == "video":
                self._break_pictures()
        self._ssrcs[kind] = ssrc
        self._orderings[kind] = Ordering(PATIENCE[kind])

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
        time = 1000 * self._timeline.sound(arrived.packet.timestamp, arrived.arrival)
        if time < self._sound_end - SEAM_MS:
            return  # from before the recording, or from under a silence already written
        if arrived.after_loss:
            self._lost("audio", round(self._sound_end), round(time))
        self._silence(time - SEAM_MS)
        begin = max(self._sound_end, time)
        self._file.sound(round(begin), round(duration), payload)
        self._sound_end = begin + duration

    def _write_picture(self, arrived: Arrived) -> None:
        if arrived.after_loss:
            self._break_pictures()
        picture = self._pictures.add(arrived)
        if picture is None:
            return
        time = round(1000 * self._timeline.picture(picture.timestamp, picture.arrival))
        time = max(time, self._picture_end + 1, 0)
        if self._pictures_lost_at is not None:
            self._lost("video", self._pictures_lost_at, time)
            self._pictures_lost_at = None
        self._silence(time - SILENT_AFTER_MS)
        self._file.picture(time, picture.data, picture.size)
        self._picture_end = time

    def _break_pictures(self) -> None:
        if self._pictures_lost_at is None and not self._pictures.broken:
            self._pictures_lost_at = self._picture_end
        self._pictures.lose()

    def _silence(self, until: float) -> None:
        while self._sound_end + opus.SILENCE_MS <= until:
            self._file.sound(round(self._sound_end), opus.SILENCE_MS, opus.SILENCE)
            self._sound_end += opus.SILENCE_MS

    def _lost(self, kind: Kind, start: int, end: int) -> None:
        if len(self.gaps) < MOST_GAPS and end > start:
            self.gaps.append(Gap(kind, start, end))
