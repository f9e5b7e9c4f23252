"""A room has one node: who asks first; another one when that is lost."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator

import pytest
import redis.asyncio as redis

from infra.embedded.supervisor import Supervisor
from services.rooms.cluster.placement import LEASE_MS, Placement
from services.rooms.settings import Settings
from shared.bus import node_registry, streams
from shared.runtime.child_signals import send_signal
from shared.tickets import room_name
from tests.eventually import eventually
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.process import running
from tests.integration.rooms.visitor import Gateway

ROOM = "agency/session/1/stage"


@pytest.fixture
async def client(redis_url: str) -> AsyncIterator[redis.Redis]:
    client = streams.connect(redis_url)
    yield client
    await client.aclose()


async def up(client: redis.Redis, name: str) -> Placement:
    """Return a node's placement after its first beat."""
    node = Placement(client, name)
    await node.heartbeat([], 0, draining=False)
    return node


async def test_of_many_who_claim_one_gets_the_room(client: redis.Redis) -> None:
    nodes = [await up(client, f"node-{n}") for n in range(20)]
    claims = [node.claim(ROOM) for node in nodes]
    won = [lease for lease in await asyncio.gather(*claims) if lease]
    assert len(won) == 1
    assert await client.get(node_registry.lease_of(ROOM)) == won[0].value.encode()


async def test_a_later_lease_has_a_higher_fence_even_over_a_flush(client: redis.Redis) -> None:
    one, other = await up(client, "one"), await up(client, "other")
    first = await one.claim(ROOM)
    assert first is not None
    await one.release(first)
    second = await other.claim(ROOM)
    assert second is not None
    await client.flushall()
    third = await (await up(client, "a new one")).claim(ROOM)
    assert third is not None
    assert first.fence < second.fence < third.fence


async def test_a_beat_tells_what_was_taken_over(client: redis.Redis) -> None:
    one = await up(client, "one")
    lost, mine = await one.claim("lost"), await one.claim("mine")
    assert mine is not None
    assert lost is not None
    await client.set(node_registry.lease_of("lost"), "other#9")
    assert await one.heartbeat([lost, mine], 2, draining=False) == [lost]
    assert one.holds(mine)
    assert not one.holds(lost)
    assert (await node_registry.fresh_nodes(client))["one"].load == 2


async def test_a_flushed_redis_costs_nobody_their_room(client: redis.Redis) -> None:
    one, other = await up(client, "one"), await up(client, "other")
    mine = await one.claim(ROOM)
    assert mine is not None
    await client.flushall()
    assert await other.claim(ROOM) is None, "not before its beat has met those of others"
    await other.heartbeat([], 0, draining=False)
    assert await other.claim(ROOM) is None, "not before all have had time to beat"
    assert await one.heartbeat([mine], 0, draining=False) == []
    await client.delete("rooms:unsettled")
    assert await other.claim(ROOM) is None


async def test_a_lease_holds_only_as_long_as_nobody_else_can_have_it(
    client: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await up(client, "one")
    mine = await one.claim(ROOM)
    assert mine is not None
    assert one.holds(mine)
    later = time.monotonic() + LEASE_MS / 1000
    monkeypatch.setattr("services.rooms.cluster.placement.time.monotonic", lambda: later)
    assert not one.holds(mine)
    assert await one.heartbeat([mine], 0, draining=False) == []
    assert one.holds(mine)


async def test_another_lease_does_not_go_with_ours(client: redis.Redis) -> None:
    one = await up(client, "one")
    mine = await one.claim(ROOM)
    assert mine is not None
    await client.set(node_registry.lease_of(ROOM), "other#9")
    await one.release(mine)
    assert await client.get(node_registry.lease_of(ROOM)) == b"other#9"


async def test_a_room_that_opens_anew_keeps_its_lease_when_the_old_one_is_given_back(
    client: redis.Redis,
) -> None:
    one = await up(client, "one")
    old, new = await one.claim(ROOM), await one.claim(ROOM)
    assert old is not None
    assert new is not None
    assert old.fence < new.fence
    await one.release(old)
    assert await client.get(node_registry.lease_of(ROOM)) == new.value.encode()


async def test_a_redis_that_stalls_costs_nobody_their_room(
    gateway: Gateway, audition: AuditionSession, supervisor: Supervisor, client: redis.Redis
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    silences, valkey = node_registry.FailureDetector(), supervisor.pids()["valkey"]
    assert not await silences.look(client, {host.node})
    await beaten(client, host.node)
    os.kill(valkey, signal.SIGSTOP)
    await asyncio.sleep(1.5)
    os.kill(valkey, signal.SIGCONT)
    assert not await silences.look(client, {host.node})
    assert await node_registry.node_for(client, room_name(host.ticket)) == host.node
    await host.says("ping")
    await host.hears("pong")
    assert host.end is None


async def beaten(client: redis.Redis, node: str) -> None:
    """Wait until the node has said something new."""
    before = (await node_registry.fresh_nodes(client))[node].at

    async def said() -> float:
        return (await node_registry.fresh_nodes(client))[node].at

    await eventually(said, lambda at: at > before)


async def test_a_lost_lease_closes_the_room(
    gateway: Gateway, audition: AuditionSession, client: redis.Redis
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    lease = f"room:{audition.agency_id.hex}/{audition.session_id.hex}/1/stage"
    await client.set(lease, "another node#99999999999999")
    assert (await host.ends()).code == 4503


async def test_a_room_of_another_node_is_not_here(
    gateway: Gateway, audition: AuditionSession
) -> None:
    lease = f"room:{audition.agency_id.hex}/{audition.session_id.hex}/1/stage"
    await gateway.client.set(lease, "a node that just died#1")
    host = await gateway.knock(audition.on_stage("host", "Vera"))
    assert (await host.ends()).code == 4503


async def test_the_room_of_a_killed_node_opens_at_another(
    settings: Settings, audition: AuditionSession, client: redis.Redis
) -> None:
    async with Gateway(audition.redis_url) as gateway, running(settings, "serve") as first:
        ticket = audition.on_stage("host", "Vera")
        before = await gateway.visit(ticket)
        async with running(settings, "serve"):
            send_signal(first, signal.SIGKILL)
            await first.wait()

            async def elsewhere() -> bool:
                return before.node not in await node_registry.fresh_nodes(client) and not (
                    await client.exists(node_registry.lease_of(room))
                )

            room = f"{audition.agency_id.hex}/{audition.session_id.hex}/1/stage"
            await eventually(elsewhere, bool)
            after = await gateway.visit(ticket)
            assert after.node != before.node
