"""Facts are written down in the transaction that made them true."""

import msgspec

from shared.events import Event
from shared.tenancy import Connection, Service


async def publish(connection: Connection, service: Service, *events: Event) -> None:
    """Put facts into the outbox; the relay brings them to the stream after the commit."""
    await connection.executemany(
        """INSERT INTO platform.outbox (id, service, agency_id, type, body)
        VALUES ($1, $2, $3, $4, $5)""",
        [
            (event.id, service, event.agency_id, event.tag(), msgspec.json.encode(event).decode())
            for event in events
        ],
    )
