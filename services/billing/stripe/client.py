"""What billing says to Stripe, through Stripe's own SDK, in billing's words."""

from typing import TYPE_CHECKING, cast

import stripe

from services.billing.stripe.errors import id_of, maybe, moment, stripe_errors
from services.billing.stripe.invoices import Invoices
from services.billing.stripe.model import (
    Session,
    SessionStatus,
    Subscription,
)
from services.billing.stripe.terms import Terms
from shared.vocabulary.entitlements import Status

if TYPE_CHECKING:
    from stripe.params import CustomerCreateParams, PriceCreateParams
    from stripe.params.checkout import SessionCreateParams

ANSWER_WITHIN = 10.0  # seconds; the SDK's own is 80, longer than anybody waits for a page
RETRIES = 2


class Stripe:
    """One account at Stripe, or a stand-in at `api_base`.

    Every method raises `StripeAway` where Stripe does not answer, or will not have our key, and
    `StripeRefused` where it will not have what we ask for.
    """

    def __init__(self, secret_key: str, api_base: str = "") -> None:
        self._http = stripe.HTTPXClient(timeout=ANSWER_WITHIN)
        self._v1 = stripe.StripeClient(
            secret_key,
            base_addresses={"api": api_base} if api_base else None,
            max_network_retries=RETRIES,
            http_client=self._http,
        ).v1
        self.invoices = Invoices(self._v1)
        self.terms = Terms(self._v1)

    async def new_customer(self, order: "CustomerCreateParams", key: str) -> str:
        """Make a customer, once for each idempotency key; return their id."""
        async with stripe_errors():
            made = await self._v1.customers.create_async(order, {"idempotency_key": key})
        return made.id

    async def has_customer(self, key: str) -> bool:
        """Whether the account has this customer: not when they were deleted, or of another one."""
        async with stripe_errors():
            try:
                found = await self._v1.customers.retrieve_async(key)
            except stripe.InvalidRequestError as error:
                _only_missing(error)
                return False
        return not getattr(found, "deleted", False)

    async def prices(self, lookup_keys: list[str]) -> dict[str, str]:
        """Return the ids of the prices that exist, by lookup key."""
        async with stripe_errors():
            found = await self._v1.prices.list_async({"lookup_keys": lookup_keys, "active": True})
        return {price.lookup_key: price.id for price in found.data if price.lookup_key}

    async def new_price(self, order: "PriceCreateParams", key: str) -> str:
        async with stripe_errors():
            made = await self._v1.prices.create_async(order, {"idempotency_key": key})
        return made.id

    async def open_session(self, order: "SessionCreateParams", key: str) -> Session:
        async with stripe_errors():
            return _session(
                await self._v1.checkout.sessions.create_async(order, {"idempotency_key": key})
            )

    async def session(self, key: str) -> Session:
        """Look at a checkout; one that the account does not have is over."""
        async with stripe_errors():
            try:
                return _session(await self._v1.checkout.sessions.retrieve_async(key))
            except stripe.InvalidRequestError as error:
                _only_missing(error)
                return Session(key, "expired", "", None)

    async def expire_session(self, key: str) -> Session:
        """Close an open checkout; return it as it is when it was closed already."""
        async with stripe_errors():
            try:
                return _session(await self._v1.checkout.sessions.expire_async(key))
            except stripe.InvalidRequestError:
                return _session(await self._v1.checkout.sessions.retrieve_async(key))

    async def subscription(self, key: str) -> Subscription:
        async with stripe_errors():
            return _subscription(await self._v1.subscriptions.retrieve_async(key))

    async def close(self) -> None:
        await self._http.close_async()  # type: ignore[no-untyped-call]


def _only_missing(error: stripe.InvalidRequestError) -> None:
    if error.code != "resource_missing":
        raise error


def _session(found: "stripe.checkout.Session") -> Session:
    subscription = found.subscription
    return Session(
        id=found.id,
        status=cast("SessionStatus", found.status),
        url=found.url or "",
        subscription=subscription if isinstance(subscription, str | None) else subscription.id,
    )


def _subscription(found: stripe.Subscription) -> Subscription:
    item = found["items"].data[0]
    return Subscription(
        id=found.id,
        status=cast("Status", found.status),
        lookup_key=item.price.lookup_key or "",
        started_at=moment(found.start_date),
        period_ends_at=moment(item.current_period_end),
        cancels_at=maybe(found.cancel_at),
        period_starts_at=moment(item.current_period_start),
        ended_at=maybe(found.ended_at),
        customer=id_of(found.customer),
        item=item.id,
    )
