"""Asks billing about a production's money, and mails those who pay."""

from typing import Any

from services.gateway.casting.productions.model import Account, Production
from services.gateway.casting.subscriptions import store
from services.gateway.casting.subscriptions.model import (
    DONE,
    ActionName,
    Figures,
    Invoice,
    Preview,
)
from services.gateway.platform import audit
from services.gateway.platform.billing_client import BillingClient
from services.gateway.web.desk import Desk
from shared.bus import outbox
from shared.errors import NotFound
from shared.events.gateway import ProductionWrapped
from shared.vocabulary.plans import PLANS, PlanName


def _of(desk: Desk, production: Production, **more: Any) -> dict[str, Any]:
    return {"agency_id": desk.agency.id, "production_id": production.id, **more}


async def preview(
    billing: BillingClient, desk: Desk, production: Production, plan: PlanName
) -> Preview:
    """Ask what another plan costs at once.

    Raises:
        NotFound: it has no subscription.
        Conflict: its status does not allow it.
    """
    return await billing.post("/subscriptions/preview", _of(desk, production, plan=plan), Preview)


async def change(
    billing: BillingClient, desk: Desk, production: Production, plan: PlanName, at: int
) -> None:
    """Change the plan, for what was shown.

    Raises:
        NotFound, Conflict
        PaymentRequired: the card was declined, and nothing was changed.
    """
    await billing.request("/subscriptions/change", _of(desk, production, plan=plan, at=at))


async def prepare_action(
    billing: BillingClient, desk: Desk, production: Production, act: ActionName
) -> None:
    """Pause, resume, cancel, keep or end a subscription; whoever comes second finds it done.

    Raises:
        NotFound, Conflict, PaymentRequired
    """
    try:
        await billing.request("/subscriptions/do", _of(desk, production, act=act))
    except NotFound:
        if act != "wrap":  # what never had a subscription is only put away
            raise


async def perform_action(desk: Desk, production: Production, act: ActionName) -> None:
    """Write down what was done, after billing has done it."""
    if act == "wrap" and await store.wrap(desk, production.id, desk.now):
        await outbox.publish(
            desk.connection,
            "gateway",
            ProductionWrapped(agency_id=desk.agency.id, production_id=production.id),
        )
    await audit.note(desk, desk.who, DONE[act], "production", production.id)


async def invoices(billing: BillingClient, desk: Desk, production: Production) -> list[Invoice]:
    return await billing.post("/subscriptions/invoices", _of(desk, production), list[Invoice])


async def portal(billing: BillingClient, desk: Desk, production: Production, back: str) -> str:
    """Return where card and tax ids are looked after.

    Raises:
        NotFound: the agency never went to pay.
    """
    order = _of(desk, production, return_url=back)
    return (await billing.post("/subscriptions/portal", order, dict[str, str]))["url"]


def figures(account: Account | None) -> Figures:
    if account is None:
        return Figures(None, None)
    return Figures(
        status=account.status,
        plan=account.plan,
        recorded_ms=account.recorded_ms,
        included_ms=PLANS[account.plan].included_ms,
        beyond_cents=account.beyond_cents,
        period_ends_at=account.period_ends_at,
        cancels_at=account.cancels_at,
    )
