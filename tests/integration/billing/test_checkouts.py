"""From an order to an active production: billing, Stripe's SDK, the payment page, webhooks."""

import asyncio
from datetime import timedelta
from uuid import UUID

import msgspec
import pytest

from infra.embedded.stripe_sandbox.state import State
from services.billing.reconciler import Reconciler
from shared.ids import new_id
from tests.integration.billing.driver import BAD, WEBHOOKS_OF_A_PAYMENT, BillingDriver, Payer

AT_ONCE = timedelta(0)


async def test_a_paid_checkout_activates_the_production(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.agency()
    url = await driver.check_out(agency, production)
    page = await payer.browser.get(url)
    assert "USD 149.00" in page.text
    assert "The Tempest" in page.text
    answer = await payer.pay(url)
    assert (answer.status_code, answer.headers["location"]) == (303, "http://127.0.0.1:1/paid")
    await driver.settled(WEBHOOKS_OF_A_PAYMENT)
    kept = await driver.subscription(production)
    assert kept is not None
    assert (kept["status"], kept["plan"], kept["agency_id"]) == ("active", "series", agency)
    (fact,) = await driver.facts()
    assert fact["production_id"] == str(production)
    assert (fact["agency_id"], fact["status"]) == (str(agency), "active")
    assert fact["plan"] == "series"


async def test_a_declined_card_activates_nothing_and_may_try_again(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    url = await driver.check_out(await driver.agency(), production)
    declined = await payer.pay(url, BAD)
    assert declined.status_code == 402
    assert await driver.subscription(production) is None
    assert (await payer.pay(url)).status_code == 303
    await driver.settled(WEBHOOKS_OF_A_PAYMENT)
    assert len(await driver.facts()) == 1


async def test_a_double_click_on_pay_makes_one_subscription(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    url = await driver.check_out(await driver.agency(), production)
    first, second = await asyncio.gather(payer.pay(url), payer.pay(url))
    assert first.headers["location"] == second.headers["location"]
    await driver.settled(WEBHOOKS_OF_A_PAYMENT)
    assert len(driver.sandbox.store.all("sub")) == 1
    assert len(await driver.facts()) == 1


async def test_a_production_has_one_open_checkout_however_often_asked(
    driver: BillingDriver, production: UUID
) -> None:
    agency = await driver.agency()
    urls = await asyncio.gather(*(driver.check_out(agency, production) for _ in range(4)))
    assert len(set(urls)) == 1
    assert len(driver.sandbox.store.all("cs")) == 1


async def test_another_plan_closes_the_open_checkout(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.agency()
    first = await driver.check_out(agency, production, "short")
    second = await driver.check_out(agency, production, "studio")
    assert (await payer.pay(first)).status_code == 410
    assert (await payer.pay(second)).status_code == 303
    await driver.settled(WEBHOOKS_OF_A_PAYMENT + 1)
    kept = await driver.subscription(production)
    assert kept is not None
    assert kept["plan"] == "studio"


@pytest.mark.parametrize("delivered", [True, False])
async def test_an_expired_checkout_takes_no_money_and_another_is_opened(
    delivered: bool, driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.agency()
    expired = await driver.check_out(agency, production)
    if not delivered:
        driver.lose_webhooks()
    await driver.days(1.1)
    if not delivered:
        await driver.reconcile()
    await driver.until("SELECT status = 'expired' FROM platform.checkout")
    late = await payer.pay(expired)
    assert late.status_code == 410
    assert "Nothing was charged" in late.text
    assert await driver.subscription(production) is None
    again = await driver.check_out(agency, production)
    assert again != expired
    assert (await payer.pay(again)).status_code == 303
    await driver.reconcile()
    kept = await driver.subscription(production)
    assert kept is not None
    assert kept["status"] == "active"


async def test_a_checkout_that_expired_a_moment_ago_is_opened_anew(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.agency()
    expired = await driver.check_out(agency, production)
    driver.lose_webhooks()
    await driver.days(1.1)  # nobody has told us, and nobody has looked
    assert await driver.check_out(agency, production) != expired


async def test_what_is_subscribed_is_not_sold_again(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.agency()
    await payer.pay(await driver.check_out(agency, production))
    await driver.settled(WEBHOOKS_OF_A_PAYMENT)
    answer = await driver.http.post("/checkouts", json=driver.order(agency, production))
    assert answer.status_code == 409
    assert answer.json()["detail"] == "This production is subscribed already."


async def test_what_was_paid_a_moment_ago_is_not_sold_again(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.agency()
    url = await driver.check_out(agency, production)
    driver.lose_webhooks()
    await payer.pay(url)
    for plan in ("series", "short"):
        answer = await driver.http.post("/checkouts", json=driver.order(agency, production, plan))
        assert answer.status_code == 409
        assert "just been paid" in answer.json()["detail"]


async def test_a_lost_webhook_is_made_good(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    url = await driver.check_out(await driver.agency(), production)
    driver.lose_webhooks()
    await payer.pay(url)
    assert await driver.subscription(production) is None
    state = driver.billing.state
    await Reconciler(state.database, state.stripe).look_again(AT_ONCE, AT_ONCE)
    kept = await driver.subscription(production)
    assert kept is not None
    assert kept["status"] == "active"


async def test_an_agency_is_one_customer_with_a_subscription_for_each_production(
    driver: BillingDriver, payer: Payer
) -> None:
    agency = await driver.agency()
    productions = [new_id(), new_id()]
    urls = await asyncio.gather(*(driver.check_out(agency, p) for p in productions))
    for url in urls:
        await payer.pay(url)
    await driver.settled(2 * WEBHOOKS_OF_A_PAYMENT)
    (customer,) = driver.sandbox.store.all("cus").values()
    assert customer["metadata"] == {"agency_id": str(agency)}
    subscriptions = driver.sandbox.store.all("sub").values()
    assert {s["metadata"]["production_id"] for s in subscriptions} == {str(p) for p in productions}
    assert {s["customer"] for s in subscriptions} == {customer["id"]}


async def test_another_stripe_account_takes_over(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.agency()
    await driver.check_out(agency, production)
    driver.sandbox.store.state.objects = State().objects
    driver.sandbox.store.state.answers.clear()
    await payer.pay(await driver.check_out(agency, production))
    await driver.settled(WEBHOOKS_OF_A_PAYMENT)
    (customer,) = driver.sandbox.store.all("cus")
    assert await driver.database.fetchval("SELECT stripe_id FROM platform.customer") == customer
    assert len(await driver.facts()) == 1


async def test_an_unknown_agency_is_not_found(driver: BillingDriver, production: UUID) -> None:
    answer = await driver.http.post("/checkouts", json=driver.order(new_id(), production))
    assert answer.status_code == 404


async def test_a_key_that_stripe_refuses_is_a_matter_for_us(
    driver: BillingDriver, production: UUID
) -> None:
    agency = await driver.agency()
    driver.sandbox.options = msgspec.structs.replace(driver.sandbox.options, key="sk_test_other")
    answer = await driver.http.post("/checkouts", json=driver.order(agency, production))
    assert answer.status_code == 503
    assert "not charged" in answer.json()["detail"]


async def test_a_card_that_needs_authentication_pays_once_it_is_given(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    url, number = await driver.check_out(await driver.agency(), production), "4000 0027 6000 3184"
    assert "is it you who pays?" in (await payer.pay(url, number)).text
    assert (await payer.pay(url, number, authentication="fail")).status_code == 402
    assert await driver.subscription(production) is None
    assert (await payer.pay(url, number, authentication="complete")).status_code == 303
    await driver.settled(WEBHOOKS_OF_A_PAYMENT)
    assert len(await driver.facts()) == 1


async def test_a_trial_is_for_an_agencys_first_production(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.agency()
    order = driver.order(agency, production) | {"trial": True}
    url = (await driver.http.post("/checkouts", json=order)).json()["url"]
    assert "The first 14 days are free." in (await payer.browser.get(url)).text
    await payer.pay(url)
    await driver.settled(WEBHOOKS_OF_A_PAYMENT)
    assert [fact["status"] for fact in await driver.facts()] == ["trialing"]
    second = driver.order(agency, new_id()) | {"trial": True}
    refused = await driver.http.post("/checkouts", json=second)
    assert (refused.status_code, "had its trial" in refused.json()["detail"]) == (409, True)
