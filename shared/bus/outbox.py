"""Facts are written down in the transaction that made them true."""

import msgspec

from shared import log
from shared.events import Event
from shared.tenancy import Connection, Service


async def publish(connection: Connection, service: Service, *events: Event) -> None:
    """Put facts into the outbox; the relay brings them to the stream after the commit.

    The id of the request goes with them, to whatever they lead to.
    """
    cause = log.correlation()
    await connection.executemany(
        """INSERT INTO platform.outbox (id, service, agency_id, type, body, correlation)
        VALUES ($1, $2, $3, $4, $5, $6)""",
        [
            (event.id, service, event.agency_id, event.tag(), _encoded(event), cause)
            for event in events
        ],
    )


def _encoded(event: Event) -> str:
    return msgspec.json.encode(event).decode()
