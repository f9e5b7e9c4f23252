"""Money can end while people are inside: from then on no take begins, and none changes.

Every message that a stage hears is either refused then, or in `UNGATED` with why it is not.
"""

from collections.abc import Callable
from typing import Any

import asyncpg
import pytest

from services.rooms.protocol import client_messages
from services.rooms.stage.behaviour import STAGE
from shared.ids import new_id
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.scenes import on_stage
from tests.integration.rooms.visitor import Gateway, Visitor

Cameras = Callable[[Visitor], Camera]

GATED = {client_messages.StartTake, client_messages.NameTake, client_messages.Mark}
PASSES = "it is not kept"
PROTECTS = "people are protected whoever pays"
UNGATED: dict[type[client_messages.ClientMessage], str] = {
    client_messages.Subscribe: PASSES,
    client_messages.Answer: PASSES,
    client_messages.LayerRequest: PASSES,
    client_messages.Devices: PASSES,
    client_messages.Ping: PASSES,
    client_messages.Publish: PASSES,
    client_messages.Chat: PASSES,
    client_messages.Speak: PASSES,
    client_messages.Prompt: PASSES,
    client_messages.Scroll: PASSES,
    client_messages.BringIn: PASSES,
    client_messages.SendBack: PASSES,
    client_messages.Consent: PROTECTS,
    client_messages.Mute: PROTECTS,
    client_messages.Remove: PROTECTS,
    client_messages.LetIn: PROTECTS,
    client_messages.StopTake: "what runs is ended",
    client_messages.EndSession: "what runs is ended",
}


def test_every_message_is_gated_or_says_why() -> None:
    assert STAGE.message_handlers.keys() == GATED | UNGATED.keys()


async def stands(audition: AuditionSession, status: str) -> None:
    """Have Stripe say something else of the production's subscription."""
    owner = await asyncpg.connect(audition.owner_url)
    await owner.execute(
        "INSERT INTO platform.agency (id, name) VALUES ($1, 'Ours') ON CONFLICT DO NOTHING",
        audition.agency_id,
    )
    await owner.execute(
        """INSERT INTO platform.subscription (production_id, agency_id, stripe_id, plan, status,
            started_at, period_ends_at) VALUES ($1, $2, $3, 'short', $4, now(), now())
        ON CONFLICT (production_id) DO UPDATE SET status = $4""",
        audition.production_id,
        audition.agency_id,
        new_id().hex,
        status,
    )
    await owner.close()


@pytest.mark.parametrize("status", ["unpaid", "paused", "canceled"])
async def test_no_take_begins_or_changes_once_the_money_has_ended(
    status: str, gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    await stands(audition, "past_due")
    host, _ = await on_stage(gateway, audition, cameras)
    await host.says("start_take", role_id=str(audition.role_id), scene="4")
    seen = await host.sees(lambda s: s["take"] and s["take"]["phase"] == "recording")
    await stands(audition, status)
    naming: dict[str, Any] = {"take_id": seen["take"]["id"], "name": "Angry"}
    assert (await host.asks("mark", text="There"))["code"] == "only_read"
    assert (await host.asks("name_take", **naming))["code"] == "only_read"
    await host.says("stop_take")
    await host.sees(lambda s: not s["take"] and s["takes"])
    for countdown in (0, 3):
        another = {"role_id": str(audition.role_id), "scene": "5", "countdown": countdown}
        assert (await host.asks("start_take", **another))["code"] == "only_read"
    await stands(audition, "active")
    await host.says("name_take", **naming)
    await host.sees(lambda s: s["takes"][0]["name"] == "Angry")
