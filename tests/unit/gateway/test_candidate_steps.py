"""Which decisions may follow which: a table, in which nothing is forgotten."""

from typing import get_args

import pytest

from services.gateway.casting.candidates.answers.mails import ANSWERS
from services.gateway.casting.candidates.answers.model import BECOMES, AnswerKind, AnswerStatus
from services.gateway.casting.candidates.model import (
    ALLOWED,
    DECISIONS,
    MAKES,
    STATUSES,
    Kind,
    Status,
)


def test_the_tables_have_every_decision_and_status() -> None:
    kinds, statuses = set(get_args(Kind)), set(get_args(Status))
    assert MAKES.keys() == DECISIONS.keys() == kinds
    assert ALLOWED.keys() == STATUSES.keys() == statuses
    assert set(MAKES.values()) == statuses - {"considered"}
    assert ANSWERS.keys() == set(get_args(AnswerKind))
    assert BECOMES.keys() == set(get_args(AnswerStatus))


@pytest.mark.parametrize("status", sorted(ALLOWED.keys() - {"released"}))
def test_everybody_can_be_released_once(status: Status) -> None:
    assert "release" in ALLOWED[status]
    assert "release" not in ALLOWED["released"]


@pytest.mark.parametrize("status", ["auditioning", "called_back", "pinned", "chosen"])
def test_nobody_who_was_seen_goes_back_to_before(status: Status) -> None:
    assert not ALLOWED[status] & {"select", "request"}


def test_rounds_repeat_and_a_choice_does_not() -> None:
    assert "audition" in ALLOWED["auditioning"]
    assert "callback" in ALLOWED["called_back"]
    assert "pin" not in ALLOWED["pinned"]
    assert "choose" not in ALLOWED["chosen"]
