"""Chemistry reads: several are brought in or sent back, all of them or none."""

import pytest

from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.visitor import Gateway, Visitor


async def lobby(gateway: Gateway, audition: AuditionSession, number: int) -> list[Visitor]:
    tickets = [audition.on_stage("actor", f"Actor {n}", waits=n) for n in range(1, number + 1)]
    return [await gateway.visit(ticket) for ticket in tickets]


async def test_a_group_comes_and_goes_together(gateway: Gateway, audition: AuditionSession) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    pair = [actor.who for actor in await lobby(gateway, audition, 2)]
    await host.says("bring_in", who=pair)
    await host.sees(lambda s: {p["who"] for p in s["on_stage"]} == {host.who, *pair})
    await host.says("send_back", who=[*pair, pair[0]])
    await host.sees(lambda s: [p["who"] for p in s["lobby"]] == pair)


async def test_of_a_group_that_does_not_fit_nobody_comes(
    gateway: Gateway, audition: AuditionSession
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actors = [actor.who for actor in await lobby(gateway, audition, 6)]
    assert (await host.asks("bring_in", who=actors))["code"] == "stage_full"
    await host.goes_on()
    assert len(host.state["lobby"]) == 6
    await host.says("bring_in", who=actors[:5])
    state = await host.sees(lambda s: len(s["on_stage"]) == 6)
    assert [p["who"] for p in state["lobby"]] == actors[5:]


@pytest.mark.parametrize("kind", ["bring_in", "send_back"])
async def test_of_a_group_with_somebody_elsewhere_nobody_moves(
    gateway: Gateway, audition: AuditionSession, kind: str
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    here, there = await lobby(gateway, audition, 2)
    await host.says("bring_in", who=[there.who])
    group = [here.who, there.who]
    assert (await host.asks(kind, who=group))["code"] == "nobody_there"
    assert (await host.asks(kind, who=[here.who, "guest:nobody"]))["code"] == "nobody_there"
    state = await host.sees(lambda s: len(s["lobby"]) == 1)
    assert state["lobby"][0]["who"] == here.who


async def test_twice_is_late(gateway: Gateway, audition: AuditionSession) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    [actor] = await lobby(gateway, audition, 1)
    await host.says("bring_in", who=[actor.who])
    assert (await host.asks("bring_in", who=[actor.who]))["code"] == "nobody_there"


@pytest.mark.parametrize("group", [[], ["guest:x"] * 7])
async def test_a_group_has_one_to_six(
    gateway: Gateway, audition: AuditionSession, group: list[str]
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    await host.says("bring_in", who=group)
    assert (await host.ends()).code == 4400
