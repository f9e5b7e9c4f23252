"""Adds and edits reps and firms, and says whom they represent."""

from uuid import UUID

import msgspec

from services.gateway.casting.talent import actions as talent_actions
from services.gateway.casting.talent import checks
from services.gateway.casting.talent import store as talent_store
from services.gateway.casting.talent.reps import removal, representations, store
from services.gateway.casting.talent.reps.model import (
    Firm,
    FirmFields,
    FirmNotFound,
    NoSuchFirm,
    Rep,
    RepFields,
    RepNotFound,
    Representing,
)
from services.gateway.platform import audit
from services.gateway.web.desk import Desk
from services.gateway.web.editing import Edit
from shared.ids import RepFirmId, RepId, new_id


async def add(desk: Desk, new: RepFields) -> Rep:
    """Write a rep down.

    Raises:
        Invalid, NoSuchFirm
    """
    fields = await _checked(desk, new)
    rep_id = RepId(new_id())
    await store.add_rep(desk, rep_id, fields)
    await audit.note(desk, desk.who, "added", "rep", rep_id)
    return await store.rep(desk, rep_id)


async def edit(desk: Desk, rep_id: UUID, made: Edit[RepFields]) -> Rep:
    """Carry an edit out.

    Raises:
        RepNotFound, Invalid, NoSuchFirm
        Overtaken: it was made on a version that is not the newest.
    """
    before = await store.rep(desk, rep_id)
    fields = await _checked(desk, made.on(before.fields))
    if not await store.save_rep(desk, before.id, made.version, fields):
        raise made.overtaken(await store.rep(desk, rep_id))
    await audit.note(desk, desk.who, "edited", "rep", before.id)
    return await store.rep(desk, rep_id)


async def delete(desk: Desk, rep_id: UUID) -> None:
    """Put a rep into the bin. Whom they represent stays.

    Raises:
        RepNotFound
    """
    rep = await store.rep(desk, rep_id)
    await removal.hide_rep(desk, rep.id)
    await audit.note(desk, desk.who, "deleted", "rep", rep.id)


async def add_firm(desk: Desk, new: FirmFields) -> Firm:
    """Write a firm down.

    Raises:
        Invalid
    """
    checks.require_zone(new.zone)
    firm = Firm(id=RepFirmId(new_id()), **msgspec.structs.asdict(new))
    await store.add_firm(desk, firm)
    await audit.note(desk, desk.who, "added", "rep firm", firm.id)
    return firm


async def edit_firm(desk: Desk, firm_id: UUID, made: Edit[FirmFields]) -> Firm:
    """Carry an edit out.

    Raises:
        FirmNotFound, Invalid
        Overtaken: it was made on a version that is not the newest.
    """
    before = await store.firm(desk, firm_id)
    fields = made.on(before.fields)
    checks.require_zone(fields.zone)
    if not await store.save_firm(desk, before.id, made.version, fields):
        raise made.overtaken(await store.firm(desk, firm_id))
    await audit.note(desk, desk.who, "edited", "rep firm", before.id)
    return await store.firm(desk, firm_id)


async def delete_firm(desk: Desk, firm_id: UUID) -> None:
    """Put a firm into the bin. Its reps stay, and are shown as on their own meanwhile.

    Raises:
        FirmNotFound
    """
    firm = await store.firm(desk, firm_id)
    await removal.hide_firm(desk, firm.id)
    await audit.note(desk, desk.who, "deleted", "rep firm", firm.id)


async def represent(desk: Desk, talent_id: UUID, new: Representing) -> None:
    """Say that a rep represents somebody, now or again.

    Raises:
        TalentNotFound, RepNotFound
    """
    talent = await talent_store.talent(desk, talent_id)
    rep = await store.rep(desk, new.rep_id)
    await representations.begin(desk, talent, rep, new.covers)
    await talent_actions.note_change(desk, talent.id, "added a rep to")


async def stop_representing(desk: Desk, talent_id: UUID, rep_id: UUID) -> None:
    """Say that a rep represents somebody no more: they are shown as a former one.

    Raises:
        TalentNotFound
        RepNotFound: they did not represent them.
    """
    talent = await talent_store.talent(desk, talent_id)
    if not await representations.end(desk, talent, rep_id):
        raise RepNotFound
    await talent_actions.note_change(desk, talent.id, "ended a rep of")


async def _checked(desk: Desk, fields: RepFields) -> RepFields:
    """Return fields as they are kept. Raises Invalid, NoSuchFirm."""
    checks.require_zone(fields.zone)
    if fields.firm_id:
        try:
            await store.firm(desk, fields.firm_id)
        except FirmNotFound as error:
            raise NoSuchFirm(firm_id="Please choose a firm of the list.") from error
    return msgspec.structs.replace(fields, email=checks.email_as_typed(fields.email))
