"""What people agree to is a ledger, and outlives their visit."""

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


async def test_consent_is_read_back_in_a_new_room(
    gateway: Gateway, house: House, means: Means
) -> None:
    ticket = house.on_stage("actor", "Nina", waits=1)
    actor = await gateway.visit(ticket)
    await actor.says("consent", agreed=True, statement="2026-11")
    await actor.sees(lambda s: s["you"]["agreed"] is True)
    async with means.database.tenant(house.agency_id) as tx:
        events = await tx.fetch("SELECT 1 FROM visit WHERE who = $1", actor.who)
    assert len(events) == 1
