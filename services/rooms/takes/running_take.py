"""A take that is being recorded."""

import msgspec

from services.rooms.takes.model import Manifest, ParticipantRecording, Take
from services.rooms.takes.recording.recording import Recording
from shared.lines import isolated


class RunningTake(msgspec.Struct):
    """`recordings` and `sinks` by who."""

    take: Take
    recordings: dict[str, ParticipantRecording]
    sinks: dict[str, Recording]
    reported: set[str] = set()
    """Whose failure was reported."""

    @property
    def manifest(self) -> Manifest:
        """What is recorded."""
        return Manifest(take=self.take, parts=tuple(self.recordings.values()))

    @property
    def failure(self) -> str | None:
        """Why nobody is recorded any more; None while anybody is."""
        failures = [sink.failure for sink in self.sinks.values()]
        return failures[0] if failures and all(failures) else None

    def new_failures(self) -> list[str]:
        """Report, once, whose recording came to an early end: the take goes on without them."""
        failed = {who: s.failure for who, s in self.sinks.items() if s.failure}
        fresh = [who for who in failed if who not in self.reported]
        self.reported.update(fresh)
        names = {who: isolated(self.recordings[who].name) for who in fresh}
        return [f"{names[who]} is no longer recorded: {failed[who]}." for who in fresh]
