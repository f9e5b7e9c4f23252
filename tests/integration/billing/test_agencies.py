"""People and agencies over billing's internal HTTP."""

import asyncio
from uuid import UUID

from shared.ids import new_id
from shared.tenancy import schema_of
from tests.integration.billing.driver import METRICS_TOKEN, BillingDriver, Payer


async def test_a_person_is_met_once_whatever_the_case_of_their_address(
    driver: BillingDriver,
) -> None:
    first = await driver.person("Ada@Office.Example")
    again = await driver.http.post("/people", json={"email": " ada@office.example", "name": "Ada"})
    assert first["email"] == "Ada@Office.Example"
    assert again.json() == {"id": first["id"], "email": "Ada@Office.Example", "name": "Ada"}


async def test_what_is_no_address_is_refused_by_field(driver: BillingDriver) -> None:
    answer = await driver.http.post("/people", json={"email": "nobody at all"})
    assert answer.status_code == 422
    fields = answer.json()["fields"]
    assert list(fields) == ["email"]
    assert fields["email"].startswith("This does not look like an email address:")


async def test_founding_makes_schema_owner_and_fact(driver: BillingDriver) -> None:
    person = await driver.person()
    agency = await driver.agency("  Brandt   Casting ")
    assert await driver.database.fetchval("SELECT to_regnamespace($1)::text", schema_of(agency))
    role = await driver.database.fetchval(
        "SELECT role FROM platform.membership WHERE agency_id = $1 AND person_id = $2",
        agency,
        UUID(person["id"]),
    )
    assert role == "owner"
    name = await driver.database.fetchval("SELECT name FROM platform.agency WHERE id = $1", agency)
    assert name == "Brandt Casting"
    (fact,) = await driver.facts("agencies.provisioned.v1")
    assert (fact["agency_id"], fact["owner_id"]) == (str(agency), person["id"])


async def test_a_double_click_founds_one_agency(driver: BillingDriver) -> None:
    await driver.person()
    first, second = await asyncio.gather(driver.agency("Twice"), driver.agency("TWICE"))
    assert first == second
    assert await driver.agency("Another") != first


async def test_agencies_are_founded_beside_each_other(driver: BillingDriver) -> None:
    async def found(number: int) -> dict[str, str]:
        person = await driver.person(f"owner{number}@office.example")
        order = {"name": "Same Name", "person_id": person["id"]}
        made: dict[str, str] = (await driver.http.post("/agencies", json=order)).json()
        return made

    made = await asyncio.gather(*(found(number) for number in range(6)))
    assert len({agency["id"] for agency in made}) == 6


async def test_founding_for_nobody_leaves_nothing(driver: BillingDriver) -> None:
    answer = await driver.http.post(
        "/agencies", json={"name": "Ghosts", "person_id": str(new_id())}
    )
    assert answer.status_code == 404
    assert answer.json()["detail"] == "There is no such person."
    assert await driver.database.fetchval("SELECT count(*) FROM platform.agency") == 0


async def test_nobody_comes_in_without_the_internal_token(driver: BillingDriver) -> None:
    for token in ("", "Bearer wrong", "Bearer größe"):
        await refused(driver, token)


async def refused(driver: BillingDriver, token: str) -> None:
    answer = await driver.http.post(
        "/people",
        json={"email": "a@b.example"},
        headers={b"Authorization": token.encode()},
    )
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_malformed_order_is_a_problem_not_a_crash(driver: BillingDriver) -> None:
    for body in (b"", b"{}", b"[]", b'{"name": " ", "person_id": 1}', b"\xff", b"[" * 60_000):
        answer = await driver.http.post(
            "/agencies", content=body, headers={"Content-Type": "application/json"}
        )
        assert (answer.status_code, answer.json()["status"]) == (400, 400), body[:30]


async def test_health_needs_no_token_and_figures_one_of_their_own(driver: BillingDriver) -> None:
    assert (await driver.http.get("/health", headers={"Authorization": ""})).status_code == 200
    for carried in ("", "Bearer", driver.http.headers["authorization"]):
        answer = await driver.http.get("/metrics", headers={"Authorization": carried})
        assert answer.status_code == 401
    token = f"Bearer {METRICS_TOKEN}"
    answer = await driver.http.get("/metrics", headers={"Authorization": token})
    assert "callboard_requests_total" in answer.text


async def test_one_person_founds_few_agencies_that_nobody_pays_for(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    first, *_ = [await driver.agency(name) for name in ("One", "Two", "Three")]
    order = {"name": "Four", "person_id": (await driver.person())["id"]}
    refused = await asyncio.gather(*(driver.http.post("/agencies", json=order) for _ in range(5)))
    assert {answer.status_code for answer in refused} == {409}
    assert "several offices" in refused[0].json()["detail"]
    assert await driver.agency("ONE") == first, "one that they have is theirs"
    await payer.pay(await driver.check_out(first, production))
    await driver.until("SELECT EXISTS (SELECT FROM platform.subscription)")
    assert (await driver.http.post("/agencies", json=order)).status_code == 201
