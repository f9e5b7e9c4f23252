"""Who the demo's office knows, as `known.json` says: names of many scripts, minors with guardians,
somebody written down twice."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import msgspec

from services.gateway.casting.talent.availability.model import NewStatement, Source, State
from services.gateway.casting.talent.guardians.model import GuardianFields
from services.gateway.casting.talent.model import TalentFields
from services.gateway.demo.people.portraits.look import Look

_FILE = Path(__file__).with_name("known.json")


class Said(msgspec.Struct, frozen=True):
    """What is said of days, counted from today."""

    first: int
    last: int
    state: State
    source: Source = "office"
    note: str = ""

    def from_day(self, today: date) -> NewStatement:
        first, last = (today + timedelta(days=each) for each in (self.first, self.last))
        return NewStatement(first, last, self.state, self.source, self.note)


class Known(msgspec.Struct, frozen=True):
    """Somebody of the demo: `reps` are keys of `talent.REPS` with what they cover."""

    fields: TalentFields
    look: Look
    reps: Mapping[str, str] = {}
    guardian: GuardianFields | None = None
    note: str = ""
    said: Annotated[Sequence[Said], msgspec.Meta(max_length=10)] = ()


def everybody() -> Sequence[Known]:
    return msgspec.json.decode(_FILE.read_bytes(), type=tuple[Known, ...])
