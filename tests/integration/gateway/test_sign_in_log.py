"""The log of sign-ins: what is written, who reads it, and how long it is kept."""

import re
from uuid import UUID, uuid4

import asyncpg

from services.gateway.identity.sign_in_log import model, store
from shared.ids import PersonId
from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.test_access import others, sign_in
from tests.integration.gateway.test_api_tokens import make, program, way_to_revoke
from tests.integration.gateway.test_team import join
from tests.migrated import Founded, databases


def lines(page: str) -> list[str]:
    """Return what happened, the newest first."""
    return re.findall(r"</bdi></td>\s*<td>([^<]+)</td>", page)


async def test_who_comes_and_goes_reads_it(installation: Installation, stranger: Visitor) -> None:
    email = f"{uuid4().hex}@log.test"
    seen = await sign_in(installation, stranger, email)
    await stranger.post("/sign-out", "/account")
    seen = await sign_in(installation, stranger, email, after=seen)
    async with installation.browser() as other:
        other.client.headers["user-agent"] = "Mozilla/5.0 (iPhone) FxiOS/140.0"
        await sign_in(installation, other, email, after=seen)
        (end,) = others((await stranger.get("/account")).text)
        await stranger.post(end, "/account")
        await stranger.post("/account/sessions/end-others", "/account")
        page = (await stranger.get("/account/sign-ins")).text
        assert "Firefox on an iPhone" in page
        assert other.address in page
    assert lines(page) == [
        "Signed all other browsers out", "Signed another browser out", "Signed in by a link",
        "Signed in by a link", "Signed out", "Signed in by a link",
    ]  # fmt: skip
    async with installation.browser() as somebody:
        await sign_in(installation, somebody, f"{uuid4().hex}@log.test")
        assert len(lines((await somebody.get("/account/sign-ins")).text)) == 1


async def test_an_owner_reads_it_of_their_members_from_when_they_came(
    installation: Installation, office: Office, neighbour: Office, stranger: Visitor
) -> None:
    email = await join(installation, office, stranger)
    await stranger.post("/sign-out", "/account")
    async with installation.browser() as again:
        seen = (await installation.mails.newest(email)).id
        await sign_in(installation, again, email, after=seen)
        page = (await office.owner.get("/audit/sign-ins")).text
        assert lines(page)[:2] == ["Signed in by a link", "Signed out"]
        assert email in page
        assert page.count(email) == 2, "before they joined it was not the office's business"
        assert (await again.get("/audit/sign-ins")).status_code == 403
    assert email not in (await neighbour.owner.get("/audit/sign-ins")).text


async def test_a_token_that_is_refused_is_written_down_once(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    token = await make(office, "read")
    await office.owner.post(await way_to_revoke(office), "/api-tokens")
    for carried in (token, token, "cb_never-one-of-ours"):
        async with program(installation, carried) as refused:
            assert (await refused.get("/api/v1/productions")).status_code == 401
    for page in ("/account/sign-ins", "/audit/sign-ins"):
        happened = lines((await office.owner.get(page)).text)
        assert happened.count("An API token was refused") == 1
    assert "token" not in " ".join(lines((await neighbour.owner.get("/audit/sign-ins")).text))


async def test_it_is_bounded_and_forgotten(founded: Founded) -> None:
    person, other = PersonId(UUID(int=1)), PersonId(UUID(int=2))
    owner = await asyncpg.connect(founded.url)
    await owner.execute(
        """INSERT INTO gateway.sign_in_event (id, person_id, kind, at)
        SELECT gen_random_uuid(), $1, 'signed_out', now() - n * interval '1 minute'
        FROM generate_series(1, $2) AS n""",
        person,
        model.KEPT,
    )
    await owner.execute(
        """INSERT INTO gateway.sign_in_event (id, person_id, kind, at)
        SELECT gen_random_uuid(), $1, 'signed_out', now() - n * interval '1 day'
        FROM generate_series(170, 190) AS n""",
        other,
    )
    async with databases(founded.url, "gateway") as (database,), database.platform() as tx:
        await store.note(tx, person, "signed_in_by_link", "192.0.2.7", "Żółw/1.0 " * 90)
    count = "SELECT count(*) FROM gateway.sign_in_event WHERE person_id = $1"
    assert await owner.fetchval(count, person) == model.KEPT
    assert await owner.fetchval(count, other) == 10
    await owner.close()
