"""What agencies know of somebody beside their visits is handed to them, and erased."""

from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
import pytest

from infra.archives import erasing, people
from infra.archives import subject as subjects
from infra.archives.errors import Refused
from infra.archives.installation import Installation
from infra.archives.packing import unpack
from shared import tombstones
from shared.ids import new_id
from tests.integration.archives.conftest import ACTOR, Office

Offices = tuple[Office, Office]
REP, CONTACT, GUARDIAN = "rita@agents.test", "paula@films.test", "gina@family.test"
_PEOPLE = """
INSERT INTO talent (id, name, email, email_as_typed, phone, source)
    VALUES ('{talent}', 'Ana Silva', '{actor}', '{actor}', '07911 123456', 'import'),
        ('{other}', 'Ben Okafor', 'ben@actors.test', 'ben@actors.test', '', 'office');
INSERT INTO talent (id, name, merged_into) VALUES ('{merged}', 'Anna Silva', '{talent}');
INSERT INTO talent_merge (id, kept_id, gone_id, before, after, moved, who)
    VALUES ('{merged}', '{talent}', '{merged}', '{{"name": "Ana"}}', '{{}}', '{{}}', 'person:x');
INSERT INTO rep (id, name, email, email_as_typed) VALUES ('{rep}', 'Rita', '{rita}', '{rita}');
INSERT INTO contact (id, name, email, email_as_typed, note)
    VALUES ('{contact}', 'Paula', '{paula}', '{paula}', 'Knows Ana');
INSERT INTO guardian (id, talent_id, name, email, email_as_typed)
    VALUES ('{guardian}', '{other}', 'Gina', '{gina}', '{gina}');
INSERT INTO representation (talent_id, rep_id) VALUES ('{talent}', '{rep}'), ('{other}', '{rep}');
INSERT INTO candidate (id, production_id, role_id, talent_id, status, told_through, rep_id)
    SELECT t.id, r.production_id, r.id, t.id, 'pinned', 'rep', '{rep}' FROM role r, talent t
    WHERE t.merged_into IS NULL;
INSERT INTO decision (id, candidate_id, production_id, kind, note, decided_by)
    SELECT id, id, production_id, 'pin', 'Said of ' || id, id FROM candidate;
INSERT INTO answer (id, candidate_id, production_id, decision_id, message, status, written_by)
    SELECT id, id, production_id, id, 'Told to ' || id, 'sent', id FROM candidate;
INSERT INTO talent_note (id, talent_id, author_id, words, visibility)
    VALUES ('{talent}', '{talent}', '{talent}', 'Lovely', 'office');
INSERT INTO talent_photo (id, talent_id, file_name, object_key, width, height, position)
    VALUES ('{talent}', '{talent}', 'a.jpg', '{key}', 1, 1, 1);
INSERT INTO casting_record (id, talent_id, production, role, decisions, answers, considered_at)
    VALUES ('{talent}', '{talent}', 'Macbeth', 'Banquo', '[]', '[]', now());
INSERT INTO people_import (id, kind, upload_id, file_name, who, person_id)
    VALUES ('{contact}', 'talent', '{contact}', 'list.csv', 'person:x', '{contact}');
INSERT INTO people_import_line (import_id, line, became, reason, cells)
    VALUES ('{contact}', 2, 'known', 'Known.', '{{Ana Silva,{shouted}}}'),
        ('{contact}', 3, 'known', 'Known.', '{{Ben,ben@actors.test}}');
UPDATE guest SET talent_id = '{talent}';
"""


class Knows(NamedTuple):
    """An office that knows people, by their ids."""

    office: Office
    ids: dict[str, UUID]
    photo: str


@pytest.fixture
async def knowing(place: Installation, offices: Offices) -> tuple[Knows, Knows]:
    made = []
    for office in offices:
        names = ("talent", "other", "merged", "rep", "contact", "guardian")
        ids = {name: new_id() for name in names}
        key = f"{office.id.hex}/photos/{ids['talent'].hex}.jpg"
        await place.objects.put(key, b"picture")
        async with place.change() as connection:
            await connection.execute(f"SET LOCAL search_path TO {office.schema}")
            await connection.execute(
                _PEOPLE.format(
                    **ids, actor=ACTOR, rita=REP, paula=CONTACT, gina=GUARDIAN, key=key,
                    shouted=ACTOR.upper(),
                )
            )  # fmt: skip
        made.append(Knows(office, ids, key))
    return made[0], made[1]


async def rows_of(place: Installation, office: Office) -> dict[str, str]:
    """Return what stands in each of an office's tables, but for the log."""
    async with place.snapshot() as connection:
        tables = await connection.fetch(
            "SELECT tablename AS name FROM pg_tables WHERE schemaname = $1",
            office.schema.strip('"'),
        )
        whole = "SELECT coalesce(jsonb_agg(t), '[]')::text FROM {}.\"{}\" t"
        return {
            row["name"]: await connection.fetchval(whole.format(office.schema, row["name"]))
            for row in tables
            if row["name"] != "audit"
        }


async def exported(place: Installation, email: str, folder: Path) -> list[Any]:
    await people.export(place, email, folder / "theirs.tar.gz")
    unpack(folder / "theirs.tar.gz", folder / "out")
    rows: list[Any] = msgspec.json.decode((folder / "out" / "rows.json").read_bytes())
    return rows


async def test_a_performer_gets_what_is_about_them(
    place: Installation, knowing: tuple[Knows, Knows], tmp_path: Path
) -> None:
    rows = await exported(place, ACTOR, tmp_path)
    for each in knowing:
        theirs = [row for row in rows if row["agency"] == str(each.office.id)]
        assert {row["table"] for row in theirs} >= {
            *("talent", "candidate", "decision", "answer", "representation", "talent_note"),
            *("talent_photo", "talent_merge", "people_import_line", "guest"),
        }
        assert str(each.ids["other"]) not in str(theirs)
    assert "Ben" not in str(rows)
    assert (tmp_path / "out" / "objects" / knowing[0].photo).exists()


async def test_a_rep_gets_nothing_of_their_clients(
    place: Installation, knowing: tuple[Knows, Knows], tmp_path: Path
) -> None:
    rows = await exported(place, REP, tmp_path)
    assert {row["table"] for row in rows} == {"rep"}
    assert "Ana" not in str(rows)


async def test_a_performer_is_erased_with_their_candidates_and_nobody_else(
    place: Installation, knowing: tuple[Knows, Knows]
) -> None:
    await erasing.erase(place, ACTOR)
    for each in knowing:
        rows = await rows_of(place, each.office)
        gone = [str(each.ids["talent"]), str(each.ids["merged"]), "Ana Silva", ACTOR]
        found = {table for table, words in rows.items() if any(g in words for g in gone)}
        assert not found
        assert "Ana" not in rows["mail_record"]
        for table in ("talent", "candidate", "decision", "answer", "representation"):
            assert str(each.ids["other"]) in rows[table], table
        assert "ben@actors.test" in rows["people_import_line"]
        assert [key async for key in place.objects.keys(each.photo.rsplit("/", 1)[0])] == []
    with pytest.raises(Refused, match="nobody"):
        await erasing.erase(place, ACTOR)


async def test_what_is_on_legal_hold_stays_without_names(
    place: Installation, knowing: tuple[Knows, Knows]
) -> None:
    held, free = knowing
    async with place.change() as connection:
        await connection.execute(
            f"""INSERT INTO {held.office.schema}.talent_hold (talent_id, reason, held_by)
            VALUES ($1, 'A claim', $1)""",
            held.ids["talent"],
        )
    await erasing.erase(place, ACTOR)
    rows = await rows_of(place, held.office)
    for table in ("talent", "candidate", "decision", "answer", "casting_record"):
        assert str(held.ids["talent"]) in rows[table], table
    assert (await rows_of(place, free.office))["casting_record"] == "[]"
    for table, words in rows.items():
        assert "Ana Silva" not in words, table
        assert "Said of " + str(held.ids["talent"]) not in words
        assert "Told to " + str(held.ids["talent"]) not in words
    assert str(free.ids["talent"]) not in (await rows_of(place, free.office))["candidate"]


@pytest.mark.parametrize("email", [REP, CONTACT, GUARDIAN])
async def test_others_are_erased_and_whom_they_stood_for_stays(
    email: str, place: Installation, knowing: tuple[Knows, Knows]
) -> None:
    await erasing.erase(place, email.upper())
    for each in knowing:
        rows = await rows_of(place, each.office)
        assert not [table for table, words in rows.items() if email in words]
        assert str(each.ids["talent"]) in rows["candidate"]
        assert "Ana Silva" in rows["talent"]


async def test_who_comes_back_with_a_restore_is_erased_again(
    place: Installation, knowing: tuple[Knows, Knows]
) -> None:
    async with place.snapshot() as connection:
        tombstone = (await subjects.find(connection, REP)).tombstone()
    await tombstones.set_up(place.objects, tombstone)
    (read,) = [each for each in await tombstones.all_of(place.objects) if each.kind == "person"]
    assert read == tombstone
    await erasing.erase_again(place, read)
    await erasing.erase_again(place, read)
    for each in knowing:
        assert REP not in str(await rows_of(place, each.office))
