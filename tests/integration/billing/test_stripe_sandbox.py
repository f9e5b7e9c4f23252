"""The sandbox through the real SDK, without billing."""

from pathlib import Path
from typing import Any

import pytest
import stripe

from tests.integration.billing.driver import Payer
from tests.integration.billing.sandboxes import client, sandbox, session


async def test_an_idempotency_key_acts_once_and_for_one_request(v1: Any) -> None:
    order, key = {"email": "a@office.example"}, {"idempotency_key": "once"}
    first = await v1.customers.create_async(order, key)
    again = await v1.customers.create_async(order, key)
    assert again.id == first.id
    assert again.last_response.headers["idempotent-replayed"] == "true"
    assert len((await v1.customers.list_async()).data) == 1
    with pytest.raises(stripe.IdempotencyError, match="Try using a key other than 'once'"):
        await v1.customers.create_async({"email": "b@office.example"}, key)


async def test_a_refused_request_leaves_its_key_free(v1: Any) -> None:
    key = {"idempotency_key": "free"}
    with pytest.raises(stripe.InvalidRequestError):
        await v1.customers.create_async({"colour": "red"}, key)
    assert (await v1.customers.create_async({"name": "Office"}, key)).name == "Office"


async def test_another_key_is_an_authentication_error(v1: Any) -> None:
    other = client(v1._requestor._options.base_addresses["api"], "sk_test_other").v1
    with pytest.raises(stripe.AuthenticationError, match="Invalid API Key provided: sk_test_"):
        await other.customers.list_async()


async def test_what_is_missing_is_missing_as_at_stripe(v1: Any) -> None:
    for asked in (v1.customers, v1.products, v1.prices, v1.subscriptions, v1.invoices, v1.events):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            await asked.retrieve_async("none_of_these")
        assert (caught.value.http_status, caught.value.code) == (404, "resource_missing")
    with pytest.raises(stripe.InvalidRequestError) as caught:
        await session(v1, customer="cus_none")
    assert (caught.value.http_status, caught.value.param) == (400, "customer")


async def test_what_the_sandbox_does_not_do_it_says(v1: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match=r"Unrecognized request URL \(GET: /v1/q"):
        await v1.quotes.list_async()
    with pytest.raises(stripe.InvalidRequestError, match="unknown parameter: tax"):
        await v1.customers.create_async({"tax": {"ip_address": "auto"}})


async def test_a_lookup_key_has_one_price(v1: Any) -> None:
    order = {
        "currency": "usd",
        "unit_amount": 2900,
        "recurring": {"interval": "month"},
        "product": (await v1.products.create_async({"name": "Callboard"})).id,
        "lookup_key": "short",
    }
    first = await v1.prices.create_async(order)
    with pytest.raises(stripe.InvalidRequestError, match="already uses that lookup key"):
        await v1.prices.create_async(order)
    second = await v1.prices.create_async({**order, "transfer_lookup_key": True})
    (found,) = (await v1.prices.list_async({"lookup_keys": ["short", "long"]})).data
    assert found.id == second.id
    assert (await v1.prices.retrieve_async(first.id)).lookup_key is None


async def test_lists_are_cut_in_pages_newest_first(v1: Any) -> None:
    for number in range(5):
        await v1.customers.create_async({"name": str(number)})
    page = await v1.customers.list_async({"limit": 2})
    assert page.has_more
    names = [customer.name async for customer in page.auto_paging_iter()]
    assert names == ["4", "3", "2", "1", "0"]


async def test_a_payment_makes_what_stripe_makes(v1: Any, payer: Payer) -> None:
    opened = await session(v1, subscription_data={"metadata": {"production": "7"}})
    paid = await payer.pay(opened.url)
    assert paid.headers["location"].endswith(f"?session={opened.id}")
    found = await v1.checkout.sessions.retrieve_async(
        opened.id, {"expand": ["subscription.latest_invoice", "customer", "line_items"]}
    )
    assert (found.status, found.payment_status, found.url) == ("complete", "paid", None)
    assert found.customer.email == "pay@office.example"
    assert found.line_items.data[0].amount_total == 2900
    subscription = found.subscription
    assert subscription.status == "active"
    assert subscription.metadata["production"] == "7"
    assert subscription.latest_invoice.amount_paid == 2900
    kinds = {event.type async for event in (await v1.events.list_async()).auto_paging_iter()}
    assert {"checkout.session.completed", "customer.subscription.created", "invoice.paid"} <= kinds


async def test_what_cannot_be_expanded_is_refused(v1: Any) -> None:
    opened = await session(v1)
    for path in ("mode", "nothing", "status.deeper", "a.b.c.d.e"):
        with pytest.raises(stripe.InvalidRequestError, match="expand"):
            await v1.checkout.sessions.retrieve_async(opened.id, {"expand": [path]})


async def test_a_subscription_ends_now_or_later(v1: Any, payer: Payer) -> None:
    await payer.pay((await session(v1)).url)
    (subscription,) = (await v1.subscriptions.list_async()).data
    ending = await v1.subscriptions.update_async(
        subscription.id, {"cancel_at_period_end": True, "metadata": {"why": "wrapped"}}
    )
    assert ending.cancel_at == ending["items"].data[0].current_period_end
    assert (await v1.subscriptions.cancel_async(subscription.id)).status == "canceled"
    assert (await v1.subscriptions.list_async()).data == []
    assert len((await v1.subscriptions.list_async({"status": "all"})).data) == 1
    with pytest.raises(stripe.InvalidRequestError, match="No such subscription"):
        await v1.subscriptions.cancel_async(subscription.id)


async def test_an_expired_session_takes_no_money(v1: Any, payer: Payer) -> None:
    opened = await session(v1)
    await v1.checkout.sessions.expire_async(opened.id)
    late = await payer.pay(opened.url)
    assert late.status_code == 410
    assert "Nothing was charged" in late.text
    assert (await v1.subscriptions.list_async()).data == []
    with pytest.raises(stripe.InvalidRequestError, match="status of `expired`"):
        await v1.checkout.sessions.expire_async(opened.id)


async def test_all_is_there_after_a_restart(tmp_path: Path, payer: Payer) -> None:
    async with sandbox(tmp_path) as v1:
        made = await v1.customers.create_async({"name": "Office"}, {"idempotency_key": "k"})
        opened = await session(v1, customer=made.id)
        await payer.pay(opened.url)
    async with sandbox(tmp_path) as v1:
        again = await v1.customers.create_async({"name": "Office"}, {"idempotency_key": "k"})
        assert again.id == made.id
        assert (await v1.checkout.sessions.retrieve_async(opened.id)).status == "complete"
