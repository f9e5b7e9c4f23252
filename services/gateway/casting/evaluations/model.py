"""Takes as reviewers see them, and scorecards."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.web.forms import Text
from services.gateway.web.listing import NEWEST_FIRST, Listing, Order
from services.gateway.web.rendering import texts
from shared.errors import Conflict, Forbidden, Invalid, NotFound
from shared.ids import CandidateId, ProductionId, RoleId, SessionId, TakeId
from shared.lines import isolated
from shared.texts import gettext_noop
from shared.vocabulary import take_endings
from shared.vocabulary.take_phases import SETTLED, TakePhase

State: TypeAlias = Literal["ready", "making", "failed"]

PHASES: Mapping[State, tuple[TakePhase, ...]] = {
    "ready": ("finished",),
    "making": ("recording", "storing", "recorded", "finishing"),
    "failed": ("failed",),
}
STATES: Mapping[State, str] = {
    "ready": gettext_noop("Ready"),
    "making": gettext_noop("In the making"),
    "failed": gettext_noop("Failed"),
}
"""How far a take is, as lists say it, and by which phases."""
_STATE_OF: Mapping[TakePhase, State] = {
    phase: state for state, phases in PHASES.items() for phase in phases
}


class Take(msgspec.Struct, frozen=True):
    """One recorded performance, as rooms keeps it."""

    id: TakeId
    session_id: SessionId
    production_id: ProductionId
    role_name: str
    scene: str
    number: int
    name: str
    room: int
    phase: TakePhase
    started_at: datetime
    stopped_at: datetime | None
    finish_percent: int
    composite_key: str | None
    thumbnail_key: str | None
    ended_because: str | None = None
    failure: str | None = None
    """Why it is not stored yet, or why it failed."""

    @property
    def ended(self) -> str:
        """Why it ended, in a sentence; "" where somebody stopped it."""
        return texts.gettext(take_endings.words(self.ended_because))

    @property
    def label(self) -> str:
        """Role, scene, number and name: what a take is called everywhere."""
        with_scene = gettext_noop("%(role)s, %(scene)s, take %(number)s")
        words = with_scene if self.scene else gettext_noop("%(role)s, take %(number)s")
        role, scene = isolated(self.role_name), isolated(self.scene)
        label = texts.gettext(words) % {"role": role, "scene": scene, "number": self.number}
        return f"{label}: {isolated(self.name)}" if self.name else label

    @property
    def settled(self) -> bool:
        """Whether nothing more will come: the composite is there, or never will be."""
        return self.phase in SETTLED


class Gap(msgspec.Struct, frozen=True):
    """Part of a file in which something was lost on the way, in ms from the file's beginning."""

    kind: str
    start_ms: int
    end_ms: int


class Recording(msgspec.Struct, frozen=True):
    """One person's file of a take, and for which candidate; none where they do not audition."""

    id: UUID
    take_id: TakeId
    who: str
    name: str
    started_at: datetime
    object_key: str | None
    duration_ms: int | None
    gaps: list[Gap]
    candidate_id: CandidateId | None = None
    role_name: str = ""


class Marker(msgspec.Struct, frozen=True):
    """A moment of a take that somebody wants to find again, in ms from the take's beginning."""

    id: UUID
    at_ms: int
    text: str
    name: str


class Scorecard(msgspec.Struct, frozen=True):
    """One person's rating of a take, from 1 to 5."""

    take_id: TakeId
    person_id: UUID
    rating: int
    note: str


class Score(msgspec.Struct, frozen=True):
    """A rating, as it is given."""

    rating: Annotated[int, msgspec.Meta(ge=1, le=5)]
    note: Text = ""


class ListedTake(msgspec.Struct, frozen=True):
    """A take in a list over productions. `people` are those who auditioned in it, or, where that
    was not noted, all who were recorded. `my_rating` is the reader's, of `ratings` in all; what
    others gave, `mean_rating`, is shown to who has scored it: scores are independent."""

    id: TakeId
    production_id: ProductionId
    production: str
    session_id: SessionId
    session: str
    local_date: date
    zone: str
    role_id: RoleId
    role_name: str
    scene: str
    number: int
    name: str
    people: list[str]
    phase: TakePhase
    started_at: datetime
    pictured: bool
    my_rating: int | None
    ratings: int
    mean_rating: float | None

    @property
    def state(self) -> State:
        return _STATE_OF[self.phase]


class TakeFilters(msgspec.Struct, frozen=True):
    """What narrows the list of takes: `scored` by the reader or not yet; `since` and `until` are
    dates of sessions. Takes of a production that is wrapped or archived are found within it."""

    production: UUID | None = None
    role: UUID | None = None
    state: State | Literal[""] = ""
    scored: bool | None = None
    since: date | None = None
    until: date | None = None


TAKES = Listing(
    orders={
        "newest": Order("Newest first", NEWEST_FIRST),
        "oldest": Order("Oldest first", (datetime(1, 1, 1, tzinfo=UTC), UUID(int=0))),
        "rating": Order("Your score, best first", (6, *NEWEST_FIRST)),
    },
    filters=TakeFilters,
    searched=gettext_noop("Person or role"),
)


class Choice(msgspec.Struct, frozen=True):
    """A production or a role that the list of takes can be narrowed to."""

    id: UUID
    name: str


class TooManyFound(Invalid):
    """More than 1,000 takes are of people who are called so. Please give more of the name."""


class TakeNotFound(NotFound):
    """There is no such take in your agency."""


class TakeRunning(Conflict):
    """This take is still being recorded. Stop it first."""


class OwnersDeleteTakes(Forbidden):
    """Takes are deleted by an owner."""


class RecordingNotFound(NotFound):
    """There is no such recording in your agency."""
