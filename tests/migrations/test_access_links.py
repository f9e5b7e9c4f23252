"""Links that guests had of the version before open the same now; until its processes are gone, what
they and this version write of a link is the same."""

from typing import Any
from uuid import UUID

from shared import migrations
from shared.ids import AgencyId, new_id
from tests.migrated import PASSWORDS, databases
from tests.migrations.test_people import migrated, rows, working
from tests.migrations.test_version_before import left_behind

__all__ = ["left_behind", "migrated"]

_LINK = """SELECT token_hash, expires_at > now() AS good, revoked_at IS NULL AS valid,
    opened_at IS NOT NULL AS opened FROM {0} WHERE {1} = $1"""
# Statements of the version before, as they were.
_OPENED = "UPDATE guest SET opened_at = now() WHERE id = $1 AND opened_at IS NULL"
_REVOKE = "UPDATE guest SET revoked_at = now() WHERE id = $1"
_RENEW = """UPDATE guest SET token_hash = $2, expires_at = now() + interval '1 day',
    revoked_at = NULL, opened_at = NULL WHERE id = $1"""


async def link(tx: Any, guest: UUID, table: str = "access_link") -> tuple[Any, ...]:
    column = "guest_id" if table == "access_link" else "id"
    return tuple((await tx.fetchrow(_LINK.format(table, column), guest)).values())


async def test_every_guest_has_their_link(migrated: tuple[str, AgencyId]) -> None:
    found = await rows(
        *migrated,
        """SELECT count(*), count(l.id), count(*) FILTER (WHERE l.scope = 'invitation'
            AND l.production_id = g.production_id AND l.issued_at = g.invited_at
            AND (l.token_hash, l.expires_at) = (g.token_hash, g.expires_at)
            AND (l.revoked_at, l.opened_at) IS NOT DISTINCT FROM (g.revoked_at, g.opened_at))
        FROM guest g LEFT JOIN access_link l ON l.guest_id = g.id""",
    )
    assert found == [(10, 10, 10)]


async def test_what_an_old_process_writes_of_a_link_counts(migrated: tuple[str, AgencyId]) -> None:
    async with working(*migrated) as old:
        guest = await old.invite("Ida", "ida@actors.test", slot=6)
        assert await link(old.tx, guest) == (guest.bytes, True, True, False)
        await old.tx.execute(_OPENED, guest)
        await old.tx.execute(_REVOKE, guest)
        assert await link(old.tx, guest) == (guest.bytes, True, False, True)
        await old.tx.execute(_RENEW, guest, b"another")
        assert await link(old.tx, guest) == (b"another", True, True, False)


async def test_what_is_written_now_an_old_process_sees(migrated: tuple[str, AgencyId]) -> None:
    async with working(*migrated) as old:
        guest, session = new_id(), old.session
        await old.tx.execute(
            """INSERT INTO guest (id, session_id, role, name, email, invited_by)
            VALUES ($1, $2, 'guardian', 'Gina', 'gina@family.test', $1)""",
            guest,
            session,
        )
        await old.tx.execute(
            """INSERT INTO access_link (id, token_hash, scope, guest_id, production_id, expires_at)
            SELECT $1, $2, 'invitation', id, production_id, now() + interval '1 day'
            FROM guest WHERE id = $1""",
            guest,
            guest.bytes,
        )
        assert await link(old.tx, guest, "guest") == (guest.bytes, True, True, False)
        for change in ("token_hash = 'new'", "opened_at = now()", "revoked_at = now()"):
            await old.tx.execute(f"UPDATE access_link SET {change} WHERE guest_id = $1", guest)
        assert await link(old.tx, guest, "guest") == (b"new", True, False, True)


async def test_then_guests_have_no_link_of_their_own(migrated: tuple[str, AgencyId]) -> None:
    before = await rows(*migrated, "SELECT token_hash FROM guest ORDER BY token_hash")
    await migrations.migrate(migrated[0], PASSWORDS, contract=True)
    async with databases(migrated[0], "gateway") as (gateway,), gateway.tenant(migrated[1]) as tx:
        kept = await tx.fetch("SELECT token_hash FROM access_link ORDER BY token_hash")
        assert [(row["token_hash"],) for row in kept] == before
        columns = await tx.fetch(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'guest'::regclass"
        )
    assert not {"token_hash", "revoked_at"} & {row["attname"] for row in columns}
