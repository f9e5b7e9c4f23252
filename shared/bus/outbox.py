"""Facts are written down in the transaction that made them true."""

import msgspec

from shared import log
from shared.events import Event
from shared.tenancy import Connection, Service


async def publish(connection: Connection, service: Service, *events: Event) -> None:
    """Put facts into the outbox; the relay brings them to the stream after the commit.

    The id of the request goes with them, to whatever they lead to.
    """
    await connection.execute(
        """INSERT INTO platform.outbox (id, service, agency_id, type, body, correlation)
        SELECT id, $5, agency_id, type, body, $6
        FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])
            AS fact (id, agency_id, type, body)""",
        [event.id for event in events],
        [event.agency_id for event in events],
        [event.tag() for event in events],
        [_encoded(event) for event in events],
        service,
        log.correlation(),
    )


def _encoded(event: Event) -> str:
    return msgspec.json.encode(event).decode()
