"""Gives the demo's people their portraits, by the way of an upload: one after the other."""

from uuid import UUID

from services.gateway.casting.talent.photos import actions as photos
from services.gateway.casting.talent.photos.model import NewPhoto
from services.gateway.demo.office import Demo
from services.gateway.demo.people.known import everybody
from services.gateway.demo.people.portraits.drawing import portrait
from services.gateway.web.desk import Desk
from services.gateway.web.uploads.errors import StorageFull
from shared import log
from shared.ids import TalentId

logger = log.get(__name__)


async def add(demo: Demo) -> None:
    """Draw whoever has no picture yet; an office that pays nothing has no room for them."""
    for known in everybody():
        async with demo.desk() as desk:
            talent_id = await _without_picture(desk, known.fields.name)
        if talent_id is None:
            continue
        try:
            await _add_one(demo, talent_id, portrait(known.fields.name, known.look))
        except StorageFull:
            return
        logger.info("portrait added", talent=talent_id.hex)
    logger.info("everybody has a picture")


async def _add_one(demo: Demo, talent_id: TalentId, content: bytes) -> None:
    async with demo.desk() as desk:  # closed before the picture is looked into
        await photos.allow(desk, talent_id, len(content))
    file = await photos.take_in(desk, "portrait.jpg", content)
    async with demo.desk() as desk:
        await photos.add(desk, talent_id, file, NewPhoto())


async def _without_picture(desk: Desk, name: str) -> TalentId | None:
    found: UUID | None = await desk.connection.fetchval(
        """SELECT id FROM talent t WHERE name = $1 AND merged_into IS NULL
            AND NOT EXISTS (SELECT FROM talent_photo p WHERE p.talent_id = t.id)
        ORDER BY id LIMIT 1""",
        name,
    )
    return TalentId(found) if found else None
