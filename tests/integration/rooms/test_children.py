"""A child is recorded only where a guardian agrees beside the child."""

from collections.abc import Callable

import asyncpg

from shared.tenancy import schema_of
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.scenes import on_stage
from tests.integration.rooms.visitor import Gateway, Visitor
from tests.migrated import Founded

CHILD = """
INSERT INTO talent (id, name, minor) VALUES ('{0}', 'Nina', true);
INSERT INTO session (id, production_id, title, local_date, zone)
    VALUES ('{0}', '{1}', 'First round', '2027-01-15', 'UTC');
INSERT INTO slot (id, session_id, position, kind, role_id, local_start, starts_at, minutes)
    SELECT '{0}', '{0}', 1, 'audition', id, '2027-01-15 10:00', '2027-01-15 10:00Z', 15 FROM role;
INSERT INTO guest (id, session_id, slot_id, role, name, email, invited_by, talent_id)
    VALUES ('{0}', '{0}', '{0}', 'actor', 'Nina', 'nina@family.test', '{0}', '{0}')"""
AGREED = """
INSERT INTO guardian_agreement (id, talent_id, production_id, guardian_id, guardian_name,
    guardian_email, words, given_at, noted_by)
SELECT id, talent_id, production_id, id, 'Irina', 'irina@family.test', 'She may.', now(), id
FROM guest"""


async def test_a_take_of_a_child_begins_and_goes_on_only_while_a_guardian_agrees(
    founded: Founded,
    gateway: Gateway,
    audition: AuditionSession,
    cameras: Callable[[Visitor], Camera],
) -> None:
    host, child = await on_stage(gateway, audition, cameras)
    take = {"role_id": str(audition.role_id), "scene": "4"}
    rows = await asyncpg.connect(founded.url)
    for agency in (founded.agency, founded.neighbour):
        await rows.execute(f'SET search_path TO "{schema_of(agency)}"')
        await rows.execute(CHILD.format(child.who.removeprefix("guest:"), audition.production_id))
    await rows.execute(AGREED)  # the neighbour's says nothing here
    for countdown in (0, 3):
        refused = await host.asks("start_take", **take, countdown=countdown)
        assert refused["code"] == "guardian_missing"
        assert refused["reason"] == "No guardian has agreed that Nina may be recorded."
    await rows.execute(f'SET search_path TO "{schema_of(founded.agency)}"')
    await rows.execute(AGREED)
    await host.says("start_take", **take)
    assert (await host.sees(lambda s: bool(s["take"])))["take"]["number"] == 1
    await rows.execute("UPDATE guardian_agreement SET withdrawn_at = now()")
    await rows.close()
    stopped = await host.hears("notice")
    assert stopped["text"] == "The take was stopped: a guardian no longer agrees for Nina."
    ended = await host.sees(lambda s: s["take"] is None and bool(s["takes"]))
    assert "took back their agreement" in ended["takes"][0]["ended"]
    assert (await host.asks("start_take", **take))["code"] == "guardian_missing"
