"""Candidates: one talent considered for one role, and the decisions that move them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.web.editing import Version
from services.gateway.web.forms import Text
from services.gateway.web.listing import ALPHABETICAL, NEWEST_FIRST, Listing, Order, Selection
from services.gateway.web.listing.selection import UpTo1000
from shared.errors import Conflict, Forbidden, NotFound
from shared.ids import (
    CandidateId,
    DecisionId,
    ProductionId,
    RepId,
    RoleId,
    RoundId,
    TalentId,
)
from shared.lines import Line, OptionalLine
from shared.texts import gettext_noop

Kind: TypeAlias = Literal["select", "request", "audition", "callback", "pin", "choose", "release"]
Status: TypeAlias = Literal[
    "considered",
    "selected",
    "requested",
    "auditioning",
    "called_back",
    "pinned",
    "chosen",
    "released",
]
ToldThrough: TypeAlias = Literal["person", "rep", "both", "guardian"]

MAKES: Mapping[Kind, Status] = {
    "select": "selected",
    "request": "requested",
    "audition": "auditioning",
    "callback": "called_back",
    "pin": "pinned",
    "choose": "chosen",
    "release": "released",
}
"""What each decision makes of a candidate."""

ALLOWED: Mapping[Status, frozenset[Kind]] = {
    "considered": frozenset(
        {"select", "request", "audition", "callback", "pin", "choose", "release"}
    ),
    "selected": frozenset({"request", "audition", "callback", "pin", "choose", "release"}),
    "requested": frozenset({"audition", "callback", "pin", "choose", "release"}),
    "auditioning": frozenset({"audition", "callback", "pin", "choose", "release"}),
    "called_back": frozenset({"callback", "pin", "choose", "release"}),
    "pinned": frozenset({"callback", "choose", "release"}),
    "chosen": frozenset({"pin", "release"}),
    "released": frozenset({"select", "request", "audition", "callback", "pin", "choose"}),
}
"""Which decisions may follow: nobody goes back to before they were seen, but who was released may
be thought of again. There are several auditions and callbacks, each of a round."""

DECISIONS: Mapping[Kind, str] = {
    "select": gettext_noop("Select: worth a closer look"),
    "request": gettext_noop("Request a tape"),
    "audition": gettext_noop("Audition: see them"),
    "callback": gettext_noop("Callback: see them again"),
    "pin": gettext_noop("Pin: still in the running, not booked"),
    "choose": gettext_noop("Choose for the part"),
    "release": gettext_noop("Release: a kind no"),
}
STATUSES: Mapping[Status, str] = {
    "considered": gettext_noop("Considered"),
    "selected": gettext_noop("Selected"),
    "requested": gettext_noop("Tape requested"),
    "auditioning": gettext_noop("Auditioning"),
    "called_back": gettext_noop("Called back"),
    "pinned": gettext_noop("Pinned"),
    "chosen": gettext_noop("Chosen"),
    "released": gettext_noop("Released"),
}


class Candidate(msgspec.Struct, frozen=True):
    """One talent considered for one role. `version` counts what was changed of it."""

    id: CandidateId
    production_id: ProductionId
    role_id: RoleId
    role_name: str
    talent_id: TalentId
    name: str
    status: Status
    round_id: RoundId | None
    told_through: ToldThrough
    rep_id: RepId | None
    version: int
    added_at: datetime

    @property
    def allowed(self) -> Mapping[Kind, str]:
        """The decisions that may follow, in words."""
        return {kind: said for kind, said in DECISIONS.items() if kind in ALLOWED[self.status]}


class Decision(msgspec.Struct, frozen=True):
    """One dated step of a candidate; it tells nobody."""

    id: DecisionId
    candidate_id: CandidateId
    kind: Kind
    round_id: RoundId | None
    note: str
    decided_by: UUID
    decided_at: datetime


class NewCandidate(msgspec.Struct, frozen=True):
    """Talent to be considered for a role."""

    talent_id: UUID


class NamedCandidate(msgspec.Struct, frozen=True):
    """Talent to be considered for a role, by the name under which the office knows them."""

    name: Line


class NewPart(msgspec.Struct, frozen=True):
    """A role for which somebody is to be considered."""

    role_id: UUID


class CandidateFilters(msgspec.Struct, frozen=True):
    """What a list of candidates is narrowed by: "" for everybody."""

    status: Status | Literal[""] = ""


CANDIDATES = Listing(
    orders={
        "name": Order("Name", ALPHABETICAL),
        "newest": Order("Added last first", NEWEST_FIRST),
    },
    filters=CandidateFilters,
    searched=gettext_noop("Name"),
)


class NewDecision(msgspec.Struct, frozen=True):
    """A decision, made on what the candidate was at `version`."""

    kind: Kind
    version: Version
    round_id: UUID | None = None
    note: Text = ""


class NewDecisions(msgspec.Struct, frozen=True):
    """One decision on several candidates of a role: those of `ids`, or `all`, that match `q` and
    `filters`."""

    kind: Kind
    round_id: UUID | None = None
    ids: UpTo1000 = []
    all: bool = False
    q: OptionalLine = ""
    filters: CandidateFilters | None = None

    @property
    def selection(self) -> Selection[CandidateFilters]:
        return Selection(self.ids, self.all, self.q, self.filters)


class Kinds(msgspec.Struct, frozen=True):
    """What is decided on those who are ticked in a list."""

    kind: Kind


class TheirRep(msgspec.Struct, frozen=True):
    """A rep of somebody, through whom they can be told."""

    id: RepId
    name: str


class Through(msgspec.Struct, frozen=True):
    """Through whom a candidate is told; a rep is one of theirs."""

    told_through: ToldThrough
    version: Version
    rep_id: UUID | None = None


class CandidateNotFound(NotFound):
    """There is no such candidate in your agency."""


class CandidateChanged(Conflict):
    """Somebody else has decided on this candidate, or changed it, in the meantime. Look again."""


class CandidateInvited(Conflict):
    """They are invited to a session that is still to come. Withdraw that invitation first."""


class OwnersDeleteCandidates(Forbidden):
    """They were recorded for this role, or were sent an answer. Release them, or ask an owner."""


class StepNotAllowed(Conflict):
    """This decision cannot follow the one before."""

    def __init__(self, status: Status, kind: Kind) -> None:
        super().__init__(f"{DECISIONS[kind].split(':')[0]} cannot follow: {STATUSES[status]}.")


class RepNotTheirs(Conflict):
    """This rep does not represent them. Choose one of their reps."""
