"""What Stripe's refusals mean here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import stripe

from services.billing.stripe.model import CardDeclined, StripeAway, StripeRefused
from shared import log

_log = log.get(__name__)


@asynccontextmanager
async def stripe_errors() -> AsyncIterator[None]:
    """Ask Stripe something; its errors are ours afterwards."""
    try:
        yield
    except stripe.CardError as error:
        raise CardDeclined from error
    except stripe.InvalidRequestError as error:
        _log.error("stripe_refused", param=error.param, reason=error.user_message)
        raise StripeRefused from error
    except stripe.StripeError as error:
        _log.error("stripe_away", error=repr(error))
        raise StripeAway from error


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def maybe(seconds: int | None) -> datetime | None:
    return None if seconds is None else moment(seconds)


def id_of(found: object) -> str:
    """Return the id of what is an id or an object: Stripe may send either."""
    return found if isinstance(found, str) else str(getattr(found, "id", "") or "")
