"""When the casting director of the demo is not to be had."""

from datetime import time, timedelta

from services.gateway.casting.scheduling import actions
from services.gateway.casting.scheduling.model import BlockedFields
from services.gateway.web.desk import Desk


async def add(desk: Desk) -> None:
    """Block an hour of tomorrow, and a few days of next week."""
    today = desk.now.date()
    dentist = BlockedFields(
        first=today + timedelta(days=1), zone="Europe/London", begins=time(9), ends=time(10, 30),
        title="Dentist",
    )  # fmt: skip
    away = BlockedFields(
        first=today + timedelta(days=8), last=today + timedelta(days=10), zone="Europe/London",
        title="In Cardiff for a festival",
    )  # fmt: skip
    for each in (dentist, away):
        await actions.block(desk, each)
