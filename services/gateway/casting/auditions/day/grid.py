"""The day as it is read: each slot with who is in it, and how they stand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from services.gateway.casting.auditions import participants
from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.day import store
from services.gateway.casting.auditions.day.model import PRESENCES, InSlot, Presence
from services.gateway.casting.auditions.model import Session, Slot
from services.gateway.casting.auditions.replies.model import IN_WORDS, ReplyState
from services.gateway.casting.candidates.answers import store as answers
from services.gateway.casting.candidates.answers.model import AnswerStatus, Standing
from services.gateway.casting.candidates.model import Kind
from services.gateway.web.desk import Desk
from shared.ids import CandidateId, TalentId
from shared.texts import gettext_noop


class RepReply(msgspec.Struct, frozen=True):
    """What an actor's rep replied, where they have a link of their own."""

    guest_id: UUID
    name: str
    reply: ReplyState
    note: str


class Person(msgspec.Struct, frozen=True):
    """An actor in a slot. `minutes` is how long they have waited, or are late. `agreed` is what
    they last said to being recorded; None where they were not asked yet. `unsent` says that
    something changed for them that they do not know, `leaving` that mails about it leave in a
    moment."""

    guest_id: UUID
    talent_id: TalentId | None
    candidate_id: CandidateId | None
    name: str
    email: str
    role: str
    reply: ReplyState
    note: str
    presence: Presence
    minutes: int
    agreed: bool | None
    takes: int
    decided: Kind | None
    answer: AnswerStatus | None
    unsent: bool
    cancelled: bool
    leaving: bool
    photo_id: UUID | None
    reps: Sequence[RepReply]


class Row(msgspec.Struct, frozen=True):
    """A slot and who is in it: nobody in a break, nobody yet where it is free."""

    slot: Slot
    people: Sequence[Person]

    @property
    def is_free(self) -> bool:
        return self.slot.kind == "audition" and not any(
            not each.cancelled and each.reply != "cannot" for each in self.people
        )


async def of(desk: Desk, session: Session, people: Sequence[InSlot]) -> list[Row]:
    """Return the rows of a day, by their times; five queries, however many there are."""
    slots = await sessions.slots(desk, session.id)
    roles = await participants.of_guests(desk, [each.id for each in people])
    stands = {each.candidate_id: each for each in await answers.in_session(desk, session.id)}
    reps = _reps(people)
    shown = [
        _person(each, roles.get(each.id, ()), stands, reps.get(each.id, ()), desk.now)
        for each in people
        if each.client_id is None
    ]
    places = {each.id: each.slot_id for each in people}
    return [
        Row(slot, [each for each in shown if places[each.guest_id] == slot.id]) for slot in slots
    ]


async def day(desk: Desk, session_id: UUID) -> list[Row]:
    """Raises SessionNotFound."""
    session = await sessions.session(desk, session_id)
    return await of(desk, session, await store.people(desk, session.id))


def _reps(people: Sequence[InSlot]) -> Mapping[UUID, Sequence[RepReply]]:
    found: dict[UUID, list[RepReply]] = {}
    for each in people:
        if each.client_id:
            reply = RepReply(each.id, each.name, each.reply_state, each.reply_note)
            found.setdefault(each.client_id, []).append(reply)
    return found


def _person(
    one: InSlot,
    roles: Sequence[participants.Participant],
    stands: Mapping[CandidateId, Standing],
    reps: Sequence[RepReply],
    now: datetime,
) -> Person:
    attendance = one.attendance
    candidate = roles[0].candidate_id if roles else None
    stand = stands.get(candidate) if candidate else None
    return Person(
        guest_id=one.id,
        talent_id=one.talent_id,
        candidate_id=candidate,
        name=one.name,
        email=one.email,
        role=participants.in_words(roles),
        reply=one.reply_state,
        note=one.reply_note if one.reply_state in {"cannot", "another_time"} else "",
        presence=attendance.presence(now),
        minutes=attendance.minutes(now),
        agreed=one.agreed,
        takes=one.takes,
        decided=stand.decided if stand else None,
        answer=stand.answer if stand else None,
        unsent=one.is_unsent,
        cancelled=one.cancelled_at is not None,
        leaving=one.notification_id is not None,
        photo_id=one.photo_id,
        reps=reps,
    )


class Chip(msgspec.Struct, frozen=True):
    """A filter of the day: "" shows all of it."""

    key: str
    words: str
    count: int


_UNSENT, _FREE = "unsent", "free"
_BESIDES = {_UNSENT: gettext_noop("Unsent"), _FREE: gettext_noop("Free")}
"""Filters that are no state of a person."""


def is_shown(row: Row, show: str) -> bool:
    """Whether a row has somebody of whom a filter holds, or is free; breaks are shown with all."""
    if not show:
        return True
    if show == _FREE:
        return row.is_free
    return any(show in _facts(each) for each in row.people if not each.cancelled)


def chips(rows: Sequence[Row]) -> list[Chip]:
    """Return the filters that find somebody, with how many slots each shows."""
    wanted = (*PRESENCES.items(), *IN_WORDS.items(), *_BESIDES.items())
    counted = [Chip(key, words, sum(is_shown(row, key) for row in rows)) for key, words in wanted]
    auditions = sum(row.slot.kind == "audition" for row in rows)
    return [Chip("", gettext_noop("All"), auditions), *[chip for chip in counted if chip.count]]


def _facts(one: Person) -> set[str]:
    return {one.presence, one.reply, *([_UNSENT] if one.unsent else [])}
