"""Who may say what on the stage: every kind of message by every role."""

from collections.abc import Mapping
from typing import get_args

import msgspec
import pytest

from services.rooms.protocol import client_messages
from shared.tickets import StageRole
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.messages import KINDS, said
from tests.integration.rooms.visitor import Gateway

ROLES: tuple[StageRole, ...] = get_args(StageRole)
ALL = frozenset(ROLES)
RUN: frozenset[StageRole] = frozenset({"host", "runner"})
WATCH: frozenset[StageRole] = frozenset({"decision_maker"})

MAY: Mapping[type[client_messages.ClientMessage], frozenset[StageRole]] = {
    client_messages.Publish: ALL,
    client_messages.Subscribe: ALL,
    client_messages.Answer: ALL,
    client_messages.LayerRequest: ALL,
    client_messages.Devices: ALL,
    client_messages.Ping: ALL,
    client_messages.Chat: ALL - WATCH,
    client_messages.Consent: ALL - WATCH,
    client_messages.BringIn: RUN,
    client_messages.SendBack: RUN,
    client_messages.Mute: RUN,
    client_messages.Remove: RUN,
    client_messages.LetIn: RUN,
    client_messages.EndSession: RUN,
    client_messages.Speak: WATCH,
    client_messages.StartTake: RUN,
    client_messages.StopTake: RUN,
    client_messages.NameTake: RUN,
    client_messages.Mark: RUN | WATCH,
    client_messages.Prompt: RUN | {"reader"},
    client_messages.Scroll: RUN | {"reader"},
}


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_may_say_what_is_its_own_and_nothing_else(
    gateway: Gateway, audition: AuditionSession, role: StageRole
) -> None:
    other = await gateway.visit(audition.on_stage("guardian", "Arkadina"))
    for kind in KINDS:
        visitor = await gateway.visit(audition.on_stage(role, "Masha"))
        await visitor.says(kind.kind(), **said(kind, other.who))
        await visitor.goes_on()
        refused = [m["code"] for m in visitor.received if m["type"] == "refused"]
        assert (refused == ["not_yours"]) == (role not in MAY[kind]), kind
    assert role in RUN or other.end is None


@pytest.mark.parametrize("kind", ["prompter", "scroll"])
async def test_a_reader_who_only_watches_does_not_prompt(
    gateway: Gateway, audition: AuditionSession, kind: str
) -> None:
    for number in range(6):
        await gateway.visit(audition.on_stage("reader", f"Reader {number}"))
    late = await gateway.visit(audition.on_stage("reader", "Masha"))
    await late.sees(lambda s: s["you"]["where"] == "watching")
    fields = {"at": 0.5} if kind == "scroll" else {"title": "", "text": "I am a seagull."}
    assert (await late.asks(kind, **fields))["code"] == "not_yours"


async def test_who_has_used_the_hours_of_a_trial_starts_no_take(
    gateway: Gateway, audition: AuditionSession
) -> None:
    ticket = msgspec.structs.replace(audition.on_stage("host", "Hanna"), may_record=False)
    host = await gateway.visit(ticket)
    refused = await host.asks("start_take", role_id=str(audition.role_id), scene="1")
    assert refused["code"] == "hours_used"
    assert "trial" in refused["reason"]
