"""One's own sessions, and passkeys that are forged, borrowed or asked for by nobody."""

import json
import re
from uuid import uuid4

import asyncpg
import pytest

from tests.house import House, Visitor


async def sign_in(house: House, visitor: Visitor, email: str, after: int = 0) -> int:
    """Sign in by mail; return the number of the mail."""
    assert (await visitor.post("/sign-in", data={"email": email})).status_code == 200
    link = await house.link_to(email, "sign-in", after=after)
    assert (await visitor.post(link, link)).status_code == 303
    return (await house.mails.newest(email, after=after)).id


def others(page: str) -> list[str]:
    return re.findall(r'action="(/account/sessions/[0-9a-f-]{36}/end)"', page)


async def test_a_session_is_ended_from_another_browser(house: House, stranger: Visitor) -> None:
    email = "two-browsers@access.test"
    seen = await sign_in(house, stranger, email)
    async with house.browser() as elsewhere:
        await sign_in(house, elsewhere, email, after=seen)
        page = (await stranger.get("/account")).text
        assert page.count("This browser") == 1
        (end,) = others(page)
        assert (await stranger.post(end, "/account")).status_code == 303
        assert (await elsewhere.get("/account")).headers["location"] == "/sign-in"
        assert (await stranger.post(end, "/account")).status_code == 404
    assert (await stranger.get("/account")).status_code == 200


async def test_all_other_sessions_end_and_nobody_elses(house: House, stranger: Visitor) -> None:
    email = "everywhere@access.test"
    seen = await sign_in(house, stranger, email)
    async with house.browser() as second, house.browser() as somebody:
        await sign_in(house, second, email, after=seen)
        await sign_in(house, somebody, "somebody@access.test")
        assert (await stranger.post("/account/sessions/end-others", "/account")).status_code == 303
        assert (await second.get("/account")).status_code == 303
        assert (await somebody.get("/account")).status_code == 200
        assert others((await stranger.get("/account")).text) == []


async def test_nobody_ends_the_session_of_somebody_else(house: House, stranger: Visitor) -> None:
    email = "victim@access.test"
    seen = await sign_in(house, stranger, email)
    async with house.browser() as elsewhere, house.browser() as thief:
        await sign_in(house, elsewhere, email, after=seen)
        (end,) = others((await stranger.get("/account")).text)
        await sign_in(house, thief, "thief@access.test")
        assert (await thief.post(end, "/account")).status_code == 404
        assert (await elsewhere.get("/account")).status_code == 200


async def test_a_challenge_asks_for_a_key_that_knows_its_owner(
    house: House, stranger: Visitor
) -> None:
    await sign_in(house, stranger, "keys@access.test")
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
    credential: str, house: House, stranger: Visitor
) -> None:
    await sign_in(house, stranger, f"{uuid4().hex}@access.test")
    for path, page in (("/account/passkeys", "/account"), ("/sign-in/passkey", "/account")):
        challenge = await stranger.post(f"{path}/challenge", page)
        assert challenge.status_code == 200
        form = {"credential": credential, "name": "Mine"}
        answer = await stranger.post(path, page, data=form)
        assert answer.status_code == 403, answer.text
        assert "not accepted" in answer.text
    database = await asyncpg.connect(house.plan.house.owner_url)
    assert await database.fetchval("SELECT count(*) FROM gateway.passkey") == 0
    await database.close()


async def test_an_answer_that_nobody_asked_for_is_refused(stranger: Visitor) -> None:
    answer = await stranger.post("/sign-in/passkey", data={"credential": "{}"})
    assert answer.status_code == 403
