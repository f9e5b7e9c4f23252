"""The explicit context of what needs both the database and Stripe."""

import msgspec

from services.billing.stripe.client import Stripe
from shared.tenancy import Connection


class Desk(msgspec.Struct, frozen=True):
    """Goes first in every action that speaks with Stripe; one transaction long."""

    connection: Connection
    stripe: Stripe
