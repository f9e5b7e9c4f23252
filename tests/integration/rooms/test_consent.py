"""What people agree to is a ledger, and outlives their visit."""

import pytest

from services.rooms import presence
from services.rooms.means import Means
from tests.integration.rooms.house import House
from tests.integration.rooms.visitor import Gateway


async def test_the_latest_word_counts_and_hosts_know_it(
    gateway: Gateway, house: House, means: Means
) -> None:
    host = await gateway.visit(house.on_stage("host", "Vera"))
    actor = await gateway.visit(house.on_stage("actor", "Nina", waits=1))
    await actor.says("consent", agreed=True, statement="2026-11")
    await host.sees(lambda s: s["lobby"][0]["agreed"] is True)
    await actor.says("consent", agreed=False, statement="2026-11")
    await host.sees(lambda s: s["lobby"][0]["agreed"] is False)
    async with means.database.tenant(house.agency_id) as tx:
        said = await tx.fetch("SELECT agreed FROM consent WHERE who = $1 ORDER BY id", actor.who)
    assert [row["agreed"] for row in said] == [True, False]


async def test_consent_is_read_back_by_who_left_and_comes_again(
    gateway: Gateway, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GRACE_S", 0.05)
    host = await gateway.visit(house.on_stage("host", "Vera"))
    ticket = house.on_stage("actor", "Nina", waits=1)
    actor = await gateway.visit(ticket)
    await actor.says("consent", agreed=True, statement="2026-11")
    await host.sees(lambda s: s["lobby"] and s["lobby"][0]["agreed"])
    await actor.leaves()
    await host.sees(lambda s: s["lobby"] == [])
    again = await gateway.visit(ticket)
    await again.sees(lambda s: s["you"]["agreed"] is True)
