"""What owners do with a subscription: another plan, a pause, an end, the portal, invoices."""

import asyncio
from uuid import UUID

from shared.ids import new_id
from tests.integration.billing.driver import BillingDriver, Payer

LATER_FAILS = "4000 0000 0000 0341"


async def status(driver: BillingDriver, production: UUID) -> str:
    kept = await driver.subscription(production)
    assert kept is not None
    return str(kept["status"])


async def test_a_change_costs_what_was_shown(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    shown = (await driver.ask("preview", agency, production, plan="studio")).json()
    assert [line["cents"] < 0 for line in shown["lines"]] == [True, False]
    assert shown["cents"] == sum(line["cents"] for line in shown["lines"])
    done = await driver.ask("change", agency, production, plan="studio", at=shown["at"])
    assert done.status_code == 204, done.text
    kept = await driver.subscription(production)
    assert kept is not None
    assert kept["plan"] == "studio"
    invoices = (await driver.ask("invoices", agency, production)).json()
    assert [each["total"] for each in invoices] == [shown["cents"], 149_00]
    assert all(each["pdf"].endswith("/pdf") and each["number"] for each in invoices)
    assert [fact["plan"] for fact in await driver.facts()] == ["series", "studio"]


async def test_a_change_that_the_card_refuses_changes_nothing(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production, LATER_FAILS)
    shown = (await driver.ask("preview", agency, production, plan="studio")).json()
    refused = await driver.ask("change", agency, production, plan="studio", at=shown["at"])
    assert refused.status_code == 402
    assert "declined" in refused.json()["detail"]
    kept = await driver.subscription(production)
    assert kept is not None
    assert kept["plan"] == "series"


async def test_a_pause_and_its_end(driver: BillingDriver, payer: Payer, production: UUID) -> None:
    agency = await driver.paid(payer, production)
    for _ in range(2):  # a second owner finds it done
        assert (await driver.ask("do", agency, production, act="pause")).status_code == 204
    assert await status(driver, production) == "paused"
    refused = await driver.ask("do", agency, production, act="cancel")
    assert (refused.status_code, "is paused" in refused.json()["detail"]) == (409, True)
    assert (await driver.ask("do", agency, production, act="resume")).status_code == 204
    assert await status(driver, production) == "active"


async def test_a_resumption_that_is_not_paid_leaves_it_paused(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production, LATER_FAILS)
    await driver.days(20)
    await driver.ask("do", agency, production, act="pause")
    await driver.ask("do", agency, production, act="resume")
    assert await status(driver, production) == "paused"


async def test_it_runs_until_the_period_ends_unless_kept(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    await driver.ask("do", agency, production, act="cancel")
    kept = await driver.subscription(production)
    assert kept is not None
    assert kept["cancels_at"] == kept["period_ends_at"]
    await driver.ask("do", agency, production, act="keep")
    await driver.days(32)
    assert await status(driver, production) == "active"
    await driver.ask("do", agency, production, act="cancel")
    await driver.days(32)
    assert await status(driver, production) == "canceled"


async def test_two_owners_who_cancel_at_once_cancel_once(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    both = await asyncio.gather(
        *(driver.ask("do", agency, production, act="cancel") for _ in range(2))
    )
    assert [each.status_code for each in both] == [204, 204]
    assert await status(driver, production) == "active"
    wraps = await asyncio.gather(*(driver.ask("do", agency, production, act="wrap") for _ in "ab"))
    assert [each.status_code for each in wraps] == [204, 204]
    assert await status(driver, production) == "canceled"
    assert [fact["status"] for fact in await driver.facts()] == ["active", "canceled"]


async def test_what_is_another_agencys_is_not_there(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    await driver.paid(payer, production)
    other = await driver.agency("Neighbour Casting")
    for path, more in (
        ("do", {"act": "cancel"}),
        ("preview", {"plan": "studio"}),
        ("change", {"plan": "studio", "at": 1}),
        ("portal", {"return_url": "http://127.0.0.1:1/"}),
    ):
        assert (await driver.ask(path, other, production, **more)).status_code == 404, path
    assert (await driver.ask("invoices", other, production)).json() == []
    assert (await driver.ask("do", other, new_id(), act="pause")).status_code == 404
    assert await status(driver, production) == "active"


async def test_the_portal_is_the_agencys_own(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    to = "http://127.0.0.1:1/back"
    url = (await driver.ask("portal", agency, production, return_url=to)).json()["url"]
    page = await payer.browser.get(url)
    assert "Brandt Casting" in page.text
    assert to in page.text
