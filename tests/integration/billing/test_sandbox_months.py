"""Months in the sandbox, through the real SDK: renewals, retries, proration, pause, coupons."""

from typing import Any

import pytest
import stripe

from tests.integration.billing.driver import KEY, Payer
from tests.integration.billing.sandboxes import session

DAY = 24 * 3600
LATER_FAILS = "4000 0000 0000 0341"


async def control(v1: Any, payer: Payer, path: str, **said: Any) -> dict[str, Any]:
    base = v1._requestor._options.base_addresses["api"]
    answer = await payer.browser.post(
        f"{base}/sandbox/{path}", json=said, headers={"Authorization": f"Bearer {KEY}"}
    )
    found: dict[str, Any] = answer.json()
    assert answer.status_code == 200, found
    return found


async def days(v1: Any, payer: Payer, count: float) -> None:
    await control(v1, payer, "clock", seconds=int(count * DAY))


async def bought(v1: Any, payer: Payer, number: str = "", **more: Any) -> Any:
    await payer.pay((await session(v1, **more)).url, **({"number": number} if number else {}))
    (found,) = (await v1.subscriptions.list_async({"status": "all"})).data
    return found


async def dearer(v1: Any) -> Any:
    return await v1.prices.create_async(
        {
            "currency": "usd",
            "unit_amount": 14900,
            "recurring": {"interval": "month"},
            "product_data": {"name": "Callboard Series"},
            "nickname": "Series, a month",
        }
    )


async def test_a_month_later_it_renews_with_an_hour_in_draft(v1: Any, payer: Payer) -> None:
    made = await bought(v1, payer)
    end = made["items"].data[0].current_period_end
    await days(v1, payer, (end - made.start_date) / DAY)
    (draft,) = (await v1.invoices.list_async({"status": "draft"})).data
    assert draft.billing_reason == "subscription_cycle"
    assert (draft.period_start, draft.period_end) == (made.start_date, end)
    await v1.invoice_items.create_async(
        {"customer": made.customer, "amount": 250, "currency": "usd", "invoice": draft.id}
    )
    await days(v1, payer, 1 / 24)
    paid = await v1.invoices.retrieve_async(draft.id)
    assert (paid.status, paid.amount_paid) == ("paid", 2900 + 250)
    with pytest.raises(stripe.InvalidRequestError, match="no longer editable"):
        await v1.invoice_items.create_async(
            {"customer": made.customer, "amount": 1, "currency": "usd", "invoice": draft.id}
        )


async def test_a_card_that_fails_is_asked_again_and_then_no_more(v1: Any, payer: Payer) -> None:
    made = await bought(v1, payer, LATER_FAILS)
    await days(v1, payer, 32)
    assert (await v1.subscriptions.retrieve_async(made.id)).status == "past_due"
    await days(v1, payer, 16)
    assert (await v1.subscriptions.retrieve_async(made.id)).status == "unpaid"
    failed = [e async for e in (await v1.events.list_async()).auto_paging_iter()]
    assert len([e for e in failed if e.type == "invoice.payment_failed"]) == 4


async def test_a_new_card_ends_the_dunning(v1: Any, payer: Payer) -> None:
    made = await bought(v1, payer, LATER_FAILS)
    await days(v1, payer, 32)
    portal = await v1.billing_portal.sessions.create_async(
        {"customer": made.customer, "return_url": "http://127.0.0.1:1/back"}
    )
    page = await payer.browser.post(portal.url, data={"card": "pays"})
    assert "Your card was changed." in page.text
    await days(v1, payer, 4)
    assert (await v1.subscriptions.retrieve_async(made.id)).status == "active"


async def test_a_change_costs_what_its_preview_said(v1: Any, payer: Payer) -> None:
    made = await bought(v1, payer)
    item, price = made["items"].data[0], await dearer(v1)
    await days(v1, payer, 10)
    at = item.current_period_start + 10 * DAY
    wanted = {"items": [{"id": item.id, "price": price.id}], "proration_behavior": "always_invoice"}
    preview = await v1.invoices.create_preview_async(
        {"subscription": made.id, "subscription_details": wanted | {"proration_date": at}}
    )
    credit, debit = [line.amount for line in preview.lines.data]
    assert credit < 0 < debit
    changed = await v1.subscriptions.update_async(made.id, wanted | {"proration_date": at})
    assert changed["items"].data[0].price.id == price.id
    paid = await v1.invoices.retrieve_async(changed.latest_invoice)
    assert (paid.status, paid.amount_paid) == ("paid", preview.amount_due)


async def test_a_change_that_the_card_refuses_changes_nothing(v1: Any, payer: Payer) -> None:
    made = await bought(v1, payer, LATER_FAILS)
    item = made["items"].data[0]
    with pytest.raises(stripe.CardError, match="declined"):
        await v1.subscriptions.update_async(
            made.id,
            {
                "items": [{"id": item.id, "price": (await dearer(v1)).id}],
                "proration_behavior": "always_invoice",
                "payment_behavior": "error_if_incomplete",
            },
        )
    same = await v1.subscriptions.retrieve_async(made.id)
    assert same["items"].data[0].price.id == item.price.id


async def test_a_pause_credits_and_a_resumption_bills_anew(v1: Any, payer: Payer) -> None:
    made = await bought(v1, payer)
    assert (await v1.subscriptions.pause_async(made.id)).status == "paused"
    await days(v1, payer, 90)
    assert (await v1.subscriptions.retrieve_async(made.id)).status == "paused"
    resumed = await v1.subscriptions.resume_async(made.id)
    assert resumed.status == "active"
    invoice = await v1.invoices.retrieve_async(resumed.latest_invoice)
    assert (invoice.status, invoice.amount_due) == ("paid", 0)  # nothing of the month was used
    with pytest.raises(stripe.InvalidRequestError, match="Only a paused"):
        await v1.subscriptions.resume_async(made.id)


async def test_what_ends_at_the_period_ends_then(v1: Any, payer: Payer) -> None:
    made = await bought(v1, payer)
    await v1.subscriptions.update_async(made.id, {"cancel_at_period_end": True})
    await days(v1, payer, 20)
    assert (await v1.subscriptions.retrieve_async(made.id)).status == "active"
    await days(v1, payer, 12)
    ended = await v1.subscriptions.retrieve_async(made.id)
    assert (ended.status, ended.ended_at) == ("canceled", made["items"].data[0].current_period_end)


async def test_a_trial_costs_nothing_and_then_its_price(v1: Any, payer: Payer) -> None:
    made = await bought(v1, payer, subscription_data={"trial_period_days": 14})
    assert made.status == "trialing"
    assert (await v1.invoices.retrieve_async(made.latest_invoice)).amount_paid == 0
    await days(v1, payer, 15)
    after = await v1.subscriptions.retrieve_async(made.id)
    assert after.status == "active"
    assert (await v1.invoices.retrieve_async(after.latest_invoice)).amount_paid == 2900


async def test_a_promotion_code_is_typed_at_the_checkout(v1: Any, payer: Payer) -> None:
    coupon = await v1.coupons.create_async({"percent_off": 50, "duration": "once"})
    await v1.promotion_codes.create_async(
        {"promotion": {"type": "coupon", "coupon": coupon.id}, "code": "SPRING"}
    )
    opened = await session(v1, allow_promotion_codes=True)
    assert "This code is invalid." in (await payer.pay(opened.url, code="WINTER")).text
    assert (await payer.pay(opened.url, code="spring")).status_code == 303
    (made,) = (await v1.subscriptions.list_async()).data
    assert (await v1.invoices.retrieve_async(made.latest_invoice)).amount_paid == 1450
    await days(v1, payer, 32)
    renewal, _ = (await v1.invoices.list_async()).data
    assert renewal.amount_paid == 2900


async def test_a_card_may_need_authentication(v1: Any, payer: Payer) -> None:
    opened, number = await session(v1), "4000 0027 6000 3184"
    assert "is it you who pays?" in (await payer.pay(opened.url, number)).text
    failed = await payer.pay(opened.url, number, authentication="fail")
    assert failed.status_code == 402
    assert "unable to authenticate" in failed.text
    assert (await payer.pay(opened.url, number, authentication="complete")).status_code == 303


async def test_invoices_have_a_page_and_a_pdf(v1: Any, payer: Payer) -> None:
    made = await bought(v1, payer)
    invoice = await v1.invoices.retrieve_async(made.latest_invoice)
    assert invoice.number in (await payer.browser.get(invoice.hosted_invoice_url)).text
    assert (await payer.browser.get(invoice.invoice_pdf)).content.startswith(b"%PDF-1.4")


async def test_the_controls_need_the_key_and_known_words(v1: Any, payer: Payer) -> None:
    base = v1._requestor._options.base_addresses["api"]
    assert (await payer.browser.post(f"{base}/sandbox/clock", json={})).status_code == 401
    headers = {"Authorization": f"Bearer {KEY}"}
    for said in ({"seconds": -1}, {"days": 1}, {}):
        answer = await payer.browser.post(f"{base}/sandbox/clock", json=said, headers=headers)
        assert answer.status_code == 400


async def test_tax_ids_need_the_customers_name(v1: Any) -> None:
    customer = await v1.customers.create_async({"email": "a@office.example"})
    wanted: dict[str, Any] = {"customer": customer.id, "tax_id_collection": {"enabled": True}}
    with pytest.raises(stripe.InvalidRequestError, match="customer_update"):
        await session(v1, **wanted)
    opened = await session(v1, **wanted, customer_update={"name": "auto", "address": "auto"})
    assert opened.tax_id_collection.enabled
