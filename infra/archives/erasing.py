"""Erasing one person: what an agency worked out stays, and no longer says who it was.

Their account and what belongs to it goes. Where they were a guest, names and addresses are
replaced, their link dies, and their recordings go with the films in which they are seen. Where they
were talent, contact, rep or guardian, that goes with what hangs on it (`forgetting.py`). The audit
log, which only ever grows, keeps the bare id.
"""

import secrets
from collections.abc import Sequence
from uuid import UUID

from infra.archives import forgetting, tables
from infra.archives import subject as subjects
from infra.archives.errors import Refused
from infra.archives.installation import Installation
from infra.archives.subject import KINDS, NOBODY, Subject, about
from infra.archives.tables import PEOPLE, Table
from shared import addresses, tombstones
from shared.tenancy import Connection, schema_of
from shared.tombstones import KnownAs, Tombstone

_ADDRESS = "erased@erased.invalid"
_REPLACED = {
    "name": "Erased", "title": "", "message": "", "email": _ADDRESS, "recipient": _ADDRESS,
    "subject": "", "reply": "", "reply_note": "", "note": "", "guardian_name": "Erased",
    "guardian_email": _ADDRESS,
}  # fmt: skip
_FORGOTTEN = frozenset({"email_as_typed", "zone"})
_KEEPS = frozenset({"audit", "platform.audit", "gateway.audit"})
_BY_THEMSELVES = frozenset({"blocked_time", "mail_record", "mail_suppression"})
# To their rep, to who invited them, and to the guardians of a child.
_MAILS_THAT_NAME_THEM = """UPDATE mail_record SET subject = ''
    WHERE thing_id = ANY($1::uuid[])
        OR thing_id IN (SELECT id FROM guest WHERE client_id = ANY($1::uuid[]))"""
# Those of a guardian go with them.
_LINKS = """UPDATE access_link SET token_hash = sha256($2::bytea || id::text::bytea),
    revoked_at = coalesce(revoked_at, now()) WHERE guest_id = ANY($1::uuid[])"""
_SOLE_OWNER = """SELECT a.name FROM platform.membership m
    JOIN platform.agency a ON a.id = m.agency_id
    WHERE m.person_id = $1 AND m.role = 'owner' AND NOT EXISTS (
        SELECT FROM platform.membership o
        WHERE o.agency_id = m.agency_id AND o.role = 'owner' AND o.person_id <> $1)"""


async def erase(place: Installation, email: str) -> Subject:
    """Erase somebody everywhere; the tombstone is set up first, so that no restore undoes it.

    Raises:
        Refused: nobody has this address, or an agency would be left without an owner.
    """
    async with place.snapshot() as connection:
        subject = await subjects.find(connection, email)
        if alone := await connection.fetch(_SOLE_OWNER, subject.person_id):
            names = ", ".join(row["name"] for row in alone)
            raise Refused(f"they alone own {names}: let another own it, or delete it first")
    await tombstones.set_up(place.objects, subject.tombstone())
    await _everywhere(place, subject)
    return subject


async def erase_again(place: Installation, tombstone: Tombstone) -> None:
    """Erase who came back with a restore; nothing happens where nobody did."""
    guests: dict[UUID, list[UUID]] = {}
    for guest in tombstone.guests:
        guests.setdefault(guest.agency_id, []).append(guest.guest_id)
    ids: dict[UUID, dict[KnownAs, list[UUID]]] = {}
    for each in tombstone.known:
        ids.setdefault(each.agency_id, {}).setdefault(each.kind, []).append(each.id)
    async with place.snapshot() as connection:
        present = set(await subjects.agencies(connection))
        email = await connection.fetchval(
            "SELECT email FROM platform.person WHERE id = $1", tombstone.id
        )
        for agency in present & (guests.keys() | ids.keys()):
            here = [("guest", guests.get(agency, [])), *ids.get(agency, {}).items()]
            email = email or await _address(connection, agency, here)
        known = {
            agency: await subjects.as_known(connection, agency, found)
            for agency, found in ids.items()
            if agency in present
        }
    if email is not None:
        came = {agency: found for agency, found in guests.items() if agency in present}
        found = Subject(addresses.comparable(email), tombstone.id, came, known=known)
        await _everywhere(place, found)


async def _address(
    connection: Connection, agency: UUID, ids: Sequence[tuple[str, list[UUID]]]
) -> str | None:
    """Return the address of somebody who came back to an agency; None where they did not."""
    for table, found in ids:
        email: str | None = await connection.fetchval(
            f'SELECT email FROM "{schema_of(agency)}"."{table}"'  # noqa: S608
            " WHERE id = ANY($1::uuid[]) AND email <> ''",
            found,
        )
        if email:
            return email
    return None


async def _everywhere(place: Installation, subject: Subject) -> None:
    gone: list[str] = []
    for agency in subject.agencies:
        async with place.change() as connection:
            gone += await _in_agency(connection, subject, agency)
    async with place.snapshot() as connection:
        everywhere = await subjects.agencies(connection)
    for agency in everywhere:
        async with place.change() as connection:
            await _as_recipient(connection, subject, agency)
    async with place.change() as connection:
        await _as_account(connection, subject)
    for key in gone:
        await place.objects.delete(key)


async def _in_agency(connection: Connection, subject: Subject, agency: UUID) -> list[str]:
    """Return the keys of the files that are to go."""
    await connection.execute(f'SET LOCAL search_path TO "{schema_of(agency)}"')
    words = subject.words(agency)
    keys = await _forget_recordings(connection, words)
    keys += await forgetting.forget(connection, subject.known.get(agency, NOBODY), words)
    for table in await tables.of_schema(connection, schema_of(agency)):
        if table.name not in {*_KEEPS, *_BY_THEMSELVES, *KINDS} and (condition := about(table)):
            await _replace(connection, table, condition, words)
    guests, known = subject.guests.get(agency, []), subject.known.get(agency, NOBODY)
    await connection.execute(_MAILS_THAT_NAME_THEM, [*guests, *known.ids.get("talent", [])])
    await connection.execute(_LINKS, guests, secrets.token_bytes(32))
    return keys


async def _as_recipient(connection: Connection, subject: Subject, agency: UUID) -> None:
    """Forget whom an agency's mails went to, many of them members, and when they were away, and
    end the links of their own calendar."""
    await connection.execute(f'SET LOCAL search_path TO "{schema_of(agency)}"')
    for table in await tables.of_schema(connection, schema_of(agency)):
        if table.name == "mail_record":
            await _replace(connection, table, about(table), subject.words(agency))
    await connection.execute(
        "DELETE FROM mail_suppression WHERE email = ANY($1::text[])", subject.words()
    )
    await connection.execute("DELETE FROM blocked_time WHERE person_id = $1", subject.person_id)
    await connection.execute("DELETE FROM access_link WHERE person_id = $1", subject.person_id)


async def _replace(connection: Connection, table: Table, condition: str, words: list[str]) -> None:
    replaced = [column for column in table.columns if column in _REPLACED]
    if replaced:
        values = ", ".join(
            [f"\"{column}\" = '{_REPLACED[column]}'" for column in replaced]
            + [f'"{column}" = NULL' for column in table.columns if column in _FORGOTTEN]
        )
        await connection.execute(
            f"UPDATE {table.quoted} SET {values} WHERE {condition}",  # noqa: S608
            words,
        )


async def _forget_recordings(connection: Connection, words: list[str]) -> list[str]:
    """Forget their files, and the films and pictures of the takes in which they were."""
    seen = await connection.fetch(
        """WITH seen AS (SELECT take_id, id, object_key FROM recording WHERE who = ANY($1::text[]))
        SELECT object_key AS key FROM seen
        UNION SELECT composite_key FROM take WHERE id IN (SELECT take_id FROM seen)
        UNION SELECT thumbnail_key FROM take WHERE id IN (SELECT take_id FROM seen)""",
        words,
    )
    await connection.execute(
        """UPDATE take SET composite_key = NULL, thumbnail_key = NULL
        WHERE id IN (SELECT take_id FROM recording WHERE who = ANY($1::text[]))""",
        words,
    )
    await connection.execute(
        "UPDATE recording SET object_key = NULL WHERE who = ANY($1::text[])", words
    )
    return [row["key"] for row in seen if row["key"]]


async def _as_account(connection: Connection, subject: Subject) -> None:
    """Delete what is theirs outside of the agencies; the account's row stays, without them."""
    for table in reversed(await tables.of_no_agency(connection)):
        if table.label not in {PEOPLE, *_KEEPS} and (condition := about(table)):
            await connection.execute(
                f"DELETE FROM {table.quoted} WHERE {condition}",  # noqa: S608 - catalogue's
                subject.words(),
            )
    await connection.execute(
        """UPDATE platform.person SET name = 'Erased', email = 'erased-' || id || '@erased.invalid',
            email_as_typed = NULL
        WHERE id = $1""",
        subject.person_id,
    )
