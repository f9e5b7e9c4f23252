"""What was asked about, and what was meant."""

from collections.abc import Mapping

import pytest

from services.gateway.web import confirmation
from services.gateway.web.confirmation import ConfirmationNeeded

DOUBTS = ["It is over.", "It is at night."]


def asked(posted: Mapping[str, object], doubts: list[str]) -> ConfirmationNeeded:
    with pytest.raises(ConfirmationNeeded) as asking:
        confirmation.ask(posted, doubts)
    return asking.value


def test_nothing_is_asked_where_there_are_no_doubts() -> None:
    confirmation.ask({}, [])


def test_what_was_asked_about_is_done() -> None:
    question = asked({"title": "First"}, DOUBTS)
    assert question.doubts == tuple(DOUBTS)
    confirmation.ask({"title": "First", "confirm": question.confirm}, DOUBTS)
    confirmation.ask({"title": "First", "confirm": question.confirm}, DOUBTS[:1])


def test_a_yes_to_one_question_is_none_to_another() -> None:
    yes = asked({}, DOUBTS[:1]).confirm
    assert asked({"confirm": yes}, DOUBTS).doubts == tuple(DOUBTS)
    asked({"confirm": "yes"}, DOUBTS)
    asked({"confirm": yes}, ["It is over!"])


def test_only_what_was_typed_is_kept() -> None:
    posted = {"title": "First", "sides": b"%PDF", "confirm": "x", "_csrf_token": "y"}
    assert asked(posted, DOUBTS).typed == [("title", "First")]
