"""Answers: what a candidate is told of a decision."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.casting.candidates.model import Kind, Status
from services.gateway.web.editing import Version
from services.gateway.web.forms import Text
from services.gateway.web.listing.selection import UpTo1000
from shared.errors import Conflict, NotFound
from shared.ids import AnswerId, CandidateId, DecisionId, ProductionId, SlotId

GRACE = timedelta(seconds=30)
"""How long an answer waits before it leaves, and can be taken back."""

AnswerKind: TypeAlias = Literal["callback", "pin", "choose", "release"]
"""The decisions that people are told of; the others show in what is asked of them."""
AnswerStatus: TypeAlias = Literal["draft", "waiting", "sent", "failed"]

BECOMES: Mapping[AnswerStatus, frozenset[AnswerStatus]] = {
    "draft": frozenset({"waiting"}),
    "waiting": frozenset({"draft", "sent", "failed"}),
    "sent": frozenset({"failed"}),
    "failed": frozenset(),
}
"""What each status may change to: an answer is taken back while it waits, and a mail may come back
after it was sent. After one that failed there is another."""


class Answer(msgspec.Struct, frozen=True):
    """What a candidate is told of a decision; until `leaves_at` it can be taken back."""

    id: AnswerId
    candidate_id: CandidateId
    production_id: ProductionId
    decision_id: DecisionId
    kind: Kind
    message: str
    status: AnswerStatus
    mail_id: UUID | None
    leaves_at: datetime | None
    written_at: datetime

    def waits(self, now: datetime) -> bool:
        return self.status == "waiting" and self.leaves_at is not None and now < self.leaves_at

    @property
    def is_given(self) -> bool:
        return self.status in {"waiting", "sent"}


class Standing(msgspec.Struct, frozen=True):
    """How a candidate stands who has come, or is due: what was decided last, and told of that.
    `no_show` is what the office marked of a slot."""

    candidate_id: CandidateId
    production_id: ProductionId
    version: int
    name: str
    role_name: str
    status: Status
    decision_id: DecisionId | None
    decided: Kind | None
    seen: bool
    slot_id: SlotId | None
    answer_id: AnswerId | None
    answer: AnswerStatus | None
    message: str | None
    mail_id: UUID | None
    leaves_at: datetime | None
    written_at: datetime | None
    withdrawn: bool
    no_show: bool = False

    def waits(self, now: datetime) -> bool:
        return self.answer == "waiting" and self.leaves_at is not None and now < self.leaves_at

    @property
    def can_be_told(self) -> bool:
        return self.decided in {"callback", "pin", "choose", "release"}


class Waiting(msgspec.Struct, frozen=True):
    """An answer that leaves in a moment."""

    id: AnswerId
    name: str
    kind: Kind
    leaves_at: datetime


class NewAnswer(msgspec.Struct, frozen=True):
    """A decision and what to say of it, made on what the candidate was at `version`."""

    kind: AnswerKind
    version: Version
    message: Text = ""


class WrittenAnswer(msgspec.Struct, frozen=True):
    """A mail as it would be sent."""

    recipient: str
    subject: str
    body: str


class Draft(msgspec.Struct, frozen=True):
    """The office's own words for one candidate."""

    message: Text = ""


class Drafts(msgspec.Struct, frozen=True):
    """The office's own words for all whom the same was decided on."""

    kind: AnswerKind
    message: Text = ""


class Telling(msgspec.Struct, frozen=True):
    """Who is told now what was decided."""

    candidate_ids: UpTo1000 = []


class AnswerNotFound(NotFound):
    """There is no such answer: it was taken back, or never given."""


class AlreadyAnswered(Conflict):
    """This person has been told already. An answer to a decision is given once."""


class NotSeen(Conflict):
    """They have not come yet. An answer goes to people whom you have seen."""


class NotDecided(Conflict):
    """Nothing was decided yet that this person could be told."""


class OnItsWay(Conflict):
    """This answer has left already, so it cannot be taken back."""
