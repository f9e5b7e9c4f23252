"""What those who pay read, and what a production's account says of itself."""

from datetime import UTC, datetime

import pytest

from services.gateway.casting.productions.model import Account
from services.gateway.casting.subscriptions import actions, mails
from services.gateway.casting.subscriptions.model import Repair
from shared.ids import ProductionId, new_id
from shared.vocabulary.plans import HOUR_MS, PLANS

SOON = datetime(2027, 5, 4, tzinfo=UTC)


def account(hours: float) -> Account:
    recorded = int(hours * HOUR_MS)
    production = ProductionId(new_id())
    return Account(production, "active", "short", None, SOON, None, None, recorded)


@pytest.mark.parametrize(("percent", "words"), [(80, "80 %"), (100, "Recording goes on")])
def test_hours_are_warned_of(percent: int, words: str) -> None:
    letter = mails.hours("The Tempest", percent)
    assert "The Tempest" in letter.subject
    assert words in letter.body


def test_a_failed_payment_says_what_comes_next() -> None:
    assert "4 May 2027" in mails.failed("Hamlet", 2900, SOON).body.replace("04 May", "4 May")
    assert "not tried again" in mails.failed("Hamlet", 2900, None).body
    assert "29 USD" in mails.failed("Hamlet", 2900, None).body


def test_a_deletion_says_when_and_how_to_keep_everything() -> None:
    letter = mails.deletion("Hamlet", SOON)
    assert "04 May 2027" in letter.subject
    assert "Subscribing again before\nthen keeps all of it" in letter.body
    assert "ubscribing again" not in mails.deletion("Hamlet", SOON, wrapped=True).body
    assert "no answer yet" not in letter.body
    assert "2 people who came" in mails.deletion("Hamlet", SOON, owed=2).body


def test_what_is_beyond_is_shown_as_it_will_be_billed() -> None:
    plan = PLANS["short"]
    assert actions.figures(account(plan.hours / 2)).beyond_cents == 0
    assert actions.figures(account(plan.hours + 2)).beyond_cents == 2 * plan.hour_cents
    assert account(plan.hours / 2).percent == 50
    assert actions.figures(None).status is None


def test_repairs_are_told_in_one_letter() -> None:
    found = [Repair("Hamlet", "hours billed", SOON), Repair("", "subscription ended", SOON)]
    body = mails.repairs(found).body
    assert "- Hamlet, 04 May 2027: hours billed\n" in body
    assert "- A production that was deleted, 04 May 2027: subscription ended\n" in body


def test_what_was_deleted_is_said_to_be() -> None:
    letter = mails.deleted("Hamlet")
    assert letter.subject == "Hamlet has been deleted"
    assert "Your invoices stay" in letter.body
