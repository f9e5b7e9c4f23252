"""Counting takes, warning in time, and billing what is beyond the included hours."""

from services.billing.desk import Desk
from services.billing.stripe.model import Invoice
from services.billing.subscriptions import periods
from services.billing.subscriptions import store as subscriptions
from services.billing.subscriptions.model import Subject, plan_of
from services.billing.usage import store
from services.billing.usage.model import TO_THE_SECOND, Bill, opens
from shared import log
from shared.bus.outbox import publish
from shared.events.billing import HoursUsed
from shared.events.rooms import TakeRecorded
from shared.ids import ProductionId
from shared.tenancy import Connection
from shared.vocabulary.entitlements import WARN_AT
from shared.vocabulary.plans import PLANS

_log = log.get(__name__)


async def count(connection: Connection, event: TakeRecorded) -> None:
    """Write a recorded take into the ledger, in its agency's transaction, and warn if it is time.

    The production is held, so that a bill that is being made has all that was counted before it.
    """
    production = await store.production_of(connection, event.take_id)
    if production is None:
        _log.error("take_not_found", take=str(event.take_id))
        return
    subject = Subject(event.agency_id, ProductionId(production))
    await subscriptions.lock(connection, subject.production_id)
    if await store.add(connection, subject, event.take_id, event.duration_ms):
        await _warn(connection, subject)


async def _warn(connection: Connection, subject: Subject) -> None:
    """Tell, once in a period, that so many percent of the included hours are used."""
    standing, began = await store.standing(connection, subject.production_id)
    if standing.plan is None or began is None:
        return
    percent = 100 * standing.recorded_ms // PLANS[standing.plan].included_ms
    reached = [mark for mark in WARN_AT if percent >= mark]
    fresh = [
        mark
        for mark in reached
        if await store.tell_once(connection, subject, f"used:{mark}:{began:{TO_THE_SECOND}}")
    ]
    if fresh:  # one mail, also where one take passed both marks
        used = HoursUsed(
            agency_id=subject.agency_id, production_id=subject.production_id, percent=fresh[-1]
        )
        await publish(connection, "billing", used)


async def look_at_draft(desk: Desk, subject: Subject, key: str) -> None:
    """Bill the hours of the period that closed, while the invoice of the next one is a draft."""
    draft = await desk.stripe.invoices.one(key)
    if draft.opens_at is not None:
        await bill_closed(desk, subject, draft.subscription)


async def settle(desk: Desk, subject: Subject) -> None:
    """After the end: bill what no cycle will."""
    kept = await subscriptions.kept(desk.connection, subject.production_id)
    if kept is not None and kept.status == "canceled":
        await bill_closed(desk, subject, kept.stripe_id)


async def reconcile(desk: Desk, subject: Subject, stripe_id: str) -> list[str]:
    """Bill the periods of which we never heard that they closed; return what was repaired."""
    return [
        f"hours of the period from {made.period_starts_at:%Y-%m-%d} billed"
        for made in await bill_closed(desk, subject, stripe_id)
        if made.recorded_ms
    ]


async def bill_closed(desk: Desk, subject: Subject, stripe_id: str) -> list[Bill]:
    """Bill each period that is over what is beyond its included hours; return the new bills.

    The oldest comes first: each take is on the bill of the first period that closed after it was
    counted, however late we hear of that.
    """
    await subscriptions.lock(desk.connection, subject.production_id)
    kept = await subscriptions.kept(desk.connection, subject.production_id)
    if kept is None or kept.stripe_id != stripe_id:
        return []
    found = await desk.stripe.subscription(stripe_id)
    invoices = await desk.stripe.invoices.of(stripe_id)
    opening = {each.opens_at: each for each in invoices if opens(each, found.status)}
    began = [at for at in opening if at is not None]
    await periods.learn(desk.connection, subject, began, plan_of(found.lookup_key))
    over = await periods.closed(desk.connection, subject.production_id, found.ended_at)
    return [
        await _bill(desk, subject, closed, found.customer, opening.get(closed.ends_at))
        for closed in over
    ]


async def _bill(
    desk: Desk, subject: Subject, closed: periods.Closed, customer: str, draft: Invoice | None
) -> Bill:
    """Write a bill: on the invoice that opens the next period while that is a draft, else on one
    of its own."""
    takes = await store.unbilled(desk.connection, subject.production_id, closed.ends_at)
    recorded = await store.recorded(desk.connection, takes)
    made = Bill(subject, closed.starts_at, closed.plan, recorded)
    invoice, item = draft.id if draft else "", None
    if made.cents and draft and draft.status == "draft":
        item = await _item(desk, made, draft)
    elif made.cents:
        invoice, item = await _alone(desk, made, customer)
    await store.add_bill(desk.connection, made, takes, invoice, item)
    return made


async def _item(desk: Desk, made: Bill, draft: Invoice) -> str:
    """Return the item on the draft: the one that an attempt cut short left there, or a new one."""
    for item in await desk.stripe.invoices.items(draft.id):
        if item.metadata.get("usage") == made.key:
            return item.id
    return await desk.stripe.invoices.add_item(
        {
            "customer": draft.customer,
            "invoice": draft.id,
            "amount": made.cents,
            "currency": "usd",
            "description": made.in_words,
            "metadata": {"usage": made.key, **made.subject.metadata},
        },
        made.key,
    )


async def _alone(desk: Desk, made: Bill, customer: str) -> tuple[str, str]:
    """Bill hours on an invoice of their own; return its id and its item's."""
    draft = await desk.stripe.invoices.new(
        {"customer": customer, "auto_advance": True, "metadata": made.subject.metadata},
        f"{made.key}:invoice",
    )
    return draft.id, await _item(desk, made, draft)
