"""Calls of the API that are sent again: carried out once, and answered alike."""

import asyncio

import asyncpg
import httpx
import pytest

from tests.installation import Installation, Office
from tests.integration.gateway.test_api_tokens import make, program

PRODUCTIONS = "/api/v1/productions"


async def titles(office: Office) -> list[str]:
    return [each["title"] for each in (await office.owner.get(PRODUCTIONS)).json()["items"]]


async def test_a_call_sent_again_is_answered_and_not_repeated(
    installation: Installation, office: Office
) -> None:
    async with program(installation, await make(office, "read", "cast")) as caller:
        named = {"idempotency-key": "one-click"}
        first = await caller.post(PRODUCTIONS, json={"title": "Once"}, headers=named)
        again = await caller.post(PRODUCTIONS, json={"title": "Once"}, headers=named)
        assert (first.status_code, again.status_code) == (201, 201)
        assert again.json() == first.json()
        assert "idempotency-replayed" not in first.headers
        assert again.headers["idempotency-replayed"] == "true"
        other = await caller.post(PRODUCTIONS, json={"title": "Else"}, headers=named)
        assert (other.status_code, "new one" in other.json()["detail"]) == (422, True)
    assert (await titles(office)).count("Once") == 1
    assert "Else" not in await titles(office)


async def test_many_at_once_do_it_once(installation: Installation, office: Office) -> None:
    async with program(installation, await make(office, "read", "cast")) as caller:
        named = {"idempotency-key": "impatient"}
        answers = await asyncio.gather(
            *(caller.post(PRODUCTIONS, json={"title": "Once"}, headers=named) for _ in range(6))
        )
        assert {answer.status_code for answer in answers} <= {201, 409}
        assert 201 in {answer.status_code for answer in answers}
    assert (await titles(office)).count("Once") == 1


async def test_a_key_belongs_to_who_sends_it(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    named = {"idempotency-key": "the-same"}
    for each in (office, neighbour):
        async with program(installation, await make(each, "read", "cast")) as caller:
            answer = await caller.post(PRODUCTIONS, json={"title": "Ours"}, headers=named)
            assert "idempotency-replayed" not in answer.headers
        assert (await titles(each)).count("Ours") == 1


@pytest.mark.one_office
async def test_what_was_refused_is_refused_again_in_the_same_words(
    installation: Installation, office: Office
) -> None:
    async with program(installation, await make(office, "read", "cast")) as caller:
        named = {"idempotency-key": "wrong"}
        first = await caller.post(PRODUCTIONS, json={"titel": "x"}, headers=named)
        again = await caller.post(PRODUCTIONS, json={"titel": "x"}, headers=named)
    assert first.status_code in {400, 422}
    assert (again.status_code, again.json()) == (first.status_code, first.json())


async def test_a_revoked_token_is_not_answered_from_memory(
    installation: Installation, office: Office
) -> None:
    async with program(installation, await make(office, "read", "cast")) as caller:
        named = {"idempotency-key": "late"}
        assert (await caller.post(PRODUCTIONS, json={"title": "x"}, headers=named)).is_success
        database = await asyncpg.connect(installation.plan.config.owner_url)
        await database.execute("UPDATE gateway.api_token SET revoked_at = now()")
        await database.close()
        again = await caller.post(PRODUCTIONS, json={"title": "x"}, headers=named)
    assert again.status_code == 401


@pytest.mark.one_office
@pytest.mark.parametrize("key", ["", "x" * 256, "tab\there"])
async def test_a_key_that_is_none_is_refused(
    key: str, installation: Installation, office: Office
) -> None:
    async with program(installation, await make(office, "cast")) as caller:
        answer = await caller.post(
            PRODUCTIONS, json={"title": "Keyless"}, headers={"idempotency-key": key}
        )
    assert answer.status_code == 422
    assert "Keyless" not in await titles(office)


async def test_nothing_is_kept_for_who_is_nobody(installation: Installation) -> None:
    database = await asyncpg.connect(installation.plan.config.owner_url)
    for carried in ({"authorization": "Bearer cb_made-up"}, {"cookie": "session=made-up"}):
        headers = carried | {"idempotency-key": "made-up-by-nobody"}
        async with httpx.AsyncClient(base_url=installation.url, headers=headers) as nobody:
            assert (await nobody.post(PRODUCTIONS, json={"title": "Mine"})).status_code == 401
    kept = "SELECT count(*) FROM gateway.api_repeat WHERE key = 'made-up-by-nobody'"
    assert await database.fetchval(kept) == 0
    await database.close()
