"""Mails as mail servers see them."""

from typing import Any

import asyncpg

from shared.ids import new_id
from tests.integration.gateway.mail_server import mail_server, mailing, until
from tests.migrated import Founded

SENDER = "Callboard <post@callboard.test>"


async def queue(owner: asyncpg.Connection, to: str, **columns: Any) -> Any:
    """Queue a mail as the gateway does."""
    key = new_id()
    values = {"id": key, "recipient": to, "subject": "Hello", "body": "Hello,\n"} | columns
    names = ", ".join(values)
    places = ", ".join(f"${number}" for number in range(1, len(values) + 1))
    await owner.execute(f"INSERT INTO gateway.mail ({names}) VALUES ({places})", *values.values())
    return key


async def became(owner: asyncpg.Connection, key: Any) -> Any:
    """Wait until a mail has left, or was given up."""
    return await until(
        lambda: owner.fetchrow(
            """SELECT attempts, sent_at, failure FROM gateway.mail
            WHERE id = $1 AND (sent_at IS NOT NULL OR failure IS NOT NULL)""",
            key,
        )
    )


async def test_a_local_part_beyond_ascii_fails_at_once_where_the_server_takes_none(
    founded: Founded,
) -> None:
    async with (
        mail_server(smtputf8=False) as (server, url),
        mailing(founded, url, SENDER) as owner,
    ):
        refused = await became(owner, await queue(owner, "josé@actors.test"))
        sent = await became(owner, await queue(owner, "Ana@Straße.test"))
    assert (refused["attempts"], refused["sent_at"]) == (1, None)
    assert sent["sent_at"]
    assert [to for to, _ in server.came] == [["Ana@xn--strae-oqa.test"]]


async def test_it_goes_where_the_server_takes_it(founded: Founded) -> None:
    async with mail_server() as (server, url), mailing(founded, url, SENDER) as owner:
        assert (await became(owner, await queue(owner, "josé@Straße.test")))["sent_at"]
    ((to, message),) = server.came
    assert to == ["josé@xn--strae-oqa.test"]
    assert message["To"] == "josé@xn--strae-oqa.test"
