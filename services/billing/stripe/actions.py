"""Taking in a webhook: verified over its raw bytes, stored once, and nothing else."""

import msgspec
import stripe

from services.billing.stripe.event_store import EventBuffer
from services.billing.stripe.model import BadWebhook, StripeEvent

TOLERANCE = 300  # seconds between signing and arrival, as Stripe's libraries have it
LONGEST_NAME = 255


async def take_in(event_buffer: EventBuffer, body: bytes, signature: str, secret: str) -> None:
    """Store a webhook.

    Raises:
        BadWebhook: unsigned, signed with another secret, too old, or no event.
        TooManyWebhooks: too many arrive at once.
    """
    await event_buffer.keep(verified(body, signature, secret), body)


def verified(body: bytes, signature: str, secret: str) -> StripeEvent:
    try:
        stripe.WebhookSignature.verify_header(body, signature, secret, TOLERANCE)
        event = msgspec.json.decode(body, type=StripeEvent)
    except (stripe.SignatureVerificationError, ValueError, TypeError) as error:
        # TypeError: hmac.compare_digest takes no text beyond ASCII, and a header may hold some.
        raise BadWebhook from error
    # One that Postgres would not take must not keep the others of its batch out.
    if max(len(event.id), len(event.type)) > LONGEST_NAME or "\x00" in event.id + event.type:
        raise BadWebhook
    return event
