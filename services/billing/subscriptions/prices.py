"""The plans' prices at Stripe, made where they are missing."""

from typing import TYPE_CHECKING

from services.billing.stripe.client import Stripe
from services.billing.subscriptions.model import lookup_key
from shared.vocabulary.plans import PLANS, PlanName

if TYPE_CHECKING:
    from stripe.params import PriceCreateParams


async def ensure(stripe: Stripe) -> dict[PlanName, str]:
    """Return the id at Stripe of each plan's price."""
    present = await stripe.prices([lookup_key(plan) for plan in PLANS])
    return {
        plan: present.get(lookup_key(plan)) or await stripe.new_price(*_new(plan)) for plan in PLANS
    }


def _new(plan: PlanName) -> tuple["PriceCreateParams", str]:
    order: PriceCreateParams = {
        "currency": "usd",
        "unit_amount": PLANS[plan].cents,
        "recurring": {"interval": "month"},
        "product_data": {"name": f"Callboard {PLANS[plan].title}", "metadata": {"plan": plan}},
        "lookup_key": lookup_key(plan),
        "transfer_lookup_key": True,  # from an archived price, which is not found above
        "nickname": f"Callboard {PLANS[plan].title}, a month",
    }
    return order, f"price:{lookup_key(plan)}"
