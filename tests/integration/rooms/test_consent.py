"""What people agree to is a ledger, and outlives their visit."""

from typing import Any

import asyncpg
import pytest

from services.rooms.room import presence
from services.rooms.room.context import RoomContext
from shared.ids import new_id
from shared.tenancy import schema_of
from shared.vocabulary.consent_statements import CURRENT
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.visitor import Gateway


async def test_the_latest_word_counts_and_hosts_know_it(
    gateway: Gateway, audition: AuditionSession, context: RoomContext
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    await actor.says("consent", agreed=True, statement="recording-2026-11")
    await host.sees(lambda s: s["lobby"][0]["agreed"] is True)
    await actor.says("consent", agreed=False, statement="recording-2026-11")
    await host.sees(lambda s: s["lobby"][0]["agreed"] is False)
    async with context.database.tenant(audition.agency_id) as tx:
        said = await tx.fetch("SELECT agreed FROM consent WHERE who = $1 ORDER BY id", actor.who)
    assert [row["agreed"] for row in said] == [True, False]


async def test_consent_is_read_back_by_who_left_and_comes_again(
    gateway: Gateway, audition: AuditionSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GRACE_S", 0.05)
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    ticket = audition.on_stage("actor", "Nina", waits=1)
    actor = await gateway.visit(ticket)
    await actor.says("consent", agreed=True, statement="recording-2026-11")
    await host.sees(lambda s: s["lobby"] and s["lobby"][0]["agreed"])
    await actor.leaves()
    await host.sees(lambda s: s["lobby"] == [])
    again = await gateway.visit(ticket)
    await again.sees(lambda s: s["you"]["agreed"] is True)


@pytest.mark.parametrize("agreed", [True, False])
async def test_nobody_agrees_to_words_that_do_not_exist(
    gateway: Gateway, audition: AuditionSession, context: RoomContext, *, agreed: bool
) -> None:
    await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(
        audition.on_stage("actor", "\u0646\u064a\u0646\u0627 妮娜", waits=1)
    )
    for made_up in ("recording-2099-01", CURRENT.version.upper(), "Everything, for ever"):
        refused = await actor.asks("consent", agreed=agreed, statement=made_up)
        assert refused["code"] == "statement_unknown"
    assert actor.state["you"]["agreed"] is None
    assert await ledger(context, audition) == []


async def test_the_words_are_kept_with_their_version_once(
    gateway: Gateway, audition: AuditionSession, context: RoomContext
) -> None:
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    for agreed in (False, True):
        await actor.says("consent", agreed=agreed, statement=CURRENT.version)
    await actor.sees(lambda s: s["you"]["agreed"] is True)
    said = [
        (row["agreed"], row["language"], row["words"]) for row in await ledger(context, audition)
    ]
    assert said == [(False, "en", CURRENT.words), (True, "en", CURRENT.words)]
    for change in ("UPDATE consent_statement SET words = ''", "DELETE FROM consent_statement"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with context.database.tenant(audition.agency_id) as tx:
                await tx.execute(change)


async def test_who_agreed_to_unknown_words_before_is_asked_again(
    gateway: Gateway, audition: AuditionSession
) -> None:
    """The ledger has rows of a time when any version was taken."""
    ticket = audition.on_stage("actor", "Nina", waits=1)
    owner = await asyncpg.connect(audition.owner_url)
    await owner.execute(
        f"""INSERT INTO "{schema_of(audition.agency_id)}".consent
            (id, session_id, production_id, who, name, agreed, statement)
        VALUES ($1, $2, $3, $4, 'Nina', true, 'made up')""",
        new_id(),
        audition.session_id,
        audition.production_id,
        ticket.who,
    )
    await owner.close()
    actor = await gateway.visit(ticket)
    assert (await actor.hears("state"))["you"]["agreed"] is None


async def ledger(context: RoomContext, audition: AuditionSession) -> list[Any]:
    async with context.database.tenant(audition.agency_id) as tx:
        return await tx.fetch(
            """SELECT agreed, language, words FROM consent
            LEFT JOIN consent_statement ON version = statement ORDER BY given_at, id"""
        )
