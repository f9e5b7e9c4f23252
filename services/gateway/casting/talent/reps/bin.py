"""Reps and firms in the bin."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.talent.reps import removal
from services.gateway.platform import audit
from services.gateway.platform.bin.model import Binned
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from shared.texts import gettext_noop


async def restore_rep(desk: Desk, rep_id: UUID) -> str:
    """Raises RepNotFound."""
    await removal.restore_rep(desk, rep_id)
    await audit.note(desk, desk.who, "restored", "rep", rep_id)
    return urls.rep(rep_id)


async def restore_firm(desk: Desk, firm_id: UUID) -> str:
    """Raises FirmNotFound."""
    await removal.restore_firm(desk, firm_id)
    await audit.note(desk, desk.who, "restored", "rep firm", firm_id)
    return urls.rep_firm(firm_id)


BINNED: Sequence[Binned] = (
    Binned("rep", gettext_noop("rep"), Permission.CURATE, restore_rep, removal.forget_rep),
    Binned(
        "rep_firm", gettext_noop("rep firm"), Permission.CURATE, restore_firm, removal.forget_firm
    ),
)
