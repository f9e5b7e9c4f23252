"""To whom mails went is forgotten after a month; what still waits is not."""

from datetime import timedelta

import asyncpg

from services.gateway.platform.mail import store
from services.gateway.platform.mail.jobs import FORGET, KEPT_FOR
from shared.ids import new_id
from tests.eventually import eventually
from tests.integration.gateway.mail_server import mail_server, worker_on
from tests.integration.gateway.test_mail_jobs import queue, statuses
from tests.migrated import Founded, databases

_MAILS = """INSERT INTO gateway.mail (id, recipient, subject, body, due_at, sent_at, failure)
SELECT gen_random_uuid(), name || '@actors.test', name, '', now() - due::interval,
    now() - sent::interval, failure
FROM (VALUES ('left long ago', '40 days', '31 days', NULL), ('left lately', '40 days', '29 days',
    NULL), ('given up long ago', '31 days', NULL, 'refused'), ('given up lately', '29 days', NULL,
    'refused'), ('waits', '40 days', NULL, NULL)) AS made (name, due, sent, failure)"""

# Its job has been dead for so long; or waits for tomorrow.
_DEAD = """UPDATE gateway.job SET settled_at = now() - $2::interval,
    run_at = now() + interval '1 day',
    status = CASE WHEN $2::interval IS NULL THEN 'scheduled' ELSE 'dead' END
WHERE key IN (SELECT id::text FROM gateway.mail WHERE recipient = $1)"""


async def test_what_left_or_was_given_up_a_month_ago_is_forgotten(founded: Founded) -> None:
    owner = await asyncpg.connect(founded.url)
    await owner.execute(_MAILS)
    async with databases(founded.url, "gateway") as (gateway,):
        async with gateway.platform() as tx:
            await store.forget(tx, KEPT_FOR)
    left = await owner.fetch("SELECT subject FROM gateway.mail ORDER BY subject")
    await owner.close()
    assert [row["subject"] for row in left] == ["given up lately", "left lately", "waits"]


async def test_one_whose_job_is_dead_is_given_up_and_emptied(founded: Founded) -> None:
    """Not while the operator may still have it tried again, nor while its job waits."""
    owner = await asyncpg.connect(founded.url)
    async with mail_server() as (_, url), databases(founded.url, "gateway") as (gateway,):
        for to in ("dead-long", "dead-lately", "waits"):
            await queue(gateway, founded.agency, to)
        await queue(gateway, founded.neighbour, "waits")
        await owner.execute("UPDATE gateway.mail SET queued_at = now() - interval '9 days'")
        for to, dead in (
            ("dead-long", timedelta(days=4)),
            ("dead-lately", timedelta(days=2)),
            ("waits", None),
        ):
            await owner.execute(_DEAD, to, dead)
        await owner.execute(
            "INSERT INTO gateway.job (id, kind, payload) VALUES ($1, $2, '{}')", new_id(), FORGET
        )
        async with worker_on(gateway, url, "Callboard <post@callboard.test>"):
            await eventually(
                lambda: statuses(owner, founded.agency),
                lambda found: ("dead-long", "refused", "") in found,
            )
    assert [row[1] for row in await statuses(owner, founded.agency)] == [
        "waiting",
        "refused",
        "waiting",
    ]
    assert await statuses(owner, founded.neighbour) == [("waits", "waiting", "")]
    emptied = await owner.fetch("SELECT recipient FROM gateway.mail WHERE body = ''")
    assert [row["recipient"] for row in emptied] == ["dead-long"]
    await owner.close()
