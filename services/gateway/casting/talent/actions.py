"""Adds and edits talent."""

from uuid import UUID

import msgspec

from services.gateway.casting.talent import checks, store, terms
from services.gateway.casting.talent.guardians import store as guardians
from services.gateway.casting.talent.model import (
    TERMS,
    AgesTurned,
    Talent,
    TalentFields,
)
from services.gateway.platform import audit
from services.gateway.web.desk import Desk
from services.gateway.web.editing import Edit
from shared.bus import outbox
from shared.events.gateway import TalentChanged
from shared.ids import TalentId, new_id


async def add(desk: Desk, new: TalentFields) -> Talent:
    """Write somebody down.

    Raises:
        Invalid, AgesTurned
    """
    fields = msgspec.structs.asdict(await _checked(desk, new))
    talent = Talent(**fields, id=TalentId(new_id()), added_at=desk.now)
    await store.add(desk, talent)
    return talent


async def edit(desk: Desk, talent_id: UUID, made: Edit[TalentFields]) -> Talent:
    """Carry an edit out.

    Raises:
        TalentNotFound, Invalid, AgesTurned
        Overtaken: it was made on a version that is not the newest.
    """
    before = await store.talent(desk, talent_id)
    fields = await _checked(desk, made.on(before.fields))
    if not await store.save(desk, before.id, made.version, fields):
        raise made.overtaken(await store.talent(desk, talent_id))
    if before.minor and not fields.minor:
        await guardians.forget_birth(desk, before.id)
    await note_change(desk, before.id, "edited")
    return await store.talent(desk, talent_id)


async def note_change(desk: Desk, talent_id: TalentId, act: str) -> None:
    """Write the line and the fact that something of somebody was changed."""
    await audit.note(desk, desk.who, act, "talent", talent_id)
    fact = TalentChanged(agency_id=desk.agency.id, talent_id=talent_id)
    await outbox.publish(desk.connection, "gateway", fact)


async def _checked(desk: Desk, fields: TalentFields) -> TalentFields:
    """Return fields as they are kept. Raises Invalid, AgesTurned."""
    checks.require_zone(fields.zone)
    checks.require_terms_and_links(fields)
    youngest, oldest = fields.playing_age_from, fields.playing_age_to
    if youngest is not None and oldest is not None and youngest > oldest:
        raise AgesTurned(playing_age_to="This is younger than the age that it goes from.")
    known = await terms.known(desk)
    return msgspec.structs.replace(
        fields,
        email=checks.email_as_typed(fields.email),
        links=list(dict.fromkeys(fields.links)),
        **{name: terms.tidy(getattr(fields, name), known[name]) for name in TERMS},
    )
