"""From an order to an active production: billing, Stripe's SDK, the payment page, webhooks."""

import asyncio
from datetime import timedelta
from uuid import UUID

import msgspec
import pytest

from infra.embedded.stripe_sandbox.state import State
from services.billing.reconciler import Reconciler
from shared.ids import new_id
from tests.integration.billing.house import BAD, WEBHOOKS_OF_A_PAYMENT, House, Payer

AT_ONCE = timedelta(0)


async def test_a_paid_checkout_activates_the_production(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.agency()
    url = await house.check_out(agency, production)
    page = await payer.browser.get(url)
    assert "USD 149.00" in page.text
    assert "The Tempest" in page.text
    answer = await payer.pay(url)
    assert (answer.status_code, answer.headers["location"]) == (303, "http://127.0.0.1:1/paid")
    await house.settled(WEBHOOKS_OF_A_PAYMENT)
    kept = await house.subscription(production)
    assert kept is not None
    assert (kept["status"], kept["plan"], kept["agency_id"]) == ("active", "series", agency)
    (fact,) = await house.facts()
    assert fact["production_id"] == str(production)
    assert (fact["agency_id"], fact["status"]) == (str(agency), "active")
    assert fact["plan"] == "series"


async def test_a_declined_card_activates_nothing_and_may_try_again(
    house: House, payer: Payer, production: UUID
) -> None:
    url = await house.check_out(await house.agency(), production)
    declined = await payer.pay(url, BAD)
    assert declined.status_code == 402
    assert await house.subscription(production) is None
    assert (await payer.pay(url)).status_code == 303
    await house.settled(WEBHOOKS_OF_A_PAYMENT)
    assert len(await house.facts()) == 1


async def test_a_double_click_on_pay_makes_one_subscription(
    house: House, payer: Payer, production: UUID
) -> None:
    url = await house.check_out(await house.agency(), production)
    first, second = await asyncio.gather(payer.pay(url), payer.pay(url))
    assert first.headers["location"] == second.headers["location"]
    await house.settled(WEBHOOKS_OF_A_PAYMENT)
    assert len(house.sandbox.store.all("sub")) == 1
    assert len(await house.facts()) == 1


async def test_a_production_has_one_open_checkout_however_often_asked(
    house: House, production: UUID
) -> None:
    agency = await house.agency()
    urls = await asyncio.gather(*(house.check_out(agency, production) for _ in range(4)))
    assert len(set(urls)) == 1
    assert len(house.sandbox.store.all("cs")) == 1


async def test_another_plan_closes_the_open_checkout(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.agency()
    first = await house.check_out(agency, production, "short")
    second = await house.check_out(agency, production, "studio")
    assert (await payer.pay(first)).status_code == 410
    assert (await payer.pay(second)).status_code == 303
    await house.settled(WEBHOOKS_OF_A_PAYMENT + 1)
    kept = await house.subscription(production)
    assert kept is not None
    assert kept["plan"] == "studio"


@pytest.mark.parametrize("told", [True, False])
async def test_an_expired_checkout_takes_no_money_and_another_is_opened(
    told: bool, house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.agency()
    expired = await house.check_out(agency, production)
    if not told:
        house.lose_webhooks()
    await house.days(1.1)
    if not told:
        await house.reconcile()
    await house.until("SELECT status = 'expired' FROM platform.checkout")
    late = await payer.pay(expired)
    assert late.status_code == 410
    assert "Nothing was charged" in late.text
    assert await house.subscription(production) is None
    again = await house.check_out(agency, production)
    assert again != expired
    assert (await payer.pay(again)).status_code == 303
    await house.reconcile()
    kept = await house.subscription(production)
    assert kept is not None
    assert kept["status"] == "active"


async def test_a_checkout_that_expired_a_moment_ago_is_opened_anew(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.agency()
    expired = await house.check_out(agency, production)
    house.lose_webhooks()
    await house.days(1.1)  # nobody has told us, and nobody has looked
    assert await house.check_out(agency, production) != expired


async def test_what_is_subscribed_is_not_sold_again(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.agency()
    await payer.pay(await house.check_out(agency, production))
    await house.settled(WEBHOOKS_OF_A_PAYMENT)
    answer = await house.http.post("/checkouts", json=house.order(agency, production))
    assert answer.status_code == 409
    assert answer.json()["detail"] == "This production is subscribed already."


async def test_what_was_paid_a_moment_ago_is_not_sold_again(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.agency()
    url = await house.check_out(agency, production)
    house.lose_webhooks()
    await payer.pay(url)
    for plan in ("series", "short"):
        answer = await house.http.post("/checkouts", json=house.order(agency, production, plan))
        assert answer.status_code == 409
        assert "just been paid" in answer.json()["detail"]


async def test_a_lost_webhook_is_made_good(house: House, payer: Payer, production: UUID) -> None:
    url = await house.check_out(await house.agency(), production)
    house.lose_webhooks()
    await payer.pay(url)
    assert await house.subscription(production) is None
    state = house.billing.state
    await Reconciler(state.database, state.stripe).look_again(AT_ONCE, AT_ONCE)
    kept = await house.subscription(production)
    assert kept is not None
    assert kept["status"] == "active"


async def test_an_agency_is_one_customer_with_a_subscription_for_each_production(
    house: House, payer: Payer
) -> None:
    agency = await house.agency()
    productions = [new_id(), new_id()]
    urls = await asyncio.gather(*(house.check_out(agency, p) for p in productions))
    for url in urls:
        await payer.pay(url)
    await house.settled(2 * WEBHOOKS_OF_A_PAYMENT)
    (customer,) = house.sandbox.store.all("cus").values()
    assert customer["metadata"] == {"agency_id": str(agency)}
    subscriptions = house.sandbox.store.all("sub").values()
    assert {s["metadata"]["production_id"] for s in subscriptions} == {str(p) for p in productions}
    assert {s["customer"] for s in subscriptions} == {customer["id"]}


async def test_another_stripe_account_takes_over(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.agency()
    await house.check_out(agency, production)
    house.sandbox.store.state.objects = State().objects
    house.sandbox.store.state.answers.clear()
    await payer.pay(await house.check_out(agency, production))
    await house.settled(WEBHOOKS_OF_A_PAYMENT)
    (customer,) = house.sandbox.store.all("cus")
    assert await house.database.fetchval("SELECT stripe_id FROM platform.customer") == customer
    assert len(await house.facts()) == 1


async def test_an_unknown_agency_is_not_found(house: House, production: UUID) -> None:
    answer = await house.http.post("/checkouts", json=house.order(new_id(), production))
    assert answer.status_code == 404


async def test_a_key_that_stripe_refuses_is_a_matter_for_us(house: House, production: UUID) -> None:
    agency = await house.agency()
    house.sandbox.options = msgspec.structs.replace(house.sandbox.options, key="sk_test_other")
    answer = await house.http.post("/checkouts", json=house.order(agency, production))
    assert answer.status_code == 503
    assert "not charged" in answer.json()["detail"]


async def test_a_card_that_needs_authentication_pays_once_it_is_given(
    house: House, payer: Payer, production: UUID
) -> None:
    url, number = await house.check_out(await house.agency(), production), "4000 0027 6000 3184"
    assert "is it you who pays?" in (await payer.pay(url, number)).text
    assert (await payer.pay(url, number, authentication="fail")).status_code == 402
    assert await house.subscription(production) is None
    assert (await payer.pay(url, number, authentication="complete")).status_code == 303
    await house.settled(WEBHOOKS_OF_A_PAYMENT)
    assert len(await house.facts()) == 1


async def test_a_trial_is_for_an_agencys_first_production(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.agency()
    order = house.order(agency, production) | {"trial": True}
    url = (await house.http.post("/checkouts", json=order)).json()["url"]
    assert "The first 14 days are free." in (await payer.browser.get(url)).text
    await payer.pay(url)
    await house.settled(WEBHOOKS_OF_A_PAYMENT)
    assert [fact["status"] for fact in await house.facts()] == ["trialing"]
    second = house.order(agency, new_id()) | {"trial": True}
    refused = await house.http.post("/checkouts", json=second)
    assert (refused.status_code, "had its trial" in refused.json()["detail"]) == (409, True)
