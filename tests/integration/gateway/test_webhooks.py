"""Outgoing webhooks as an owner meets them: the page, what is told, the log, the audit lines."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import httpx
import msgspec
import pytest

from services.gateway.platform.webhooks.event_types import KINDS
from shared.tenancy import role_of, schema_of
from tests.eventually import eventually
from tests.installation import Installation, Office
from tests.integration.gateway.arrivals import came, mails_leave
from tests.integration.gateway.candidates import answer, candidate_of
from tests.integration.gateway.webhook_pages import PAGE, add, added
from tests.receiver import Receiver

TOKEN = {"name": "A calendar", "scopes": ["read"], "days": "30"}


async def received(receiver: Receiver, secret: str) -> tuple[str, dict[str, Any]]:
    taken = await receiver.next()
    assert taken.is_signed_with(secret)
    message = msgspec.json.decode(taken.body)
    return message["type"], message["data"]


async def test_casting_is_told_as_it_happens(
    installation: Installation, office: Office, receiver: Receiver
) -> None:
    owner = office.owner
    _, secret = await added(owner, receiver)
    ids = {"production_id": office.production.rsplit("/", 1)[-1]}
    await owner.pay(office.production)
    kind, data = await received(receiver, secret)
    while kind == "subscription.changed" and data["status"] != "active":
        kind, data = await received(receiver, secret)
    assert (kind, data["production_id"], data["plan"]) == (
        "subscription.changed", ids["production_id"], "short",
    )  # fmt: skip
    ids["session_id"] = office.session.rsplit("/", 1)[-1]
    assert (await owner.post(f"{office.session}/open", office.session)).status_code == 303
    assert await received(receiver, secret) == ("room.opened", ids)
    slots = (await owner.get(f"/api/v1{office.session}/slots")).json()
    await owner.invite(office.session, f"second-{office.actor}", slot=1)
    invited = dict([await received(receiver, secret) for _ in range(3)])
    assert invited["actor.invited"] == ids | {"slot_id": slots[1]["id"]}
    assert invited["decision.made"].keys() == {"production_id", "candidate_id", "decision_id"}
    await came(installation, office)
    candidate = await candidate_of(office)
    of = {"production_id": ids["production_id"], "candidate_id": candidate["id"]}
    assert (await answer(office, "callback", message="You were splendid.")).status_code == 303
    kind, data = await received(receiver, secret)
    assert data.pop("decision_id")
    assert (kind, data) == ("decision.made", of)
    await mails_leave(installation)
    sent = dict([await received(receiver, secret) for _ in range(2)])
    answer_id = sent["answer.sent"]["answer_id"]
    assert sent == {
        "answer.sent": of | {"answer_id": answer_id},
        "outcome.given": ids
        | {"slot_id": slots[0]["id"], "answer": "callback", "outcome_id": answer_id},
    }
    money = f"{office.production}/money"
    for _ in range(2):
        await owner.post(f"{money}/act", money, data={"act": "wrap"})
    ended = sorted([await received(receiver, secret) for _ in range(2)], key=lambda each: each[0])
    assert ended[0] == ("production.wrapped", {"production_id": ids["production_id"]})
    assert (ended[1][0], ended[1][1]["status"]) == ("subscription.changed", "canceled")
    await owner.start_production("Hamlet")
    assert (await received(receiver, secret))[0] == "production.started", "wrapped was told once"


async def test_a_secret_is_shown_once_and_kept_sealed(
    installation: Installation, office: Office, receiver: Receiver
) -> None:
    page, first = await added(office.owner, receiver)
    rolled = await office.owner.post(f"{page}/secret", page)
    second = re.search(r'value="(whsec_[^"]+)"', rolled.text)
    assert second
    assert second[1] != first
    assert "whsec_" not in (await office.owner.get(page)).text
    await office.owner.start_production("Hamlet")
    taken = await receiver.next()
    assert taken.is_signed_with(first)
    assert taken.is_signed_with(second[1])
    database = await asyncpg.connect(installation.plan.config.owner_url)
    kept = await database.fetch("SELECT w::text AS whole FROM gateway.webhook w")
    await database.close()
    assert kept
    assert not any(first.removeprefix("whsec_") in row["whole"] for row in kept)


async def test_an_act_and_its_line_in_the_log_are_one(
    installation: Installation, office: Office, receiver: Receiver
) -> None:
    """Where the line cannot be written, nothing was done."""
    page, _ = await added(office.owner, receiver, "production.started")
    async with no_log(installation.plan.config.owner_url, page[-36:]):
        assert (await office.owner.post(f"{page}/delete", page)).status_code == 500
        token = await office.owner.post("/api-tokens", "/api-tokens", data=TOKEN)
        assert token.status_code == 500, token.text
    assert "Our calendar" in (await office.owner.get(page)).text
    assert "A calendar" not in (await office.owner.get("/api-tokens")).text


@asynccontextmanager
async def no_log(url: str, webhook: str) -> AsyncIterator[None]:
    """Take the right to write the log of a webhook's agency away for a while."""
    database = await asyncpg.connect(url)
    try:
        agency = await database.fetchval(
            "SELECT agency_id FROM gateway.webhook WHERE id = $1", webhook
        )
        log, writer = f'"{schema_of(agency)}".audit', f'"{role_of("gateway", agency)}"'
        await database.execute(f"REVOKE INSERT ON {log} FROM {writer}")
        yield
        await database.execute(f"GRANT INSERT ON {log} TO {writer}")
    finally:
        await database.close()


async def test_what_is_off_is_told_nothing_and_what_is_deleted_is_gone(
    office: Office, receiver: Receiver
) -> None:
    page, _ = await added(office.owner, receiver, "production.started")
    for on, mark in [("false", "It was switched off"), ("true", "Switch off")]:
        assert (await office.owner.post(f"{page}/switch", page, data={"on": on})).is_redirect
        assert mark in (await office.owner.get(page)).text
    assert (await office.owner.post(f"{page}/delete", page)).headers["location"] == PAGE
    assert (await office.owner.get(page)).status_code == 404
    assert "No webhook yet" in (await office.owner.get(PAGE)).text


async def test_each_act_has_its_line_in_the_log(office: Office, receiver: Receiver) -> None:
    page, _ = await added(office.owner, receiver, "production.started")
    await office.owner.start_production("Hamlet")
    await receiver.next()
    again = re.search(r'action="([^"]+/send-again)"', (await office.owner.get(page)).text)
    assert again
    await eventually(  # it may be being sent just now
        lambda: office.owner.post(again[1], page), lambda answer: answer.status_code != 409
    )
    await office.owner.post(f"{page}/secret", page)
    await office.owner.post(f"{page}/switch", page, data={"on": "false"})
    await office.owner.post(f"{page}/switch", page, data={"on": "true"})
    await office.owner.post(f"{page}/delete", page)
    lines = (await office.owner.get("/audit/export", params={"thing": page[-36:]})).text
    acts = [line.split(",")[3] for line in lines.splitlines()[1:]]
    assert acts == [
        "deleted", "switched on", "switched off", "made a new secret for", "added",
    ]  # fmt: skip
    assert "sent again" in (await office.owner.get("/audit?thing=webhook+delivery")).text


@pytest.mark.one_office
@pytest.mark.parametrize(
    ("url", "kinds", "said"),
    [
        ("https://user:pass@example.com/", ["take.recorded"], "Please leave the name"),
        ("gopher://example.com/", ["take.recorded"], "the whole address"),
        ("https://example.com/", [], "Please fill this in"),
        ("https://example.com/", ["secrets.told"], "look at this again"),
        ("", ["take.recorded"], "Please fill this in"),
        ("https://example.com/" + "a" * 2000, ["take.recorded"], "too long"),
    ],
)
async def test_what_cannot_be_a_webhook_is_refused_in_words(
    url: str, kinds: list[str], said: str, office: Office
) -> None:
    answer = await add(office.owner, url, *kinds)
    assert (answer.status_code, said in answer.text) == (422, True), answer.text


async def test_there_are_not_too_many(office: Office, receiver: Receiver) -> None:
    for _ in range(20):
        await added(office.owner, receiver, "take.recorded")
    refused = await add(office.owner, receiver.url, "take.recorded")
    assert (refused.status_code, "20 webhooks" in refused.text) == (409, True)


async def test_the_api_describes_what_is_told(installation: Installation) -> None:
    async with httpx.AsyncClient(base_url=installation.url) as anybody:
        received = (await anybody.get("/api/schema/openapi.json")).json()["webhooks"]
    assert received.keys() == KINDS.keys()
    body = received["take.recorded"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body["properties"]["type"]["const"] == "take.recorded"
    assert set(body["properties"]["data"]["required"]) == {
        "production_id", "session_id", "take_id", "duration_ms",
    }  # fmt: skip
