"""To whom mails went is forgotten after a month; what still waits is not."""

import asyncpg

from services.gateway.platform.mail import store
from services.gateway.platform.mail.jobs import KEPT_FOR
from tests.migrated import Founded, databases

_MAILS = """INSERT INTO gateway.mail (id, recipient, subject, body, due_at, sent_at, failure)
SELECT gen_random_uuid(), name || '@actors.test', name, '', now() - due::interval,
    now() - sent::interval, failure
FROM (VALUES ('left long ago', '40 days', '31 days', NULL), ('left lately', '40 days', '29 days',
    NULL), ('given up long ago', '31 days', NULL, 'refused'), ('given up lately', '29 days', NULL,
    'refused'), ('waits', '40 days', NULL, NULL)) AS made (name, due, sent, failure)"""


async def test_what_left_or_was_given_up_a_month_ago_is_forgotten(founded: Founded) -> None:
    owner = await asyncpg.connect(founded.url)
    await owner.execute(_MAILS)
    async with databases(founded.url, "gateway") as (gateway,):
        async with gateway.platform() as tx:
            await store.forget(tx, KEPT_FOR)
    left = await owner.fetch("SELECT subject FROM gateway.mail ORDER BY subject")
    await owner.close()
    assert [row["subject"] for row in left] == ["given up lately", "left lately", "waits"]
