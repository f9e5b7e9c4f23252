"""One line for each act on people's data, written in the act's own transaction."""

from uuid import UUID

from services.gateway.desk import Office
from shared.ids import new_id


async def note(office: Office, who: str, act: str, thing: str, thing_id: UUID | None) -> None:
    """Write down that `who` (`person:<id>`, `guest:<id>`) did something to a thing."""
    await office.connection.execute(
        """INSERT INTO audit (id, who, act, thing, thing_id, address)
        VALUES ($1, $2, $3, $4, $5, $6)""",
        new_id(),
        who,
        act,
        thing,
        thing_id,
        office.address,
    )
