"""`gateway.directory_line` and `gateway.directory_change`, as an agency and as the platform."""

from collections.abc import Sequence

from services.gateway.casting.talent.directory.model import Change, Hasher, Known
from services.gateway.web.desk import Person
from shared.ids import AgencyId
from shared.tenancy import Connection


async def agencies_that_know(platform: Connection, holder: Person, hasher: Hasher) -> list[Known]:
    """Return who knows the address with which somebody is signed in, which makes it verified."""
    rows = await platform.fetch(
        "SELECT agency_id, kind FROM gateway.agencies_that_know($1) ORDER BY agency_id, kind",
        hasher(holder.email),
    )
    return [Known(**row) for row in rows]


async def changed(platform: Connection, most: int) -> list[AgencyId]:
    """Return some agencies in which there are changes."""
    rows = await platform.fetch(
        "SELECT DISTINCT agency_id FROM gateway.directory_change LIMIT $1", most
    )
    return [AgencyId(row["agency_id"]) for row in rows]


async def take(connection: Connection, most: int) -> list[Change]:
    """Take some changes of the agency at work off the list; who is hidden by now has no address."""
    rows = await connection.fetch(
        """WITH taken AS (DELETE FROM gateway.directory_change WHERE thing_id IN (
                SELECT thing_id FROM gateway.directory_change LIMIT $1)
            RETURNING kind, thing_id)
        SELECT taken.kind, taken.thing_id, coalesce(t.email, r.email, g.email, '') AS email
        FROM taken
        LEFT JOIN talent t ON taken.kind = 'talent' AND t.id = taken.thing_id
            AND t.deleted_at IS NULL AND t.merged_into IS NULL
        LEFT JOIN rep r ON taken.kind = 'rep' AND r.id = taken.thing_id AND r.deleted_at IS NULL
        LEFT JOIN guardian g ON taken.kind = 'guardian' AND g.id = taken.thing_id""",
        most,
    )
    return [Change(**row) for row in rows]


async def write(connection: Connection, changes: Sequence[Change], hasher: Hasher) -> None:
    """Write lines of the agency at work, in the place of those that there were."""
    found = [each for each in changes if each.email]
    await connection.execute(
        "DELETE FROM gateway.directory_line WHERE thing_id = ANY($1::uuid[])",
        [each.thing_id for each in changes],
    )
    await connection.execute(
        """INSERT INTO gateway.directory_line (kind, thing_id, address)
        SELECT kind, thing_id, address
        FROM unnest($1::text[], $2::uuid[], $3::bytea[]) AS l (kind, thing_id, address)""",
        [each.kind for each in found],
        [each.thing_id for each in found],
        [hasher(each.email) for each in found],
    )
