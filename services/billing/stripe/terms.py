"""Changing what runs at Stripe, in billing's words."""

from typing import TYPE_CHECKING

import stripe

from services.billing.stripe.errors import stripe_errors

if TYPE_CHECKING:
    from stripe.params import SubscriptionUpdateParams


class Terms:
    """Changes of one subscription, each safe to ask for again. Raises as `Stripe` does, and
    `CardDeclined` where money is due at once and the card does not pay."""

    def __init__(self, v1: "stripe._v1_services.V1Services") -> None:
        self._v1 = v1

    async def change(self, key: str, item: str, price: str, at: int) -> None:
        """Put a subscription on another price, with the proration that was shown for `at`."""
        wanted: SubscriptionUpdateParams = {
            "items": [{"id": item, "price": price}],
            "proration_behavior": "always_invoice",
            "proration_date": at,
            "payment_behavior": "error_if_incomplete",
        }
        async with stripe_errors():
            await self._v1.subscriptions.update_async(key, wanted)

    async def end_with_period(self, key: str, *, ends: bool) -> None:
        async with stripe_errors():
            await self._v1.subscriptions.update_async(key, {"cancel_at_period_end": ends})

    async def pause(self, key: str) -> None:
        """Stop billing; unused time is on the customer's credit."""
        async with stripe_errors():
            await self._v1.subscriptions.pause_async(key)

    async def resume(self, key: str) -> None:
        """Begin a new period now, paid now; without the money it stays paused."""
        async with stripe_errors():
            await self._v1.subscriptions.resume_async(
                key,
                {
                    "billing_cycle_anchor": {"type": "now"},
                    "payment_behavior": "resume_on_payment_success",
                },
            )

    async def end_now(self, key: str) -> None:
        async with stripe_errors():
            await self._v1.subscriptions.cancel_async(key, {"invoice_now": True, "prorate": False})

    async def portal(self, customer: str, return_url: str) -> str:
        """Return where a customer looks after card, tax ids and invoices."""
        async with stripe_errors():
            made = await self._v1.billing_portal.sessions.create_async(
                {"customer": customer, "return_url": return_url}
            )
        return made.url
