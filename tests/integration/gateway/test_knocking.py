"""Asking for a link to sign in: nobody keeps somebody else out, and nobody learns who asked."""

import asyncio
import re
from uuid import uuid4

import asyncpg
import httpx

from services.gateway.identity.sign_in.model import LINKS, LINKS_TO_STRANGERS
from tests.installation import Installation, Visitor
from tests.integration.gateway.test_access import sign_in

_OWN = re.compile(r'value="[^"]+"')


def alike(answer: httpx.Response) -> tuple[int, str]:
    """Return an answer without what differs from one page to the next."""
    return answer.status_code, _OWN.sub("", answer.text)


async def links_sent(installation: Installation, email: str) -> int:
    """Count what is queued, whether it has left or not."""
    database = await asyncpg.connect(installation.plan.config.owner_url)
    try:
        count: int = await database.fetchval(
            "SELECT count(*) FROM gateway.mail WHERE recipient = $1", email
        )
    finally:
        await database.close()
    return count


async def test_who_asks_for_somebody_else_neither_keeps_them_out_nor_learns_anything(
    installation: Installation, stranger: Visitor
) -> None:
    email = f"łucja-{uuid4().hex[:8]}@door.test"
    answers = [await stranger.post("/sign-in", data={"email": email}) for _ in range(LINKS + 3)]
    assert len({alike(answer) for answer in answers}) == 1
    assert answers[0].status_code == 200
    assert await links_sent(installation, email) == LINKS
    async with asyncio.timeout(20):
        while len(mails := await installation.mails.find(email)) < LINKS:
            pass
    async with installation.browser() as theirs:
        await sign_in(installation, theirs, email, after=mails[-1].id)
        assert (await theirs.get("/account")).status_code == 200


async def test_many_at_once_are_counted_one_by_one(
    installation: Installation, stranger: Visitor
) -> None:
    email = f"{uuid4().hex}@door.test"
    found = re.search(r'name="_csrf_token" value="([^"]+)"', (await stranger.get("/sign-in")).text)
    assert found
    form = {"email": email, "_csrf_token": found[1]}
    asking = (stranger.client.post("/sign-in", data=form) for _ in range(3 * LINKS))
    answers = await asyncio.gather(*asking)
    assert {answer.status_code for answer in answers} == {200}
    assert 1 <= await links_sent(installation, email) <= LINKS


async def test_strangers_from_everywhere_do_not_keep_out_a_browser_that_is_known(
    installation: Installation, stranger: Visitor
) -> None:
    email = f"{uuid4().hex}@door.test"
    await sign_in(installation, stranger, email)
    assert (await stranger.post("/sign-out", "/account")).status_code == 303
    database = await asyncpg.connect(installation.plan.config.owner_url)
    await database.execute(
        """INSERT INTO gateway.sign_in_link (token_hash, browser_hash, email, expires_at, place)
        SELECT uuid_send(gen_random_uuid()), '', $1, now() + interval '10 minutes', n::text
        FROM generate_series(1, $2) AS n""",
        email,
        LINKS_TO_STRANGERS,
    )
    await database.close()
    sent = await links_sent(installation, email)
    async with installation.browser() as unknown:
        assert (await unknown.post("/sign-in", data={"email": email})).status_code == 200
        assert await links_sent(installation, email) == sent, (
            "a mailbox is not filled from everywhere"
        )
    assert (await stranger.post("/sign-in", data={"email": email})).status_code == 200
    assert await links_sent(installation, email) == sent + 1


async def test_a_sign_in_in_another_browser_is_told_and_one_in_the_same_is_not(
    installation: Installation, stranger: Visitor
) -> None:
    email = f"{uuid4().hex}@door.test"
    seen = await sign_in(installation, stranger, email)
    assert await links_sent(installation, email) == 1, "the first browser is not another one"
    await stranger.post("/sign-out", "/account")
    seen = await sign_in(installation, stranger, email, after=seen)
    assert await links_sent(installation, email) == 2
    async with installation.browser() as other:
        other.client.headers["user-agent"] = "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"
        await sign_in(installation, other, email, after=seen)
        async with asyncio.timeout(20):
            while "new browser" not in (mail := await installation.mails.newest(email)).subject:
                pass
        assert "Firefox on Windows" in mail.text
        assert other.address in mail.text
        assert f"{installation.url}/account" in mail.text
    async with installation.browser() as somebody:
        await sign_in(installation, somebody, f"{uuid4().hex}@door.test")
    assert await links_sent(installation, email) == 4
