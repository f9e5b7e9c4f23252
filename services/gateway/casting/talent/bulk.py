"""Acts on many at once: on who was ticked in the list, or on all that match."""

from collections.abc import Sequence

import msgspec

from services.gateway.casting.talent import checks, lists, terms
from services.gateway.casting.talent.lists import TalentFilters
from services.gateway.platform import audit
from services.gateway.web import listing
from services.gateway.web.desk import Desk
from services.gateway.web.listing import Selection
from shared.bus import outbox
from shared.events.gateway import TalentChanged
from shared.ids import TalentId


class Done(msgspec.Struct, frozen=True):
    """How many an act was done on."""

    count: int


class Tagging(msgspec.Struct, frozen=True, kw_only=True):
    """Who is to have a tag, and which."""

    selection: Selection[TalentFilters]
    tag: str


async def tag(desk: Desk, selection: Selection[TalentFilters], words: str) -> int:
    """Give a tag to who is chosen; return how many had it not, and have room for it.

    Raises:
        TooMany, Invalid
    """
    term = words.strip()
    checks.require_term("tag", term)
    (spelled,) = terms.tidy([term], (await terms.known(desk))["tags"])
    chosen = listing.bounded(await lists.chosen(desk, selection))
    return await _note(desk, "tagged", await lists.add_tag(desk, chosen, spelled))


async def archive(desk: Desk, selection: Selection[TalentFilters]) -> int:
    """Put who is chosen aside; return how many were not yet.

    Raises:
        TooMany
    """
    chosen = listing.bounded(await lists.chosen(desk, selection))
    return await _note(desk, "archived", await lists.archive(desk, chosen))


async def _note(desk: Desk, act: str, changed: Sequence[TalentId]) -> int:
    await audit.note_each(desk, desk.who, act, "talent", changed)
    facts = [TalentChanged(agency_id=desk.agency.id, talent_id=each) for each in changed]
    await outbox.publish(desk.connection, "gateway", *facts)
    return len(changed)
