"""How somebody stands to their time, after each thing that can happen to it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import product

import msgspec

from services.gateway.casting.auditions.day.model import Attendance, Presence
from services.gateway.casting.auditions.replies.model import (
    BECOMES,
    IN_WORDS,
    Reply,
    ReplyState,
    Standing,
)

TEN = datetime(2027, 1, 15, 10, tzinfo=UTC)
LATER = TEN + timedelta(hours=1)
NEW = Standing(TEN, None, None)
replace = msgspec.structs.replace


def tell(one: Standing) -> Standing:
    return replace(one, told_at=TEN, opened_at=None, known_start=None)


def opened(one: Standing) -> Standing:
    return replace(one, opened_at=TEN)


def moved(one: Standing) -> Standing:
    """To the other of two times; who was told of it knows it again."""
    there = LATER if one.starts_at == TEN else TEN
    known = one.known_start or (one.starts_at if one.told_at else None)
    return replace(one, starts_at=there, known_start=None if known == there else known)


def says(reply: Reply) -> Callable[[Standing], Standing]:
    return lambda one: replace(one, reply=reply, reply_for=one.starts_at)


ACTS: Mapping[str, Callable[[Standing], Standing]] = {
    "told": tell,
    "opened": opened,
    "moved": moved,
    "confirmed": says("confirmed"),
    "cannot": says("cannot"),
    "another_time": says("another_time"),
}
BY_LINK = {"opened", "confirmed", "cannot", "another_time"}
"""What nobody does who was never told: they have no link."""


def test_whatever_happens_in_any_order_is_in_the_table() -> None:
    for acts in product(ACTS, repeat=5):
        one = NEW
        for act in acts:
            if act in BY_LINK and one.told_at is None:
                continue
            after = ACTS[act](one)
            assert after.state == one.state or after.state in BECOMES[one.state], (acts, act)
            one = after


def test_every_state_is_reached_and_has_words() -> None:
    states: set[ReplyState] = {"not_told"}.union(*BECOMES.values())  # type: ignore[assignment]
    assert states == BECOMES.keys() == IN_WORDS.keys()


def test_who_is_moved_confirms_again_and_is_as_before_where_they_are_moved_back() -> None:
    one = says("confirmed")(opened(tell(NEW)))
    assert moved(one).state == "confirm_again"
    assert moved(moved(one)).state == "confirmed"
    assert tell(moved(one)).state == "confirm_again", "until they reply"
    assert says("another_time")(tell(moved(one))).state == "another_time"
    assert moved(NEW).state == "not_told", "there is nothing to ask again"


def presence(minutes: int, **known: object) -> Presence:
    return Attendance(TEN, **known).presence(TEN + timedelta(minutes=minutes))  # type: ignore[arg-type]


def test_presence_is_the_first_that_holds() -> None:
    assert presence(-5) == "not_here"
    assert presence(4) == "late"
    assert presence(4, no_show_at=TEN) == "no_show"
    assert presence(4, no_show_at=TEN, here_since=TEN) == "waiting", "they came after all"
    assert presence(4, here_since=TEN, on_stage=True) == "on_stage"
    assert presence(4, here_since=TEN, seen_at=TEN) == "seen"
    assert presence(4, takes=1) == "seen", "they were recorded, and left by themselves"
    assert Attendance(TEN, here_since=TEN).minutes(TEN + timedelta(minutes=11)) == 11
    assert Attendance(TEN).minutes(TEN + timedelta(minutes=4)) == 4
    assert Attendance(TEN).minutes(TEN - timedelta(minutes=4)) == 0
