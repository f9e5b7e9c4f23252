"""One person's recording while it is being written: packets in, a WebM file out."""

from itertools import pairwise
from pathlib import Path
from typing import Self

from services.rooms.media.rtp.clock import Kind, SenderClock
from services.rooms.media.rtp.packet import parse_packet, ssrc_of
from services.rooms.takes.container import opus
from services.rooms.takes.container.ebml import Cue
from services.rooms.takes.container.webm import WebmWriter
from services.rooms.takes.recording import muxer_state
from services.rooms.takes.recording.muxer_state import MuxerState
from services.rooms.takes.recording.protocol import Checkpoint, Closed, Gap
from services.rooms.takes.recording.reorder_buffer import BufferedPacket, ReorderBuffer
from services.rooms.takes.recording.timeline import Timeline

PATIENCE: dict[Kind, float] = {"audio": 0.2, "video": 1.0}
"""Seconds a missing packet is waited for: video is asked for again, audio is not."""
SILENT_AFTER_MS = 1500
"""Where no sound came for so long by the time of the pictures, silence is written. Who sends
nothing for so long at the end has lost the connection."""
SEAM_MS = 5
SWITCH_MS = 250
"""From one stream of pictures to the next this is no gap: another size of the same camera."""
SMALL = 8
"""A picture is small that has so many times fewer pixels than the largest of its file."""
MOST_GAPS = 1000


class Muxer:
    """Raises OSError when the file cannot be written. The sound is one unbroken stream: what is
    missing of it is filled with silence."""

    def __init__(self, path: Path, now: MuxerState, cues: list[Cue], gaps: list[Gap]) -> None:
        self.gaps = gaps
        self._now, self._audio, self._video = now, now.audio, now.video
        self._file = WebmWriter(path, now.done, cues)
        self._reported = len(cues), len(gaps)

    @classmethod
    def begin(cls, path: Path, start: float) -> Self:
        """Begin a file; `start` is the `time.monotonic()` of its beginning."""
        return cls(path, MuxerState(Timeline(start)), [], [])

    @classmethod
    def resume(cls, path: Path, checkpoint: Checkpoint) -> Self:
        """Go on with a file as it was at a checkpoint; what was written later is written anew."""
        now = muxer_state.DECODER.decode(checkpoint.state)
        return cls(path, now, list(checkpoint.cues), list(checkpoint.gaps))

    @property
    def length(self) -> int:
        """Bytes in the file."""
        return self._now.done.length

    def packet(
        self, kind: Kind, data: bytes, arrival: float, orientation: int | None = None
    ) -> None:
        """Take one RTP packet, which may have a video orientation; a malformed one is
        dropped."""
        try:
            packet = parse_packet(data, video=kind == "video")
        except ValueError:
            return
        packet.passed_on = orientation
        if ssrc_of(data) != self._now.ssrcs.get(kind):
            self._begin(kind, ssrc_of(data))
        self._now.last = arrival
        for arrived in self._now.buffers[kind].add(packet, arrival):
            self._write(kind, arrived)

    def clock(self, kind: Kind, report: SenderClock) -> None:
        self._now.timeline.clock(kind, report)

    def checkpoint(self, number: int, upto: int) -> Checkpoint:
        """Return how recording `number` is after so many messages."""
        cues, gaps = self._reported
        self._reported = len(self._file.cues), len(self.gaps)
        now = muxer_state.ENCODER.encode(self._now)
        return Checkpoint(number, upto, now, self._file.cues[cues:], self.gaps[gaps:])

    def flush(self) -> None:
        """Write what waits for more of its cluster."""
        self._file.flush()

    def finish(self, number: int, at: float) -> Closed:
        """Close the file of recording `number` as of `at`."""
        for kind, buffer in self._now.buffers.items():
            for arrived in buffer.rest():
                self._write(kind, arrived)
        end = max(0, round(1000 * (at - self._now.timeline.start)))
        self._end(end, gone=1000 * (at - self._now.last) > SILENT_AFTER_MS)
        self._silence(max(end, opus.SILENCE_MS))  # a file of which nothing came is one too
        self._file.flush()
        return self._sealed(number)

    def cut(self, number: int) -> Closed:
        """Close the file of recording `number` with what is written, for no more can be."""
        done = self._now.done
        done.end = min([done.end, *(time for time, *_ in done.blocks)])
        return self._sealed(number)

    def abandon(self) -> None:
        """Leave the file as it is."""
        self._file.abandon()

    def _sealed(self, number: int) -> Closed:
        length, done = self._file.seal(), self._now.done
        gaps = [*self.gaps, *self._small_spans(done.end)]
        return Closed(number, done.end, *done.size, length, gaps, self._video.turns)

    def _small_spans(self, end: int) -> list[Gap]:
        areas = self._video.areas
        largest = max((area for _, area in areas), default=0)
        spans = pairwise([*areas, (end, largest)])
        return [
            Gap("small", start, stop)
            for (start, area), (stop, _) in spans
            if SMALL * area <= largest and start < stop
        ]

    def _begin(self, kind: Kind, ssrc: int) -> None:
        """Another stream: the first one, another size, or the person came back on a new
        connection."""
        if kind in self._now.ssrcs:
            for arrived in self._now.buffers[kind].rest():
                self._write(kind, arrived)
            self._now.timeline.reset(kind)
            if kind == "video":
                self._now.pictures.quarters = 0
                self._video.switched = self._video.lost_at is None
                self._break_pictures()
            else:
                self._audio.switched = True
        self._now.ssrcs[kind] = ssrc
        self._now.buffers[kind] = ReorderBuffer(PATIENCE[kind])

    def _end(self, end: int, *, gone: bool) -> None:
        """Note what is missing at the end."""
        if gone and "video" in self._now.ssrcs:
            self._break_pictures()
        if gone and "audio" in self._now.ssrcs:
            self._lost("audio", round(self._audio.received), end)
        if self._video.lost_at is not None:
            self._lost("video", self._video.lost_at, end)

    def _write(self, kind: Kind, arrived: BufferedPacket) -> None:
        if kind == "audio":
            self._write_audio(arrived)
        else:
            self._write_picture(arrived)

    def _write_audio(self, arrived: BufferedPacket) -> None:
        payload = arrived.packet.payload
        duration = opus.duration_ms(payload)
        if not duration:
            return
        time = 1000 * self._now.timeline.sound(arrived.packet.timestamp, arrived.arrival)
        if time < self._audio.end - SEAM_MS:
            return  # from before the recording, or from under a silence already written
        if arrived.after_loss or (self._audio.switched and time > self._audio.received + SEAM_MS):
            self._lost("audio", round(self._audio.received), round(time))
        self._silence(time - SEAM_MS)
        begin = max(self._audio.end, time)
        self._file.sound(round(begin), round(duration), payload)
        self._audio.end = self._audio.received = begin + duration
        self._audio.switched = False

    def _write_picture(self, arrived: BufferedPacket) -> None:
        if arrived.after_loss:
            self._video.switched = False
            self._break_pictures()
        picture = self._now.pictures.add(arrived)
        if picture is None:
            return
        time = round(1000 * self._now.timeline.picture(picture.timestamp, picture.arrival))
        time = max(time, self._video.end + 1, 0)
        self._found_pictures(time)
        self._silence(time - SILENT_AFTER_MS)
        self._file.picture(time, picture.data, picture.size)
        self._video.end = time
        self._note_turn(time, picture.quarters)
        if picture.size is not None:
            self._note_area(time, picture.size[0] * picture.size[1])

    def _note_turn(self, time: int, quarters: int) -> None:
        turns = self._video.turns
        if len(turns) < MOST_GAPS and quarters != (turns[-1][1] if turns else 0):
            turns.append((time, quarters))

    def _note_area(self, time: int, area: int) -> None:
        areas = self._video.areas
        if len(areas) < MOST_GAPS and (not areas or areas[-1][1] != area):
            areas.append((time, area))

    def _break_pictures(self) -> None:
        if self._video.lost_at is None and not self._now.pictures.broken:
            self._video.lost_at = self._video.end
        self._now.pictures.lose()

    def _found_pictures(self, time: int) -> None:
        lost_at, self._video.lost_at = self._video.lost_at, None
        if lost_at is not None and not (self._video.switched and time - lost_at <= SWITCH_MS):
            self._lost("video", lost_at, time)
        self._video.switched = False

    def _silence(self, until: float) -> None:
        while self._audio.end + opus.SILENCE_MS <= until:
            self._file.sound(round(self._audio.end), opus.SILENCE_MS, opus.SILENCE)
            self._audio.end += opus.SILENCE_MS

    def _lost(self, kind: Kind, start: int, end: int) -> None:
        if len(self.gaps) < MOST_GAPS and end > start:
            self.gaps.append(Gap(kind, start, end))
