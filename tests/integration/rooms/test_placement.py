"""A room has one node: who asks first; another one when that is lost."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import redis.asyncio as redis

from services.rooms.placement import Placement
from services.rooms.settings import Settings
from shared.bus import streams, whereabouts
from tests.integration.rooms.eventually import eventually
from tests.integration.rooms.house import House
from tests.integration.rooms.process import running
from tests.integration.rooms.visitor import Gateway

ROOM = "agency/session/1/stage"


@pytest.fixture
async def client(redis_url: str) -> AsyncIterator[redis.Redis]:
    client = streams.connect(redis_url)
    yield client
    await client.aclose()


async def test_of_many_who_claim_one_gets_the_room(client: redis.Redis) -> None:
    claims = [Placement(client, f"node-{n}").claim(ROOM) for n in range(20)]
    won = [lease for lease in await asyncio.gather(*claims) if lease]
    assert len(won) == 1
    assert await client.get(whereabouts.lease_of(ROOM)) == won[0].value.encode()


async def test_a_later_lease_has_a_higher_fence_even_over_a_flush(client: redis.Redis) -> None:
    one, other = Placement(client, "one"), Placement(client, "other")
    first = await one.claim(ROOM)
    assert first is not None
    await one.release(first)
    second = await other.claim(ROOM)
    assert second is not None
    await client.flushall()
    third = await one.claim(ROOM)
    assert third is not None
    assert first.fence < second.fence < third.fence


async def test_a_renewal_tells_what_was_taken_over(client: redis.Redis) -> None:
    one = Placement(client, "one")
    mine, lost = await one.claim("mine"), await one.claim("lost")
    assert mine is not None
    assert lost is not None
    await client.set(whereabouts.lease_of("lost"), "other#9")
    assert await one.renew([mine, lost]) == [lost]


async def test_a_flushed_redis_costs_nobody_their_room(client: redis.Redis) -> None:
    one = Placement(client, "one")
    mine = await one.claim(ROOM)
    assert mine is not None
    await client.flushall()
    assert await one.renew([mine]) == []
    assert await Placement(client, "other").claim(ROOM) is None


async def test_another_lease_does_not_go_with_ours(client: redis.Redis) -> None:
    one = Placement(client, "one")
    mine = await one.claim(ROOM)
    assert mine is not None
    await client.set(whereabouts.lease_of(ROOM), "other#9")
    await one.release(mine)
    assert await client.get(whereabouts.lease_of(ROOM)) == b"other#9"


async def test_a_lost_lease_closes_the_room(
    gateway: Gateway, house: House, client: redis.Redis
) -> None:
    host = await gateway.visit(house.on_stage("host", "Vera"))
    lease = f"room:{house.agency_id.hex}/{house.session_id.hex}/1/stage"
    await client.set(lease, "another node#99999999999999")
    assert (await host.ends()).code == 4503


async def test_a_room_of_another_node_is_not_here(gateway: Gateway, house: House) -> None:
    lease = f"room:{house.agency_id.hex}/{house.session_id.hex}/1/stage"
    await gateway.client.set(lease, "a node that just died#1")
    host = await gateway.knock(house.on_stage("host", "Vera"))
    assert (await host.ends()).code == 4503


async def test_the_room_of_a_killed_node_opens_at_another(
    settings: Settings, house: House, client: redis.Redis
) -> None:
    async with Gateway(house.redis_url) as gateway, running(settings, "serve") as first:
        ticket = house.on_stage("host", "Vera")
        before = await gateway.visit(ticket)
        async with running(settings, "serve"):
            first.kill()
            await first.wait()

            async def elsewhere() -> bool:
                return before.node not in await whereabouts.fresh_nodes(client) and not (
                    await client.exists(whereabouts.lease_of(room))
                )

            room = f"{house.agency_id.hex}/{house.session_id.hex}/1/stage"
            await eventually(elsewhere, bool)
            after = await gateway.visit(ticket)
            assert after.node != before.node


async def test_a_node_that_is_told_to_stop_sends_everyone_on(
    settings: Settings, house: House, client: redis.Redis
) -> None:
    async with Gateway(house.redis_url) as gateway, running(settings, "serve") as process:
        host = await gateway.visit(house.on_stage("host", "Vera"))
        process.terminate()
        assert (await host.ends()).code == 4503
        assert await process.wait() == 0
    assert await whereabouts.fresh_nodes(client) == {}
    assert not await client.keys("room:*")
