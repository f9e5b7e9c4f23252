"""Puts the first page together."""

from datetime import timedelta

from services.gateway.casting.dashboards import needs, store
from services.gateway.casting.dashboards.model import AHEAD, Sitting, Step, Today, grouped
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from shared.texts import gettext_noop


async def today(desk: Desk) -> Today:
    """Return what the day brings to a member, and what waits for them."""
    # From yesterday's on, since it is still yesterday somewhere.
    first, last = (desk.now - timedelta(days=1)).date(), (desk.now + AHEAD).date()
    all_sittings = await store.sittings(desk, first, last) if desk.may(Permission.RUN) else []
    sittings = [each for each in all_sittings if each.is_on(desk.now)]
    return Today(
        sittings=sittings,
        ahead=[each for each in all_sittings if _comes(each, desk)],
        expected=await store.expected(desk, [each.id for each in sittings]) if sittings else [],
        needs=grouped(await needs.of(desk)),
        steps=await steps(desk) if desk.may(Permission.CAST) else [],
    )


def _comes(sitting: Sitting, desk: Desk) -> bool:
    return sitting.starts_at > desk.now and not sitting.is_on(desk.now)


async def steps(desk: Desk) -> list[Step]:
    """Return the first steps of a new office; none once all of them are done."""
    started, cast, laid_out, invited = await store.steps_done(desk)
    if invited:
        return []
    production = await store.newest_production(desk)
    session = await store.newest_session(desk)
    there = urls.production(production) if production else urls.PRODUCTIONS
    return [
        Step(
            gettext_noop("Start a production"),
            gettext_noop("What you cast, by its title or a code name"),
            urls.PRODUCTIONS,
            started,
        ),
        Step(
            gettext_noop("Add a role"),
            gettext_noop("With its breakdown, and sides if there are any"),
            there,
            cast,
        ),
        Step(
            gettext_noop("Lay out a session"),
            gettext_noop("A day of slots, in the zone where it takes place"),
            there,
            laid_out,
        ),
        Step(
            gettext_noop("Invite somebody"),
            gettext_noop("They get a link, and walk in by it"),
            urls.session(session) if session else there,
            invited,
        ),
    ]
