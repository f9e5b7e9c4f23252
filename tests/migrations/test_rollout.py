"""A rollout: what processes of the version of d83e801 do goes on until they are gone, and then is
no longer possible. Their statements stand here as they were."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from services.gateway.platform import mail as mails
from services.gateway.platform.mail import NewMail, letter
from services.gateway.platform.mail import store as mail_store
from services.rooms.takes.postprocess import adoption
from services.rooms.takes.storage import leases
from shared import migrations
from shared.ids import AgencyId, TakeId, new_id
from shared.tenancy import Database, Service, role_of, schema_of
from tests.migrated import PASSWORDS, agencies, databases
from tests.migrations.test_version_before import left_behind

__all__ = ["left_behind"]

_PUT = """INSERT INTO platform.finishing (take_id, agency_id) VALUES ($1, $2)
    ON CONFLICT (take_id) DO NOTHING"""
_CLAIM = """UPDATE platform.finishing SET claimed_by = $1, tries = tries + 1,
        claimed_until = now() + make_interval(secs => $2)
    WHERE take_id = (
        SELECT take_id FROM platform.finishing
        WHERE claimed_until IS NULL OR claimed_until < now()
        ORDER BY wanted_at LIMIT 1 FOR UPDATE SKIP LOCKED
    ) RETURNING take_id, agency_id, tries"""
_RENEW = """UPDATE platform.finishing SET claimed_until = now() + make_interval(secs => $3)
    WHERE take_id = $1 AND claimed_by = $2 RETURNING true"""
_DONE = "DELETE FROM platform.finishing WHERE take_id = $1"
_BEGIN = "INSERT INTO platform.taping (take_id, agency_id) VALUES ($1, $2)"
_SAY = """INSERT INTO platform.taping (take_id, agency_id)
    SELECT unnest($1::uuid[]), unnest($2::uuid[])
    ON CONFLICT (take_id) DO UPDATE SET seen_at = now()"""

_QUEUE = """INSERT INTO gateway.mail (id, agency_id, recipient, subject, body, calendar, reply_to,
        about, due_at, fact_type, fact_body, queued_by, recipient_key)
    VALUES ($1, $2, $3, '', 'Hello', NULL, NULL, NULL, now(), NULL, NULL, NULL, $3)"""
_CLAIM_MAILS = """UPDATE gateway.mail SET attempts = attempts + 1, due_at = now() + interval '120s'
    WHERE id IN (
        SELECT id FROM gateway.mail
        WHERE sent_at IS NULL AND failure IS NULL AND due_at <= now()
        ORDER BY due_at LIMIT 20 FOR UPDATE SKIP LOCKED)
    RETURNING id, recipient, subject, body, calendar, queued_at, reply_to, attempts"""
_SENT = """UPDATE gateway.mail SET sent_at = now(), body = '', calendar = NULL, reply_to = NULL
    WHERE id = $1"""

# What each service reads of the others, inside an agency and on the platform.
_READ: Mapping[tuple[Service, str], tuple[str, ...]] = {
    ("gateway", "tenant"): (
        "SELECT id, phase, composite_key, failure FROM take",
        "SELECT id, coalesce(upright_key, object_key) AS object_key, gaps FROM recording",
        "SELECT id, at_ms, text, name FROM marker",
        "SELECT DISTINCT who FROM visit WHERE place = 'stage'",
        "SELECT agreed FROM consent ORDER BY given_at DESC, id DESC",
        "SELECT status FROM platform.own_account",
        "SELECT email FROM platform.own_payer",
        "SELECT what FROM platform.own_repair",
        "SELECT email FROM platform.own_member",
    ),
    ("gateway", "platform"): (
        """SELECT p.id, a.name, m.role FROM platform.membership m
        JOIN platform.person p ON p.id = m.person_id
        JOIN platform.agency a ON a.id = m.agency_id""",
        "SELECT id FROM platform.invitation",
    ),
    ("rooms", "tenant"): (
        "SELECT id, production_id, name FROM role",
        "SELECT status FROM platform.own_account",
    ),
    ("billing", "tenant"): ("SELECT id, production_id FROM take",),
}
_GONE = (asyncpg.InsufficientPrivilegeError, asyncpg.UndefinedTableError)


async def agency_of(database: str) -> AgencyId:
    """Return the older of the two agencies, whose data are untidy."""
    owner = await asyncpg.connect(database)
    found: UUID = await owner.fetchval(
        "SELECT agency_id FROM platform.tenant ORDER BY provisioned_at LIMIT 1"
    )
    await owner.close()
    return AgencyId(found)


async def test_old_processes_read_on_until_it_is_contracted(left_behind: str) -> None:
    await migrations.migrate(left_behind, PASSWORDS)
    agency = await agency_of(left_behind)
    await _read(left_behind, agency, gone=False)
    await migrations.migrate(left_behind, PASSWORDS, contract=True)
    await _read(left_behind, agency, gone=True)


async def _read(database: str, agency: AgencyId, *, gone: bool) -> None:
    async with databases(database, "gateway", "rooms", "billing") as opened:
        by_service = {each.service: each for each in opened}
        for (service, scope), statements in _READ.items():
            for statement in statements:
                rows = await _fetch(by_service[service], agency, scope, statement)
                assert (rows is None) == gone, (service, statement)


async def _fetch(database: Database, agency: AgencyId, scope: str, sql: str) -> list[Any] | None:
    """Return rows, or None where that is not there for this service any more."""
    opened = database.tenant(agency) if scope == "tenant" else database.platform()
    try:
        async with opened as tx:
            return list(await tx.fetch(sql))
    except _GONE:
        return None


async def test_old_post_processors_work_off_what_they_put_there(left_behind: str) -> None:
    """And what nobody works on there any more becomes a job, once."""
    await migrations.migrate(left_behind, PASSWORDS)
    agency, put = await agency_of(left_behind), new_id()
    async with databases(left_behind, "rooms") as (rooms,):
        async with rooms.platform() as tx:
            before = await tx.fetchrow(_CLAIM, "an old one", 30)
            await tx.execute(_PUT, put, agency)
            await tx.execute(_PUT, put, agency)
        assert before
        async with rooms.platform() as tx:
            assert await adoption.take_over(tx, adoption.LEFT_FOR) == 0, "they are at work"
            again = await tx.fetchrow(_CLAIM, "an old one", 30)
            assert again
            assert again["take_id"] == put
            assert await tx.fetchval(_RENEW, before["take_id"], "an old one", 30)
            await tx.execute(_DONE, before["take_id"])
        async with rooms.platform() as tx:
            await tx.execute("UPDATE platform.finishing SET claimed_until = now() - interval '1 h'")
            assert await adoption.take_over(tx, adoption.LEFT_FOR) == 2
            jobs = await tx.fetch("SELECT agency_id, kind, key FROM job")
            assert await tx.fetchval("SELECT count(*) FROM platform.finishing") == 0
    assert (agency, "takes.postprocess", str(put)) in {tuple(job) for job in jobs}
    assert len(jobs) == 2


async def test_two_claim_beside_each_other(left_behind: str) -> None:
    """A row that one has locked is passed over by the other, through the view too."""
    await migrations.migrate(left_behind, PASSWORDS)
    agency, take = await agency_of(left_behind), new_id()
    async with databases(left_behind, "rooms") as (rooms,):
        async with rooms.platform() as first, rooms.platform() as second:
            await first.execute(_PUT, take, agency)
            one = await first.fetchrow(_CLAIM, "an old one", 30)
            assert one
            assert await second.fetchrow(_CLAIM, "another old one", 30) is None


async def test_a_take_that_an_old_node_began_stays_its_own(left_behind: str) -> None:
    await migrations.migrate(left_behind, PASSWORDS)
    agency, take = await agency_of(left_behind), TakeId(new_id())
    async with databases(left_behind, "rooms") as (rooms,):
        async with rooms.tenant(agency) as tx:
            await tx.execute(_BEGIN, take, agency)
        async with rooms.platform() as tx:
            await tx.execute(
                "UPDATE platform.recording_lease SET seen_at = now() - interval '1 day'"
            )
            await tx.execute(_SAY, [take], [agency])
        await leases.expire(rooms)
        async with rooms.platform() as tx:
            left = await tx.fetch("SELECT take_id FROM platform.recording_lease")
        assert [row["take_id"] for row in left] == [take]


async def test_old_processes_send_their_own_mails_and_none_of_ours(left_behind: str) -> None:
    await migrations.migrate(left_behind, PASSWORDS)
    agency = await agency_of(left_behind)
    owner: Any = await asyncpg.connect(left_behind)
    await owner.execute("UPDATE gateway.mail SET sent_at = now() WHERE sent_at IS NULL")
    async with databases(left_behind, "gateway") as (gateway,):
        async with gateway.platform() as tx:
            await mail_store.adopt(tx)
        theirs = new_id()
        async with gateway.tenant(agency) as tx:
            await tx.execute(_QUEUE, theirs, agency, "old@x.test")
            words = letter("Hello", "Hello")
            new = NewMail(kind="invitation", recipient="new@x.test", letter=words)
            ours = await mails.queue(tx, new, agency)
            await tx.fetch("SELECT about, undelivered FROM gateway.own_undelivered")
        async with gateway.platform() as tx:
            assert await mail_store.adopt(tx) == []
            assert [row["id"] for row in await tx.fetch(_CLAIM_MAILS)] == [theirs]
            assert await mail_store.adopt(tx) == [], "an old process is about to send it"
            await tx.execute(_SENT, theirs)
            await tx.execute(_SENT, ours)  # it would not, yet nothing of it would stay
        left = await owner.fetch("SELECT body, html FROM gateway.mail WHERE sent_at IS NOT NULL")
        assert {tuple(row) for row in left} == {("", None)}
        async with gateway.platform() as tx:
            assert [each.id for each in await mail_store.adopt(tx)].count(theirs) == 1
    await owner.close()


async def test_an_agency_of_the_meantime_is_as_the_others(left_behind: str) -> None:
    """Until it is contracted, old gateways read the tables of a new agency too; then nobody's."""
    await migrations.migrate(left_behind, PASSWORDS)
    owner = await asyncpg.connect(left_behind)
    meantime = AgencyId(new_id())
    async with owner.transaction():
        await migrations.create_tenant(owner, meantime)
    reads = "SELECT has_table_privilege($1, $2, 'SELECT')"
    gateway, take = role_of("gateway", meantime), f"{schema_of(meantime)}.take"
    assert await owner.fetchval(reads, gateway, take)
    await migrations.migrate(left_behind, PASSWORDS, contract=True)
    assert not await owner.fetchval(reads, gateway, take)
    await owner.close()


async def test_a_new_installation_is_contracted_by_its_first_run(database: str) -> None:
    (agency,) = await agencies(database, 1)
    owner = await asyncpg.connect(database)
    scopes = await owner.fetch(
        "SELECT DISTINCT scope FROM platform.migration WHERE file LIKE '%.contract.sql'"
    )
    await owner.close()
    assert {row["scope"] for row in scopes} == {
        schema_of(agency), "platform", "contracted platform", "contracted tenant",
    }  # fmt: skip
    with pytest.raises(asyncpg.UndefinedTableError):
        async with databases(database, "rooms") as (rooms,), rooms.platform() as tx:
            await tx.fetch("SELECT take_id FROM platform.taping")
