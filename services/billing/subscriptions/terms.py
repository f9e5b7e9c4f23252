"""What owners do with a subscription that runs: another plan, a pause, an end.

Each is asked of Stripe and then looked at there, so that the answer is what Stripe now says. The
production is held meanwhile: of two owners at once the second finds what the first has done.
"""

from datetime import UTC, datetime

from services.billing.checkouts import store as customers
from services.billing.desk import Desk
from services.billing.stripe.model import Invoice, Preview
from services.billing.subscriptions import actions, prices, store
from services.billing.subscriptions.model import (
    Action,
    NotNow,
    NotSubscribed,
    StoredSubscription,
    Subject,
)
from shared.vocabulary.entitlements import Status
from shared.vocabulary.plans import PlanName

ALLOWED: dict[Action, frozenset[Status]] = {
    "change": frozenset({"active", "trialing"}),
    "pause": frozenset({"active", "trialing"}),
    "resume": frozenset({"paused"}),
    "cancel": frozenset({"active", "trialing", "past_due"}),
    "keep": frozenset({"active", "trialing", "past_due"}),
    "wrap": frozenset({"active", "trialing", "past_due", "unpaid", "paused", "incomplete"}),
}
# Who finds it done already has what they wanted.
DONE: dict[Action, frozenset[Status]] = {
    "pause": frozenset({"paused"}),
    "resume": frozenset({"active", "trialing"}),
    "cancel": frozenset({"canceled"}),
    "wrap": frozenset({"canceled", "incomplete_expired"}),
}


async def held(desk: Desk, subject: Subject) -> StoredSubscription:
    """Return an agency's subscription for a production, and hold it.

    Raises:
        NotSubscribed: this agency has none for it.
    """
    await store.lock(desk.connection, subject.production_id)
    kept = await store.kept(desk.connection, subject.production_id)
    if kept is None or kept.subject != subject:
        raise NotSubscribed
    return kept


async def preview(desk: Desk, subject: Subject, plan: PlanName) -> Preview:
    """Say what changing to a plan now would cost at once.

    Raises:
        NotSubscribed, NotNow
    """
    kept = await _allowed(desk, subject, "change")
    found = await desk.stripe.subscription(kept.stripe_id)
    price = (await prices.ensure(desk.stripe))[plan]
    at = int(datetime.now(UTC).timestamp())
    if found.period_starts_at is not None:  # a clock ahead of ours must not be asked for the past
        at = max(at, int(found.period_starts_at.timestamp()))
    return await desk.stripe.invoices.preview(found.id, found.item, price, at)


async def change(desk: Desk, subject: Subject, plan: PlanName, at: int) -> None:
    """Change the plan, at the proration that was shown for the moment `at` (Unix seconds).

    Raises:
        NotSubscribed, NotNow, CardDeclined
    """
    kept = await _allowed(desk, subject, "change")
    if kept.plan == plan:
        return
    found = await desk.stripe.subscription(kept.stripe_id)
    price = (await prices.ensure(desk.stripe))[plan]
    await desk.stripe.terms.change(found.id, found.item, price, at)
    await actions.apply(desk, subject, kept.stripe_id)


async def do(desk: Desk, subject: Subject, act: Action) -> None:
    """Pause, resume, cancel at the period's end, take that back, or end now (wrap).

    Raises:
        NotSubscribed
        NotNow: its status does not allow it.
        CardDeclined: the resumption was not paid.
    """
    kept = await held(desk, subject)
    if kept.status in DONE.get(act, frozenset()):
        return
    if kept.status not in ALLOWED[act]:
        raise NotNow(act, kept.status)
    await _at_stripe(desk, kept.stripe_id, act)
    await actions.apply(desk, subject, kept.stripe_id)


async def _at_stripe(desk: Desk, key: str, act: Action) -> None:
    terms = desk.stripe.terms
    if act == "pause":
        await terms.pause(key)
    elif act == "resume":
        await terms.resume(key)
    elif act == "wrap":
        await terms.end_now(key)
    else:
        await terms.end_with_period(key, ends=act == "cancel")


async def invoices(desk: Desk, subject: Subject) -> list[Invoice]:
    """List the production's invoices, newest first; none where it was never subscribed for."""
    kept = await store.kept(desk.connection, subject.production_id)
    if kept is None or kept.subject != subject:
        return []
    return await desk.stripe.invoices.of(kept.stripe_id)


async def portal(desk: Desk, subject: Subject, return_url: str) -> str:
    """Return the agency's page at Stripe for card, tax ids and invoices.

    Raises:
        NotSubscribed: the agency never went to pay.
    """
    customer = await customers.customer(desk.connection, subject.agency_id)
    if customer is None:
        raise NotSubscribed
    return await desk.stripe.terms.portal(customer, return_url)


async def _allowed(desk: Desk, subject: Subject, act: Action) -> StoredSubscription:
    kept = await held(desk, subject)
    if kept.status not in ALLOWED[act]:
        raise NotNow(act, kept.status)
    return kept
