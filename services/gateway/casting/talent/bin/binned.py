"""Talent in the bin. A job of their own removes them (`casting/talent/jobs.py`)."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.talent.bin import actions
from services.gateway.platform.bin.model import Binned
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from shared.texts import gettext_noop


async def restore(desk: Desk, talent_id: UUID) -> str:
    """Raises TalentNotFound."""
    await actions.restore(desk, talent_id)
    return urls.talent(talent_id)


BINNED: Sequence[Binned] = (Binned("talent", gettext_noop("talent"), Permission.CURATE, restore),)
