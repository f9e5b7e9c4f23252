"""The payment page, as it comes over HTTP."""

import re
from typing import Any

from tests.integration.billing.driver import BAD, Payer
from tests.integration.billing.sandboxes import session


async def test_the_page_says_what_it_is_and_lets_nothing_in(v1: Any, payer: Payer) -> None:
    page = await payer.browser.get((await session(v1)).url)
    assert "Stripe sandbox — no money moves" in page.text
    assert "<script" not in page.text
    assert "style=" not in page.text
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; base-uri 'none'")
    assert policy.endswith("form-action 'self' http://127.0.0.1:1")
    assert page.headers["cache-control"] == "no-store"


async def test_a_declined_card_keeps_what_was_typed(v1: Any, payer: Payer) -> None:
    opened = await session(v1)
    page = await payer.pay(opened.url, BAD, name='"><script>alert(1)</script>')
    assert page.status_code == 402
    assert "Your card was declined." in page.text
    kept = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', page.text, re.DOTALL))
    assert (kept["number"], kept["expiry"], kept["cvc"]) == (BAD, "12 / 44", "123")
    assert "<script" not in page.text
    assert (await v1.checkout.sessions.retrieve_async(opened.id)).status == "open"


async def test_a_mistake_is_shown_at_its_field(v1: Any, payer: Payer) -> None:
    page = await payer.pay((await session(v1)).url, "4242")
    assert page.status_code == 422
    assert 'aria-describedby="number-mistake"' in page.text
    assert "Your card number is incomplete." in page.text


async def test_no_card_number_is_ever_stored(v1: Any, payer: Payer, tmp_path: Any) -> None:
    await payer.pay((await session(v1)).url)
    assert b"4242" not in (tmp_path / "state.json").read_bytes()


async def test_a_paid_page_leads_on_and_an_unknown_one_back(v1: Any, payer: Payer) -> None:
    opened = await session(v1)
    await payer.pay(opened.url)
    paid = await payer.browser.get(opened.url)
    assert "paid already" in paid.text
    assert f"http://127.0.0.1:1/paid?session={opened.id}" in paid.text
    unknown = await payer.browser.get(opened.url[:-5])
    assert unknown.status_code == 404
    assert "start the payment again" in unknown.text


async def test_a_flood_of_bytes_is_refused(v1: Any, payer: Payer) -> None:
    opened = await session(v1)
    assert (await payer.pay(opened.url, name="x" * 100_000)).status_code == 413
