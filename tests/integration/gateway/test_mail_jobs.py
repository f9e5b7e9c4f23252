"""A mail is sent by a job: it outlives a worker that is killed, and what others left is adopted."""

import asyncio
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import asyncpg
import msgspec
import pytest

from services.gateway.platform import mail as mails
from services.gateway.platform.mail import NewMail, Thing, letter
from services.gateway.platform.mail.kinds import Kind
from shared.ids import AgencyId, new_id
from shared.tenancy import Database, schema_of
from tests.eventually import eventually
from tests.integration.gateway.mail_server import (
    MailServer,
    mail_server,
    mailing,
    time_passes,
    until,
    worker_on,
)
from tests.migrated import Founded, databases, sign_in

SENDER = "Callboard <post@callboard.test>"
# As the version before queued it, and sent it.
_OF_BEFORE = """INSERT INTO gateway.mail (id, agency_id, recipient, subject, body, about,
    recipient_key, due_at, sent_at, failure, undelivered)
VALUES ($1, $2, $3, 'Your audition', 'Hello', $4, $3, now() - interval '2 minutes', $5, $6, $7)"""


async def queue(database: Database, agency: AgencyId, to: str, kind: Kind = "invitation") -> None:
    about = Thing("guest", new_id())
    new = NewMail(kind=kind, recipient=to, letter=letter("Hello", "Hello"), about=about)
    async with database.tenant(agency) as tx:
        await mails.queue(tx, new, agency)


async def statuses(owner: asyncpg.Connection, agency: AgencyId) -> list[tuple[Any, ...]]:
    rows = await owner.fetch(
        f"SELECT recipient, status, reply FROM {schema_of(agency)}.mail_record ORDER BY recipient"
    )
    return [tuple(row) for row in rows]


async def test_a_worker_that_is_killed_before_it_wrote_down_sends_once_more_and_it_shows(
    founded: Founded,
) -> None:
    """The server has the mail; whether it does, only the repeat's Message-ID says."""
    owner = await asyncpg.connect(founded.url)
    async with mail_server() as (server, url), databases(founded.url, "gateway") as (database,):
        server.holds = asyncio.Event()
        await queue(database, founded.agency, "ana@actors.test")
        worker = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.integration.gateway.mail_worker"),
            *(sign_in(founded.url, "gateway"), url, SENDER),
        )
        await server.asked.wait()
        worker.kill()
        await worker.wait()
        server.holds.set()
        assert await statuses(owner, founded.agency) == [("ana@actors.test", "waiting", "")]
        async with worker_on(database, url, SENDER):
            await time_passes(owner)
            sent = [("ana@actors.test", "sent", "")]
            await eventually(lambda: statuses(owner, founded.agency), lambda found: found == sent)
    (_, first), (_, again) = server.came
    assert first["Message-ID"] == again["Message-ID"]
    assert first["Date"] == again["Date"]
    await owner.close()


async def count(server: MailServer) -> int:
    return len(server.came)


async def test_one_that_was_killed_after_it_wrote_down_sends_nothing_again(
    founded: Founded,
) -> None:
    owner = await asyncpg.connect(founded.url)
    async with mail_server() as (server, url), databases(founded.url, "gateway") as (database,):
        await queue(database, founded.agency, "ana@actors.test")
        await owner.execute("UPDATE gateway.mail SET attempts = 1, sent_at = now()")
        async with worker_on(database, url, SENDER):
            await eventually(
                lambda: statuses(owner, founded.agency),
                lambda found: found == [("ana@actors.test", "sent", "")],
            )
    assert server.came == []
    await owner.close()


async def test_what_the_version_before_takes_back_is_recorded_by_its_job(founded: Founded) -> None:
    """It drops the mail, and knows neither job nor record."""
    owner = await asyncpg.connect(founded.url)
    async with mail_server() as (server, url), databases(founded.url, "gateway") as (database,):
        for agency in (founded.neighbour, founded.agency):
            await queue(database, agency, "ana@actors.test")
        gone = "DELETE FROM gateway.mail WHERE agency_id = $1"
        await owner.execute(gone, founded.agency)
        async with worker_on(database, url, SENDER):
            for agency, became in ((founded.agency, "withdrawn"), (founded.neighbour, "sent")):
                await eventually(partial(statuses, owner, agency), _only(became))
    assert len(server.came) == 1
    await owner.close()


def _only(status: str) -> Callable[[list[tuple[Any, ...]]], bool]:
    return lambda found: found == [("ana@actors.test", status, "")]


async def test_after_the_last_attempt_it_is_given_up(
    founded: Founded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.gateway.platform.mail.delivery.sender.DELAYS", ())
    async with mail_server() as (server, url), databases(founded.url, "gateway") as (database,):
        server.answers = ["451 4.7.1 greylisted"]
        await queue(database, founded.agency, "ana@actors.test")
        async with mailing(founded, url, SENDER) as owner:
            refused = ("ana@actors.test", "refused", "451 4.7.1 greylisted")
            await eventually(
                lambda: statuses(owner, founded.agency), lambda found: found == [refused]
            )


async def test_a_sign_in_link_that_has_expired_is_not_sent(founded: Founded) -> None:
    new = NewMail(kind="sign_in", recipient="own@office.test", letter=letter("Hi", "Hi"))
    async with mail_server() as (server, url), databases(founded.url, "gateway") as (database,):
        async with database.platform() as tx:
            await mails.queue(tx, new)
            await mails.queue(tx, msgspec.structs.replace(new, recipient="later@office.test"))
            await tx.execute(
                """UPDATE gateway.mail SET queued_at = now() - interval '11 minutes'
                WHERE recipient = 'own@office.test'"""
            )
        async with mailing(founded, url, SENDER) as owner:
            over = "SELECT count(*) = 2 FROM gateway.mail WHERE body = ''"
            await until(lambda: owner.fetchval(over))
    assert [to for (to,), _ in server.came] == ["later@office.test"]


async def test_what_the_version_before_left_is_sent_and_recorded(founded: Founded) -> None:
    guest, session, production = new_id(), new_id(), new_id()
    async with mail_server() as (server, url), mailing(founded, url, SENDER) as owner:
        await owner.execute(
            f"""SET search_path TO {schema_of(founded.agency)};
            INSERT INTO production (id, title, started_by) VALUES ('{production}', 'x', '{guest}');
            INSERT INTO session (id, production_id, title, local_date, zone)
                VALUES ('{session}', '{production}', 'x', '2026-11-01', 'UTC');
            INSERT INTO guest (id, session_id, role, name, email, invited_by)
                VALUES ('{guest}', '{session}', 'reader', 'Ron', 'a', '{guest}')"""
        )
        sent = await owner.fetchval("SELECT now()")
        for agency, to, about, *became in (
            (founded.agency, "a@x.test", guest, None, None, None),
            (founded.agency, "b@x.test", guest, sent, None, None),
            (founded.agency, "c@x.test", guest, None, "550 no", "refused"),
            (None, "d@x.test", None, None, None, None),
        ):
            await owner.execute(_OF_BEFORE, new_id(), agency, to, about, *became)
        adopt = "INSERT INTO gateway.job (id, kind, payload) VALUES ($1, 'mail.adopt', '{}')"
        await owner.execute(adopt, new_id())
        await eventually(
            lambda: statuses(owner, founded.agency),
            lambda found: [row[1] for row in found] == ["sent", "sent", "refused"],
        )
        left = "SELECT true FROM gateway.mail WHERE recipient = 'd@x.test' AND sent_at IS NOT NULL"
        await until(lambda: owner.fetchval(left))
        found = await owner.fetch(
            "SELECT DISTINCT thing_id, production_id, who, kind FROM mail_record"
        )
        assert [tuple(row) for row in found] == [
            (guest, production, f"guest:{guest}", "invitation")
        ]
    assert sorted(to for (to,), _ in server.came) == ["a@x.test", "d@x.test"]


async def test_what_waits_for_processes_of_now_is_never_due_to_those_of_before(
    founded: Founded,
) -> None:
    owner = await asyncpg.connect(founded.url)
    async with databases(founded.url, "gateway") as (database,):
        await queue(database, founded.agency, "ana@actors.test")
    claimed = "SELECT id FROM gateway.mail WHERE sent_at IS NULL AND due_at <= now()"
    assert await owner.fetch(claimed) == []
    await owner.close()


async def test_sign_in_comes_before_invitations_before_bulk(founded: Founded) -> None:
    async with mail_server() as (server, url), databases(founded.url, "gateway") as (database,):
        kinds: list[Kind] = ["hours"] * 20
        for number, kind in enumerate([*kinds, "answer", "invitation"]):
            await queue(database, founded.agency, f"{kind}-{number}@actors.test", kind)
        new = NewMail(kind="sign_in", recipient="own@office.test", letter=letter("Hi", "Hi"))
        async with database.platform() as tx:
            await mails.queue(tx, new)
        async with mailing(founded, url, SENDER, slots=1):
            await eventually(lambda: count(server), lambda came: came == 23)
    came = [to[0].partition("@")[0].partition("-")[0] for to, _ in server.came]
    assert came == ["own", "invitation", "answer", *kinds]
