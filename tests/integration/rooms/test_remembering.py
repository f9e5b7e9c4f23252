"""A stage that opens on another node is as it was: all in their places, the muted still mute."""

import signal
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

import pytest

from services.rooms.room.room import Ticket
from services.rooms.settings import Settings
from shared.bus import node_registry
from shared.runtime.child_signals import send_signal
from shared.tickets import room_name
from tests.eventually import eventually
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.process import running
from tests.integration.rooms.visitor import Gateway, Seen, Visitor

SIDES = {"title": "Scene 4", "text": "I am a seagull."}


@pytest.fixture
async def outside(audition: AuditionSession) -> AsyncIterator[Gateway]:
    async with Gateway(audition.redis_url) as gateway:
        yield gateway


class Moving(NamedTuple):
    """A node that is about to end, and the host of its stage."""

    node: Process
    host: Visitor


async def furnished(gateway: Gateway, audition: AuditionSession) -> tuple[Visitor, Visitor]:
    """A host and a muted actor on stage, before a prompter; another actor was sent back."""
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    nina = await gateway.visit(actor(audition, "Nina", 1))
    kostya = await gateway.visit(actor(audition, "Kostya", 2))
    await host.says("bring_in", who=[nina.who, kostya.who])
    await host.says("send_back", who=[kostya.who])
    await host.says("mute", who=nina.who, muted=True)
    await host.says("prompter", **SIDES)
    await nina.sees(lambda state: bool(state["you"]["muted"]))
    await nina.hears("prompter")
    await host.sees(lambda state: len(state["lobby"]) == 1)
    return host, nina


def actor(audition: AuditionSession, name: str, waits: int) -> Ticket:
    return audition.on_stage("actor", name, waits=waits)


def where(state: Seen) -> str:
    place: str = state["you"]["where"]
    return place


@asynccontextmanager
async def moving(
    settings: Settings, audition: AuditionSession, gateway: Gateway
) -> AsyncIterator[Moving]:
    """Furnish a stage on a node beside which another is ready."""
    async with running(settings, "serve") as first:
        host, _ = await furnished(gateway, audition)
        async with running(settings, "serve"):
            yield Moving(first, host)


async def test_who_was_on_stage_is_so_again_after_the_node_was_killed(
    settings: Settings, audition: AuditionSession, outside: Gateway
) -> None:
    async with moving(settings, audition, outside) as (first, before):
        send_signal(first, signal.SIGKILL)
        await first.wait()
        nina = await back(outside, actor(audition, "Nina", 1), unlike=before.node)
        assert where(nina.state) == "stage"
        assert nina.state["you"]["muted"]
        assert (await nina.hears("prompter"))["text"] == SIDES["text"]
        kostya = await back(outside, actor(audition, "Kostya", 2), unlike=before.node)
        assert where(kostya.state) == "lobby"


async def test_and_after_the_node_was_told_to_stop(
    settings: Settings, audition: AuditionSession, outside: Gateway
) -> None:
    async with moving(settings, audition, outside) as (first, before):
        send_signal(first, signal.SIGTERM)
        assert (await before.ends()).code == 4503
        nina = await back(outside, actor(audition, "Nina", 1), unlike=before.node)
        assert where(nina.state) == "stage"


async def test_who_was_awaited_once_waits_in_the_lobby_after_leaving(
    settings: Settings, audition: AuditionSession, outside: Gateway
) -> None:
    async with moving(settings, audition, outside) as (first, before):
        send_signal(first, signal.SIGTERM)
        await before.ends()
        host = await back(outside, before.ticket, unlike=before.node)
        nina = await back(outside, actor(audition, "Nina", 1), unlike=before.node)
        await host.says("send_back", who=[nina.who])
        await nina.sees(lambda state: where(state) == "lobby")
        await nina.leaves()
        again = await outside.visit(nina.ticket)
        await again.hears("state")
        assert where(again.state) == "lobby"


async def back(gateway: Gateway, ticket: Ticket, *, unlike: str) -> Visitor:
    """Come in again as soon as the room is to be found elsewhere."""

    async def elsewhere() -> bool:
        return await node_registry.node_for(gateway.client, room_name(ticket)) != unlike

    await eventually(elsewhere, bool)
    visitor = await gateway.visit_again(ticket)
    await visitor.hears("state")
    return visitor
