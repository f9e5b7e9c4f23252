"""Taking in a webhook: verified over its raw bytes, stored once, and nothing else."""

import msgspec
import stripe

from services.billing.stripe import store
from services.billing.stripe.model import BadWebhook, StripeEvent
from shared.tenancy import Connection

TOLERANCE = 300  # seconds between signing and arrival, as Stripe's libraries have it


async def take_in(connection: Connection, body: bytes, signature: str, secret: str) -> bool:
    """Store a webhook; false when it was here before.

    Raises:
        BadWebhook: unsigned, signed with another secret, too old, or no event.
    """
    event = verified(body, signature, secret)
    return await store.keep(connection, event, body)


def verified(body: bytes, signature: str, secret: str) -> StripeEvent:
    try:
        stripe.WebhookSignature.verify_header(body, signature, secret, TOLERANCE)
        return msgspec.json.decode(body, type=StripeEvent)
    except (stripe.SignatureVerificationError, ValueError, TypeError) as error:
        # TypeError: hmac.compare_digest takes no text beyond ASCII, and a header may hold some.
        raise BadWebhook from error
