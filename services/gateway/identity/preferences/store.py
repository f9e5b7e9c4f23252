"""`gateway.preferences`: one row for each person who has chosen something."""

from services.gateway.web.rendering.display import Preferences
from shared.ids import PersonId
from shared.tenancy import Connection


async def save(connection: Connection, person: PersonId, chosen: Preferences) -> None:
    await connection.execute(
        """INSERT INTO gateway.preferences (person_id, zone, clock, language)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (person_id) DO UPDATE SET zone = excluded.zone, clock = excluded.clock,
            language = excluded.language""",
        person,
        chosen.zone,
        chosen.clock,
        chosen.language,
    )
