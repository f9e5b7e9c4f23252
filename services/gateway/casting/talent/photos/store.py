"""`talent_photo` of the agency whose transaction it is."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.talent.photos.model import File, Photo, PhotoNotFound
from services.gateway.web.desk import Office
from shared.ids import TalentId
from shared.tenancy import Connection


async def of_talent(office: Office, talent_id: UUID) -> list[Photo]:
    """Return the pictures of somebody who was looked up, the headshot first."""
    rows = await office.connection.fetch(
        """SELECT id, talent_id, file_name, width, height
        FROM talent_photo WHERE talent_id = $1 ORDER BY position""",
        talent_id,
    )
    return [Photo(**row) for row in rows]


async def headshots(office: Office, talent_ids: Sequence[UUID]) -> dict[TalentId, UUID]:
    """Return the id of the headshot of each who was looked up and has one."""
    rows = await office.connection.fetch(
        """SELECT DISTINCT ON (talent_id) talent_id, id FROM talent_photo
        WHERE talent_id = ANY($1) ORDER BY talent_id, position""",
        talent_ids,
    )
    return {row["talent_id"]: row["id"] for row in rows}


async def photo(office: Office, photo_id: UUID) -> tuple[Photo, str]:
    """Return a picture of somebody who is to be looked up, and the key of its file.

    Raises:
        PhotoNotFound
    """
    row = await office.connection.fetchrow(
        """SELECT id, talent_id, file_name, width, height, object_key
        FROM talent_photo WHERE id = $1""",
        photo_id,
    )
    if row is None:
        raise PhotoNotFound
    found = dict(row)
    key: str = found.pop("object_key")
    return Photo(**found), key


async def count(office: Office, talent_id: TalentId) -> int:
    """Return how many pictures of somebody there are, or are being looked into."""
    found: int = await office.connection.fetchval(
        """SELECT count(*) FROM (SELECT id FROM talent_photo WHERE talent_id = $1
            UNION SELECT id FROM upload WHERE subject_id = $1 AND purpose = 'photo'
                AND status IN ('received', 'checking', 'ready')) AS photo""",
        talent_id,
    )
    return found


async def add(connection: Connection, talent_id: TalentId, file: File) -> None:
    """Add a picture behind the others; nothing happens where it is there already, or the person is
    gone."""
    await connection.execute(
        """INSERT INTO talent_photo (id, talent_id, file_name, object_key, width, height, position)
        SELECT $1, talent.id, $3, $4, $5, $6, (SELECT coalesce(max(position), 0) + 1
            FROM talent_photo WHERE talent_id = $2)
        FROM talent WHERE talent.id = $2 ON CONFLICT (id) DO NOTHING""",
        file.id,
        talent_id,
        file.name,
        file.object_key,
        file.width,
        file.height,
    )


async def put_first(office: Office, photo: Photo) -> None:
    """Make a picture the headshot."""
    await office.connection.execute(
        """UPDATE talent_photo SET position = (SELECT min(position) - 1 FROM talent_photo
            WHERE talent_id = $2) WHERE id = $1""",
        photo.id,
        photo.talent_id,
    )


async def delete(office: Office, photo_id: UUID) -> None:
    await office.connection.execute("DELETE FROM talent_photo WHERE id = $1", photo_id)
