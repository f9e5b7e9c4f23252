"""What is kept about one person can be handed to them, and can be erased."""

from pathlib import Path

import msgspec
import pytest

from infra.archives import erasing, people
from infra.archives.errors import Refused
from infra.archives.installation import Installation
from infra.archives.packing import unpack
from shared.ids import new_id
from tests.integration.archives.conftest import ACTOR, OWNER, Office

Offices = tuple[Office, Office]


async def test_somebody_gets_everything_about_them_and_nobody_elses(
    place: Installation, offices: Offices, tmp_path: Path
) -> None:
    async with place.change() as connection:
        await connection.execute(
            f"INSERT INTO {offices[0].schema}.visit (id, session_id, production_id, place, who,"
            " name, title, role) VALUES ($1, $1, $1, 'stage', $2, 'Ben', '', 'actor')",
            new_id(),
            f"guest:{new_id()}",
        )
    manifest = await people.export(place, ACTOR.upper(), tmp_path / "ana.tar.gz")
    unpack(tmp_path / "ana.tar.gz", tmp_path / "out")
    rows = msgspec.json.decode((tmp_path / "out" / "rows.json").read_bytes())
    assert {o.key for o in manifest.objects} == {office.recording for office in offices}
    for office in offices:
        theirs = {row["table"] for row in rows if row["agency"] == str(office.id)}
        assert theirs == {
            *("guest", "access_link", "consent", "recording", "audit", "consent_statement"),
            "mail_record",
        }
        [read] = [row["row"] for row in rows if row["table"] == "consent_statement"][:1]
        assert (read["language"], read["words"]) == ("en", "You may be recorded.")
    assert "token_hash" not in str(rows)
    assert "Ben" not in str(rows)
    assert "Anderes" not in str(rows), "what they never read"


async def test_a_guest_is_erased_and_the_work_stays(place: Installation, offices: Offices) -> None:
    await erasing.erase(place, ACTOR)
    for office in offices:
        async with place.snapshot() as connection:
            guest = await connection.fetchrow(f"SELECT name, email FROM {office.schema}.guest")
            link = await connection.fetchrow(
                f"SELECT token_hash, revoked_at FROM {office.schema}.access_link"
            )
            consent = await connection.fetchrow(f"SELECT name, agreed FROM {office.schema}.consent")
            take = await connection.fetchrow(
                f"SELECT number, composite_key FROM {office.schema}.take"
            )
            mails = await connection.fetch(
                f"SELECT recipient, subject FROM {office.schema}.mail_record ORDER BY kind"
            )
        assert guest
        assert (guest["name"], guest["email"]) == ("Erased", "erased@erased.invalid")
        assert link
        assert link["token_hash"] != b"\x00\xff"
        assert link["revoked_at"]
        assert [tuple(mail) for mail in mails] == [("erased@erased.invalid", ""), (OWNER, "")]
        assert consent
        assert (consent["name"], consent["agreed"]) == ("Erased", True)
        assert take
        assert (take["number"], take["composite_key"]) == (1, None)
        assert [key async for key in place.objects.keys(office.id.hex)] == []
    with pytest.raises(Refused, match="nobody"):
        await erasing.erase(place, ACTOR)


async def test_an_account_is_erased_unless_an_agency_would_have_no_owner(
    place: Installation, offices: Offices
) -> None:
    with pytest.raises(Refused, match="Ours"):
        await erasing.erase(place, OWNER)
    async with place.change() as connection:
        other = new_id()
        await connection.execute(
            "INSERT INTO platform.person (id, email) VALUES ($1, 'second@office.test')", other
        )
        await connection.execute(
            """INSERT INTO platform.membership (agency_id, person_id, role)
            SELECT id, $1, 'owner' FROM platform.agency""",
            other,
        )
        await connection.execute(f"SET LOCAL search_path TO {offices[0].schema}")
        await connection.execute(
            """INSERT INTO blocked_time (id, person_id, title, zone, whole_days, local_start,
                local_end, starts_at, ends_at)
            SELECT gen_random_uuid(), id, 'Dentist', 'UTC', false, now(), now(), now(),
                now() + interval '1 hour'
            FROM platform.person"""
        )
    await erasing.erase(place, OWNER)
    async with place.snapshot() as connection:
        people_here = await connection.fetch("SELECT email, name FROM platform.person ORDER BY id")
        members = await connection.fetch("SELECT DISTINCT person_id FROM platform.membership")
        away = await connection.fetch(
            f"SELECT DISTINCT person_id FROM {offices[0].schema}.blocked_time"
        )
    assert OWNER not in str(people_here)
    assert "Olivia" not in str(people_here)
    for rows in (members, away):
        assert [row["person_id"] for row in rows] == [other]


async def test_every_spelling_of_an_address_is_erased(
    place: Installation, offices: Offices
) -> None:
    """What was typed is kept beside what is compared, and mails were sent to it."""
    spelled = ACTOR.title()
    async with place.change() as connection:
        for office in offices:
            await connection.execute(
                f"UPDATE {office.schema}.guest SET email_as_typed = '{spelled}'"
            )
        await connection.execute(
            "INSERT INTO gateway.mail (id, recipient, subject, body) VALUES ($1, $2, '', '')",
            new_id(),
            spelled,
        )
    await erasing.erase(place, spelled.swapcase())
    async with place.snapshot() as connection:
        assert not await connection.fetch("SELECT FROM gateway.mail")
        for office in offices:
            typed = await connection.fetch(f"SELECT email_as_typed FROM {office.schema}.guest")
            assert {row["email_as_typed"] for row in typed} == {None}
