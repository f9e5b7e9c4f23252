"""Webhooks at the door, in every state that the internet brings them in."""

import asyncio
import time

from services.billing.stripe.model import MAX_WEBHOOK_BYTES
from tests.integration.billing.driver import BillingDriver, event


async def test_a_forged_webhook_is_refused(driver: BillingDriver) -> None:
    answer = await driver.send(event("invoice.paid", {}), secret="whsec_guess")
    assert answer.status_code == 422
    assert await driver.stored() == 0


async def test_a_bad_signature_header_is_refused(driver: BillingDriver) -> None:
    for header in ("", "t=1", "v1=0", "t=x,v1=0", "t=99999999999,v1=ä", "no", "t=1,v1=" * 999):
        answer = await driver.http.post(
            "/webhooks/stripe", content=b"{}", headers=[(b"stripe-signature", header.encode())]
        )
        assert answer.status_code == 422, header[:30]


async def test_a_changed_body_is_refused(driver: BillingDriver) -> None:
    good = await driver.send(event("invoice.paid", {}, "evt_good"))
    assert good.status_code == 200
    header = good.request.headers["stripe-signature"]
    changed = good.request.content.replace(b"evt_good", b"evt_evil")
    answer = await driver.http.post(
        "/webhooks/stripe", content=changed, headers={"Stripe-Signature": header}
    )
    assert answer.status_code == 422
    assert await driver.stored() == 1


async def test_an_old_webhook_is_refused(driver: BillingDriver) -> None:
    answer = await driver.send(event("invoice.paid", {}), at=time.time() - 301)
    assert answer.status_code == 422


async def test_what_is_signed_but_no_event_is_refused(driver: BillingDriver) -> None:
    for body in (b"", b"null", b"[]", b"{}", b"\xff\xfe", b'{"id": 1}'):
        assert (await driver.send(body)).status_code == 422, body[:30]


async def test_a_huge_webhook_is_refused(driver: BillingDriver) -> None:
    fits = event("unheard.of", {"text": "x" * (MAX_WEBHOOK_BYTES - 1000)})
    assert (await driver.send(fits)).status_code == 200
    huge = event("unheard.of", {"text": "x" * MAX_WEBHOOK_BYTES})
    assert (await driver.send(huge)).status_code == 413


async def test_one_that_postgres_would_not_take_keeps_no_other_out(driver: BillingDriver) -> None:
    strange = [
        event("invoice.paid", {}, "evt_\x00"),
        event("x" * 256, {}),
        event("x", {}, "e" * 256),
    ]
    answers = await asyncio.gather(
        *(driver.send(each) for each in (*strange, event("unheard.of", {}, "evt_good")))
    )
    assert [each.status_code for each in answers] == [422, 422, 422, 200]
    assert await driver.stored() == 1


async def test_a_flood_is_stored_once_each(driver: BillingDriver) -> None:
    flood = [event("unheard.of", {}, f"evt_{number % 50}") for number in range(150)]
    answers = await asyncio.gather(*(driver.send(each) for each in flood))
    assert {each.status_code for each in answers} == {200}
    assert await driver.stored() == 50
