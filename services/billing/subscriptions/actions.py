"""Applying what Stripe says became of a subscription."""

from services.billing.desk import Desk
from services.billing.subscriptions import periods, store
from services.billing.subscriptions.model import IN_A_PERIOD, Subject, plan_of, supersedes
from shared import log
from shared.bus.outbox import publish
from shared.events.billing import SubscriptionChanged

_log = log.get(__name__)


async def apply(desk: Desk, subject: Subject, stripe_id: str) -> None:
    """Look at a subscription at Stripe, write it down, and tell when status or plan changed.

    The production is held while Stripe is asked, so what is written last was also read last.
    """
    await store.lock(desk.connection, subject.production_id)
    found = await desk.stripe.subscription(stripe_id)
    kept = await store.kept(desk.connection, subject.production_id)
    if not supersedes(found, kept):
        if kept and kept.runs and found.status == "active":
            _log.error("second_subscription", production=str(subject.production_id), id=found.id)
        return
    plan = plan_of(found.lookup_key)
    changed_at = await store.keep(desk.connection, subject, found, plan)
    if found.period_starts_at is not None and found.status in IN_A_PERIOD:
        await periods.enter(desk.connection, subject, found.period_starts_at, plan)
    if kept is None or (kept.status, kept.plan) != (found.status, plan):
        await publish(
            desk.connection,
            "billing",
            SubscriptionChanged(
                agency_id=subject.agency_id,
                production_id=subject.production_id,
                status=found.status,
                plan=plan,
                changed_at=changed_at,
            ),
        )
