"""Watching and reading leave one line each, whichever way a file is asked for, and in how many
parts."""

import asyncio
from uuid import uuid4

import asyncpg
import pytest

from shared.tenancy import schema_of
from tests.installation import Installation, Office
from tests.integration.gateway.test_api_tokens import make, program
from tests.integration.gateway.test_audit import rows

pytestmark = pytest.mark.with_sides
PARTS = [{"range": f"bytes={n * 10}-{n * 10 + 9}"} for n in range(6)]


async def recorded(installation: Installation, office: Office) -> tuple[str, str, str]:
    """Have a finished take with one person's file; return the ids of both, and of the sides."""
    owner = await asyncpg.connect(installation.plan.config.owner_url)
    session = office.session.rsplit("/", 1)[1]
    agency = await owner.fetchval(
        """SELECT agency_id FROM platform.membership m
        JOIN gateway.web_session s USING (person_id, agency_id) WHERE s.token_hash = sha256($1)""",
        office.owner.client.cookies["session"].encode(),
    )
    await owner.execute(f'SET search_path TO "{schema_of(agency)}"')
    take, recording = uuid4(), uuid4()
    sides = await owner.fetchrow("SELECT id, object_key, role_id FROM sides")
    assert sides
    await owner.execute(
        """INSERT INTO take (id, session_id, production_id, role_id, role_name, scene, number,
            phase, started_by, started_at, composite_key, thumbnail_key, fence, name)
        VALUES ($1, $2::text::uuid, $3::text::uuid, $4, 'Miranda', '1', 1, 'finished', 'person:x',
            now(), $5, $5, 1, '')""",
        take, session, office.production.rsplit("/", 1)[1], sides["role_id"], sides["object_key"],
    )  # fmt: skip
    await owner.execute(
        """INSERT INTO recording (id, take_id, who, name, started_at, object_key)
        VALUES ($1, $2, 'guest:x', '李娜', now(), $3)""",
        recording, take, sides["object_key"],
    )  # fmt: skip
    await owner.close()
    return str(take), str(recording), str(sides["id"])


@pytest.mark.parametrize("which", ["recording", "take", "sides"])
async def test_a_viewing_in_many_parts_is_one_line(
    which: str, installation: Installation, office: Office
) -> None:
    take, recording, sides = await recorded(installation, office)
    path, thing = {
        "recording": (f"/recordings/{recording}/media", recording),
        "take": (f"/takes/{take}/composite", take),
        "sides": (f"/sides/{sides}", sides),
    }[which]
    answers = await asyncio.gather(*(office.owner.get(path, headers=part) for part in PARTS))
    assert {answer.status_code for answer in answers} == {206}
    await office.owner.get(path)
    (line,) = await rows(office, f"thing={thing}&act={'read' if which == 'sides' else 'watched'}")
    assert line["thing"] == which
    assert line["address"] == office.owner.address


async def test_each_who_watches_has_a_line(installation: Installation, office: Office) -> None:
    _, _, sides = await recorded(installation, office)
    async with installation.browser() as actor:
        for part in PARTS[:3]:
            answer = await actor.get(f"{office.actor_link}/sides/{sides}", headers=part)
            assert answer.status_code == 206
    for part in PARTS[:3]:
        await office.owner.get(f"/sides/{sides}", headers=part)
    lines = await rows(office, f"thing={sides}&act=read")
    assert {line["who"].partition(":")[0] for line in lines} == {"guest", "person"}
    assert len(lines) == 2


async def test_what_is_not_there_was_not_watched(
    installation: Installation, office: Office
) -> None:
    _, recording, _ = await recorded(installation, office)
    nothing = await office.owner.get(
        f"/recordings/{recording}/media", headers={"range": "bytes=99999999-"}
    )
    assert nothing.status_code == 416
    assert await rows(office, f"thing={recording}") == []
    async with program(installation, await make(office, "read")) as reader:
        assert (await reader.get(f"/recordings/{recording}/media")).status_code in {303, 401}
    assert await rows(office, f"thing={recording}") == []
