"""What a webhook was told, as its page shows it: attempt by attempt, and page by page."""

import itertools
import re

import asyncpg
import pytest

from shared.background_tasks import background_tasks
from tests.installation import Installation, Office
from tests.integration.gateway.webhook_pages import added, shows
from tests.receiver import Receiver


async def test_the_log_tells_how_it_went_and_sends_again(
    office: Office, receiver: Receiver
) -> None:
    page, secret = await added(office.owner, receiver, "production.started")
    receiver.refuses(503, "<script>alert(1)</script> back soon")
    await office.owner.start_production("Hamlet")
    first = await receiver.next()
    shown = await shows(office.owner, page, "back soon")
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown
    assert "attempt 1: 503" in shown
    assert "It has taken nothing since" in shown
    receiver.answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"
    again = re.search(rf'action="({page}/deliveries/[0-9a-f-]+/send-again)"', shown)
    assert again
    assert (await office.owner.post(again[1], page)).headers["location"] == page
    second = await receiver.next()
    assert second.is_signed_with(secret)
    assert second.headers["webhook-id"] == first.headers["webhook-id"]
    assert second.body == first.body
    shown = await shows(office.owner, page, "Delivered")
    assert "It has taken nothing" not in shown


async def test_an_attempt_and_what_follows_from_it_are_shown_together(
    installation: Installation, office: Office, receiver: Receiver
) -> None:
    """While both change to and fro, in one transaction as always."""
    page, _ = await added(office.owner, receiver, "production.started")
    await office.owner.start_production("Hamlet")
    await receiver.next()
    await shows(office.owner, page, "Delivered")
    async with background_tasks(to_and_fro(installation.plan.config.owner_url, page[-36:])):
        for _ in range(60):
            shown = (await office.owner.get(page)).text
            assert ("It has taken nothing since" in shown) == ("attempt 1: 503" in shown)


async def to_and_fro(url: str, webhook: str) -> None:
    """Let a delivery be refused, and taken after all, again and again."""
    database = await asyncpg.connect(url)
    try:
        for code, since in itertools.cycle([(503, "now()"), (200, "NULL")]):
            async with database.transaction():
                await database.execute(
                    f"""UPDATE gateway.webhook_delivery SET code = {code}, tried_at = now(),
                    attempts = 1 WHERE webhook_id = '{webhook}'"""
                )
                await database.execute(
                    f"UPDATE gateway.webhook SET failing_since = {since} WHERE id = '{webhook}'"
                )
    finally:
        await database.close()


@pytest.mark.one_office
async def test_a_long_log_has_pages(
    installation: Installation, office: Office, receiver: Receiver
) -> None:
    page, _ = await added(office.owner, receiver, "take.recorded")
    database = await asyncpg.connect(installation.plan.config.owner_url)
    await database.execute(
        """INSERT INTO gateway.webhook_delivery
            (id, agency_id, webhook_id, event_id, kind, body, status)
        SELECT gen_random_uuid(), agency_id, id, gen_random_uuid(), 'take.recorded',
            'number ' || n, 'delivered' FROM gateway.webhook, generate_series(1, 120) n
        WHERE id = $1""",
        page[-36:],
    )
    await database.close()
    seen, here = [], page
    while here:
        shown = (await office.owner.get(here)).text
        seen.append(re.findall(r"number \d+", shown))
        onward = re.search(r'rel="next" href="([^"]+)"', shown)
        here = onward[1] if onward else ""
    assert [len(each) for each in seen] == [40, 40, 40]
    assert len(set().union(*seen)) == 120
    assert "number" not in (await office.owner.get(f"{page}?status=failed")).text
