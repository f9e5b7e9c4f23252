"""API tokens: shown once, within their scopes and their maker's part, and ended at once."""

import re

import asyncpg
import httpx
import pytest

from tests.installation import Installation, Office


async def make(office: Office, *scopes: str, days: str = "30") -> str:
    form = {"name": "A calendar", "scopes": list(scopes), "days": days}
    page = await office.owner.post("/api-tokens", "/api-tokens", data=form)
    assert page.status_code == 200, page.text
    found = re.search(r'value="(cb_[\w-]+)"', page.text)
    assert found
    return found[1]


async def way_to_revoke(office: Office) -> str:
    """Return where the newest token is revoked."""
    page = (await office.owner.get("/api-tokens")).text
    found = re.search(r'action="(/api-tokens/[0-9a-f-]{36}/revoke)"', page)
    assert found
    return found[1]


def program(installation: Installation, token: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=installation.url, headers={"authorization": f"Bearer {token}"}
    )


async def test_a_program_does_what_its_scopes_include(
    installation: Installation, office: Office
) -> None:
    async with program(installation, await make(office, "read")) as reader:
        assert (await reader.get("/api/v1/productions")).json()["total"] == 1
        assert (await reader.get(f"/api/v1{office.session}/slots")).status_code == 200
        refused = await reader.post("/api/v1/productions", json={"title": "Mine"})
        assert (refused.status_code, "scopes" in refused.json()["detail"]) == (403, True)
        assert (await reader.get(f"/api/v1{office.session}/takes")).status_code == 403
    async with program(installation, await make(office, "read", "cast")) as caster:
        made = await caster.post("/api/v1/productions", json={"title": "Mine"})
        assert made.status_code == 201
    page = (await office.owner.get("/audit?act=started")).text
    link = re.search(r"/audit\?who=token%3A[0-9a-f-]{36}", page)
    assert link
    found = (await office.owner.get(link[0])).text
    assert "started production" in found


@pytest.mark.one_office
async def test_a_token_is_shown_once_and_kept_as_a_hash(
    installation: Installation, office: Office
) -> None:
    token = await make(office, "read")
    assert token not in (await office.owner.get("/api-tokens")).text
    database = await asyncpg.connect(installation.plan.config.owner_url)
    kept = await database.fetch("SELECT t::text AS whole FROM gateway.api_token t")
    await database.close()
    assert kept
    assert not any(token in row["whole"] for row in kept)


async def test_there_are_fifty_tokens_at_most_and_revoked_ones_do_not_count(
    installation: Installation, office: Office
) -> None:
    await make(office, "read")
    database = await asyncpg.connect(installation.plan.config.owner_url)
    await database.execute(
        """INSERT INTO gateway.api_token
            (id, agency_id, person_id, token_hash, name, scopes, expires_at)
        SELECT gen_random_uuid(), agency_id, person_id, uuid_send(gen_random_uuid()), name,
            scopes, expires_at
        FROM (SELECT * FROM gateway.api_token ORDER BY made_at DESC LIMIT 1) t,
            generate_series(2, 50)"""
    )
    await database.close()
    form = {"name": "One more", "scopes": "read", "days": "30"}
    answer = await office.owner.post("/api-tokens", "/api-tokens", data=form)
    assert answer.status_code == 409
    assert "50 tokens already" in answer.text
    await office.owner.post(await way_to_revoke(office), "/api-tokens")
    await make(office, "read")


@pytest.mark.one_office
async def test_a_token_is_refused_once_it_is_revoked(
    installation: Installation, office: Office
) -> None:
    async with program(installation, await make(office, "read")) as reader:
        assert (await reader.get("/api/v1/productions")).status_code == 200
        assert "last used" in (await office.owner.get("/api-tokens")).text
        revoked = await office.owner.post(await way_to_revoke(office), "/api-tokens")
        assert revoked.status_code == 303
        answer = await reader.get("/api/v1/productions")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "revoked" in answer.json()["detail"]
    assert "Revoked" in (await office.owner.get("/api-tokens")).text


@pytest.mark.parametrize("token", ["cb_nothing", "x" * 5000, "größe".encode().decode("latin-1")])
async def test_a_token_of_nobodys_making_is_refused(token: str, installation: Installation) -> None:
    async with httpx.AsyncClient(base_url=installation.url) as nobody:
        headers = {b"authorization": b"Bearer " + token.encode("latin-1")}
        assert (await nobody.get("/api/v1/productions", headers=headers)).status_code == 401


@pytest.mark.one_office
async def test_a_token_opens_no_page_and_lends_nothing_to_a_session(
    installation: Installation, office: Office
) -> None:
    async with program(installation, await make(office, "read")) as reader:
        assert (await reader.get("/productions")).headers["location"] == "/sign-in"
        assert (await reader.get("/team")).headers["location"] == "/sign-in"
    wrong = await office.owner.get("/api/v1/productions", headers={"authorization": "Bearer cb_x"})
    assert wrong.status_code == 401, "a wrong token is not covered up by a session"


async def test_a_token_does_no_more_than_the_part_of_its_maker(
    installation: Installation, office: Office
) -> None:
    async with program(installation, await make(office, "read", "cast")) as caster:
        database = await asyncpg.connect(installation.plan.config.owner_url)
        change = """UPDATE platform.membership SET role = 'runner' WHERE (agency_id, person_id) = (
            SELECT agency_id, person_id FROM gateway.api_token ORDER BY made_at DESC LIMIT 1)"""
        await database.execute(change)
        refused = await caster.post("/api/v1/productions", json={"title": "Mine"})
        assert refused.status_code == 403
        await database.execute(
            change.replace(
                "UPDATE platform.membership SET role = 'runner'", "DELETE FROM platform.membership"
            )
        )
        await database.close()
        assert (await caster.get("/api/v1/productions")).status_code == 401


@pytest.mark.one_office
@pytest.mark.parametrize("form", [{"scopes": ["all"]}, {"days": "9999", "scopes": ["read"]}, {}])
async def test_a_token_without_known_scopes_is_not_made(
    form: dict[str, str], office: Office
) -> None:
    given = {"name": "A calendar"} | form
    answer = await office.owner.post("/api-tokens", "/api-tokens", data=given)
    assert answer.status_code == 422
