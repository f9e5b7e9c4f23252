"""Whether the takes of a production may change: asked in the transaction that changes one.

The gateway checks it at admission too, but a subscription can end while people are inside.
"""

from services.rooms.protocol.errors import OnlyRead
from shared.ids import ProductionId
from shared.tenancy import Connection
from shared.vocabulary.entitlements import SubscriptionState, entitled


async def changeable(tx: Connection, production_id: ProductionId) -> None:
    """Raises OnlyRead."""
    status = await tx.fetchval(
        "SELECT status FROM platform.billing_own_account_v1 WHERE production_id = $1", production_id
    )
    if not entitled(SubscriptionState(status=status)).change:
        raise OnlyRead
