"""How much mail an office that never paid can have sent: in the first minute, in an hour, in a day.

usage: python -m tests.bench.mails

Invitations go out as fast as they are asked for, eight at a time, from one person and, as another
figure, from as many offices as that person may have. The time between is let pass by ageing what
was queued.
"""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg

from tests.bench._figures import Figure, tell
from tests.installation import SIDES, Installation, Visitor, open_installation

TRIED = 60
OFFICES = 6
STEP_MIN = 10
DAY_STEPS = 24 * 60 // STEP_MIN
PATIENCE_S = 600


async def measure() -> Sequence[Figure]:
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        async with (
            open_installation(Path(folder), lasting=True) as installation,
            asyncio.timeout(PATIENCE_S),
        ):
            return [*await _of_one_office(installation), await _of_one_person(installation)]


async def _of_one_office(installation: Installation) -> list[Figure]:
    async with installation.browser() as owner:
        session = await _session(owner, "one@bench.test", "One Office")
        first = await _flood(owner, session)
        hour, day = first, first
        for step in range(1, DAY_STEPS):
            await _age(installation)
            sent = await _flood(owner, session, tried=STEP_MIN + 2)
            day += sent
            hour += sent if step < 60 // STEP_MIN else 0
            if not sent and step >= 60 // STEP_MIN:
                break
    return [
        _figure("an office that never paid, mails in its first minute", first, goal=10),
        _figure("the same, in an hour", hour, goal=20),
        _figure("the same, in a day", day, goal=20),
    ]


async def _of_one_person(installation: Installation) -> Figure:
    """One person founds what offices they may, and has each send what it may."""
    async with installation.browser() as owner:
        sent, founded = 0, 0
        for number in range(OFFICES):
            session = await _session(owner, "many@bench.test", f"Office {number}")
            if not session:
                break
            founded += 1
            sent += await _flood(owner, session)
    return _figure(
        f"a person with {founded} such offices, mails in the first minutes", sent, goal=30
    )


async def _session(owner: Visitor, email: str, agency: str) -> str:
    """Found an office and lay out a session in it; '' where no more may be founded."""
    if (await owner.get("/account")).status_code != 200:
        await owner.sign_up(email, agency)
    else:
        named = {"name": agency, "your_name": "Olivia"}
        answer = await owner.post("/agencies", "/agencies/new", data=named)
        if answer.status_code != 303:
            return ""
    production = await owner.start_production("The Tempest")
    await owner.add_role(production, "Miranda", SIDES.read_bytes())
    return await owner.lay_out(production)


async def _flood(owner: Visitor, session: str, tried: int = TRIED) -> int:
    """Invite as many as go through; return how many did."""
    turns = asyncio.Semaphore(8)

    async def invite() -> bool:
        who: dict[str, Any] = {
            "name": "Ann", "title": "Producer", "email": f"{uuid4().hex[:12]}@strangers.test",
        }  # fmt: skip
        async with turns:
            answer = await owner.post(f"{session}/watchers", session, data=who)
        return answer.status_code == 303

    return sum(await asyncio.gather(*(invite() for _ in range(tried))))


async def _age(installation: Installation) -> None:
    rows = await asyncpg.connect(installation.plan.config.owner_url)
    await rows.execute(
        "UPDATE gateway.mail SET queued_at = queued_at - make_interval(mins => $1)", STEP_MIN
    )
    await rows.close()


def _figure(what: str, count: int, *, goal: int) -> Figure:
    return {"bench": "mails", "what": what, "unit": "mails", "n": count, "goal": goal}


if __name__ == "__main__":
    tell(measure())
