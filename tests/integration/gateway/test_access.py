"""One's own sessions, and passkeys that are forged, borrowed or asked for by nobody."""

import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest

from services.gateway.identity.passkeys import store
from shared.tenancy import Connection
from tests.installation import Installation, Visitor


async def sign_in(installation: Installation, visitor: Visitor, email: str, after: int = 0) -> int:
    """Sign in by mail; return the number of the mail."""
    assert (await visitor.post("/sign-in", data={"email": email})).status_code == 200
    link = await installation.link_to(email, "sign-in", after=after)
    assert (await visitor.post(link, link)).status_code == 303
    return (await installation.mails.newest(email, after=after)).id


def others(page: str) -> list[str]:
    return re.findall(r'action="(/account/sessions/[0-9a-f-]{36}/end)"', page)


async def test_a_session_is_ended_from_another_browser(
    installation: Installation, stranger: Visitor
) -> None:
    email = "two-browsers@access.test"
    seen = await sign_in(installation, stranger, email)
    async with installation.browser() as elsewhere:
        await sign_in(installation, elsewhere, email, after=seen)
        page = (await stranger.get("/account")).text
        assert page.count("This browser") == 1
        (end,) = others(page)
        assert (await stranger.post(end, "/account")).status_code == 303
        assert (await elsewhere.get("/account")).headers["location"] == "/sign-in"
        assert (await stranger.post(end, "/account")).status_code == 404
    assert (await stranger.get("/account")).status_code == 200


async def test_all_other_sessions_end_and_nobody_elses(
    installation: Installation, stranger: Visitor
) -> None:
    email = "everywhere@access.test"
    seen = await sign_in(installation, stranger, email)
    async with installation.browser() as second, installation.browser() as somebody:
        await sign_in(installation, second, email, after=seen)
        await sign_in(installation, somebody, "somebody@access.test")
        assert (await stranger.post("/account/sessions/end-others", "/account")).status_code == 303
        assert (await second.get("/account")).status_code == 303
        assert (await somebody.get("/account")).status_code == 200
        assert others((await stranger.get("/account")).text) == []


async def test_nobody_ends_the_session_of_somebody_else(
    installation: Installation, stranger: Visitor
) -> None:
    email = "victim@access.test"
    seen = await sign_in(installation, stranger, email)
    async with installation.browser() as elsewhere, installation.browser() as thief:
        await sign_in(installation, elsewhere, email, after=seen)
        (end,) = others((await stranger.get("/account")).text)
        await sign_in(installation, thief, "thief@access.test")
        assert (await thief.post(end, "/account")).status_code == 404
        assert (await elsewhere.get("/account")).status_code == 200


@pytest.fixture
async def database(installation: Installation) -> AsyncIterator[Connection]:
    """Everything, as its owner sees it."""
    async with asyncpg.create_pool(
        installation.plan.config.owner_url, min_size=1, max_size=1
    ) as pool:
        async with pool.acquire() as connection:
            yield connection


async def test_a_link_that_was_left_lying_signs_nobody_in(
    database: Connection, stranger: Visitor
) -> None:
    link = await stranger.ask_for_link("late@access.test")
    await database.execute(
        "UPDATE gateway.sign_in_link SET expires_at = now() WHERE email = 'late@access.test'"
    )
    assert (await stranger.post(link, "/sign-in")).status_code == 410
    assert (await stranger.get("/account")).headers["location"] == "/sign-in"


async def test_a_session_ends_with_its_time(
    installation: Installation, database: Connection, stranger: Visitor
) -> None:
    await sign_in(installation, stranger, "long@access.test")
    assert (await stranger.get("/account")).status_code == 200
    await database.execute(
        """UPDATE gateway.web_session SET expires_at = now() WHERE person_id =
            (SELECT id FROM platform.person WHERE email = 'long@access.test')"""
    )
    assert (await stranger.get("/account")).headers["location"] == "/sign-in"


async def test_a_challenge_is_good_once_and_for_its_time(database: Connection) -> None:
    for lifetime, answers in ((timedelta(0), [None]), (timedelta(hours=1), [b"sign this", None])):
        await store.put_challenge(database, b"a browser", b"sign this", lifetime)
        assert [await store.take_challenge(database, b"a browser") for _ in answers] == answers


async def test_the_eleventh_passkey_is_refused(
    installation: Installation, database: Connection, stranger: Visitor
) -> None:
    await sign_in(installation, stranger, "collector@access.test")
    await database.execute(
        """INSERT INTO gateway.passkey
            (id, person_id, credential_id, public_key, sign_count, name)
        SELECT gen_random_uuid(), p.id, uuid_send(gen_random_uuid()), '', 0, 'A key'
        FROM platform.person p, generate_series(1, 10) WHERE p.email = 'collector@access.test'"""
    )
    answer = await stranger.post("/account/passkeys/challenge", "/account")
    assert answer.status_code == 409
    assert "ten passkeys" in answer.text
    await database.execute("DELETE FROM gateway.passkey")


async def test_a_challenge_asks_for_a_key_that_knows_its_owner(
    installation: Installation, stranger: Visitor
) -> None:
    await sign_in(installation, stranger, "keys@access.test")
    answer = await stranger.post("/account/passkeys/challenge", "/account")
    options = answer.json()
    assert options["user"]["name"] == "keys@access.test"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["rp"]["id"] == "localhost"


@pytest.mark.parametrize(
    "credential",
    ["{}", "no json", "[]", json.dumps({"id": "AA", "rawId": "AA", "type": "public-key"})],
)
async def test_a_forged_passkey_is_refused_in_words(
    credential: str, installation: Installation, database: Connection, stranger: Visitor
) -> None:
    await sign_in(installation, stranger, f"{uuid4().hex}@access.test")
    for path, page in (("/account/passkeys", "/account"), ("/sign-in/passkey", "/account")):
        challenge = await stranger.post(f"{path}/challenge", page)
        assert challenge.status_code == 200
        form = {"credential": credential, "name": "Mine"}
        answer = await stranger.post(path, page, data=form)
        assert answer.status_code == 403, answer.text
        assert "not accepted" in answer.text
    assert await database.fetchval("SELECT count(*) FROM gateway.passkey") == 0


async def test_an_answer_that_nobody_asked_for_is_refused(stranger: Visitor) -> None:
    answer = await stranger.post("/sign-in/passkey", data={"credential": "{}"})
    assert answer.status_code == 403
