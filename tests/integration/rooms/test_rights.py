"""Who may say what on the stage: every kind of message by every role."""

from collections.abc import Mapping
from typing import get_args

import msgspec
import pytest

from services.rooms import heard
from shared.tickets import StageRole
from tests.integration.rooms.house import House
from tests.integration.rooms.sayings import KINDS, said
from tests.integration.rooms.visitor import Gateway

ROLES: tuple[StageRole, ...] = get_args(StageRole)
ALL = frozenset(ROLES)
RUN: frozenset[StageRole] = frozenset({"host", "runner"})
WATCH: frozenset[StageRole] = frozenset({"decision_maker"})

MAY: Mapping[type[heard.Message], frozenset[StageRole]] = {
    heard.Publish: ALL,
    heard.Subscribe: ALL,
    heard.Answer: ALL,
    heard.Look: ALL,
    heard.Devices: ALL,
    heard.Ping: ALL,
    heard.Chat: ALL - WATCH,
    heard.Consent: ALL - WATCH,
    heard.BringIn: RUN,
    heard.SendBack: RUN,
    heard.Mute: RUN,
    heard.Remove: RUN,
    heard.LetIn: RUN,
    heard.EndSession: RUN,
    heard.Speak: WATCH,
    heard.StartTake: RUN,
    heard.StopTake: RUN,
    heard.NameTake: RUN,
    heard.Mark: RUN | WATCH,
    heard.Prompt: RUN | {"reader"},
    heard.Scroll: RUN | {"reader"},
}


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_may_say_what_is_its_own_and_nothing_else(
    gateway: Gateway, house: House, role: StageRole
) -> None:
    other = await gateway.visit(house.on_stage("guardian", "Arkadina"))
    for kind in KINDS:
        visitor = await gateway.visit(house.on_stage(role, "Masha"))
        await visitor.says(kind.kind(), **said(kind, other.who))
        await visitor.goes_on()
        refused = [m["code"] for m in visitor.told if m["type"] == "refused"]
        assert (refused == ["not_yours"]) == (role not in MAY[kind]), kind
    assert role in RUN or other.end is None


@pytest.mark.parametrize("kind", ["prompter", "scroll"])
async def test_a_reader_who_only_watches_does_not_prompt(
    gateway: Gateway, house: House, kind: str
) -> None:
    for number in range(6):
        await gateway.visit(house.on_stage("reader", f"Reader {number}"))
    late = await gateway.visit(house.on_stage("reader", "Masha"))
    await late.sees(lambda s: s["you"]["where"] == "watching")
    fields = {"at": 0.5} if kind == "scroll" else {"title": "", "text": "I am a seagull."}
    assert (await late.asks(kind, **fields))["code"] == "not_yours"


async def test_who_has_used_the_hours_of_a_trial_starts_no_take(
    gateway: Gateway, house: House
) -> None:
    ticket = msgspec.structs.replace(house.on_stage("host", "Hanna"), may_record=False)
    host = await gateway.visit(ticket)
    refused = await host.asks("start_take", role_id=str(house.role_id), scene="1")
    assert refused["code"] == "hours_used"
    assert "trial" in refused["reason"]
