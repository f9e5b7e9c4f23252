"""Adds, switches and deletes webhooks, rotates their secrets, and sends a delivery again."""

from uuid import UUID

from services.gateway.platform.webhooks import store
from services.gateway.platform.webhooks.delivery import signing
from services.gateway.platform.webhooks.delivery import store as deliveries
from services.gateway.platform.webhooks.delivery.model import BeingSent, DeliveryNotFound
from services.gateway.platform.webhooks.delivery.signing import SecretBox
from services.gateway.platform.webhooks.model import (
    WEBHOOKS,
    NewWebhook,
    TooManyWebhooks,
    WebhookNotFound,
)
from shared.ids import AgencyId, new_id
from shared.tenancy import Connection


async def add(
    connection: Connection, secret_box: SecretBox, agency: AgencyId, new: NewWebhook
) -> tuple[UUID, str]:
    """Add a webhook whose address was looked at; its secret is seen this once.

    Raises:
        TooManyWebhooks
    """
    if len(await store.webhooks(connection, agency)) >= WEBHOOKS:
        raise TooManyWebhooks
    key, secret = new_id(), signing.new_secret()
    await store.add(connection, agency, key, new, secret_box.close(key, secret))
    return key, signing.shown(secret)


async def rotate(connection: Connection, secret_box: SecretBox, agency: AgencyId, key: UUID) -> str:
    """Make a new secret; it is seen this once.

    Raises:
        WebhookNotFound
    """
    secret = signing.new_secret()
    if not await store.rotate(connection, agency, key, secret_box.close(key, secret)):
        raise WebhookNotFound
    return signing.shown(secret)


async def switch(connection: Connection, agency: AgencyId, key: UUID, *, on: bool) -> None:
    """Switch a webhook on or off; what is so already stays so.

    Raises:
        WebhookNotFound
    """
    await store.webhook(connection, agency, key)
    if on:
        await store.switch_on(connection, agency, key)
    else:
        await store.switch_off(connection, agency, key, "owner")


async def delete(connection: Connection, agency: AgencyId, key: UUID) -> None:
    """Raises WebhookNotFound."""
    if not await store.delete(connection, agency, key):
        raise WebhookNotFound


async def send_again(connection: Connection, agency: AgencyId, webhook: UUID, key: UUID) -> None:
    """Send what was sent before, or waits, now.

    Raises:
        DeliveryNotFound, BeingSent
    """
    free = await deliveries.send_again(connection, agency, webhook, key)
    if free is None:
        raise DeliveryNotFound
    if not free:
        raise BeingSent
