"""How pages print instants and days: by these filters, as their reader has chosen.

The reader is the member whose desk the page has, or who is signed in. Where neither has chosen a
zone, `page.js` puts the instant where the browser is.
"""

from datetime import UTC, date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_skeleton
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from services.gateway.web.desk import Desk
from services.gateway.web.rendering.display import (
    AgencySettings,
    Display,
    Preferences,
    display_of,
)


def in_words(at: datetime, shown: Display, *, seconds: bool = False) -> str:
    """Return an instant with its day and the short name of the zone, as the reader has them."""
    local = at.astimezone(_zone(shown.zone))
    return f"{day_in_words(local, shown)}, {clock(local, shown, seconds=seconds)} {local:%Z}"


def day_in_words(day: date, shown: Display) -> str:
    return format_date(day, "medium", locale=shown.language)


def clock(local: datetime, shown: Display, *, seconds: bool = False) -> str:
    """Return a wall time, which is in its zone already."""
    skeleton = ("H" if shown.clock == "24" else "h") + ("ms" if seconds else "m")
    wall = local.replace(tzinfo=None)
    return format_skeleton(skeleton, wall, locale=shown.language).replace("\u202f", " ")


@pass_context
def moment(context: Context, at: datetime, *, seconds: bool = False) -> Markup:
    """Print an instant as a `<time>`."""
    shown = _shown(context)
    asked = Markup("") if shown.zone else Markup(' data-zone="UTC" data-form="brief"')
    words = in_words(at, shown, seconds=seconds)
    return Markup('<time datetime="{}"{}>{}</time>').format(at.isoformat(), asked, words)


@pass_context
def day(context: Context, at: date) -> Markup:
    """Print a day, or the day that an instant falls on where its reader is, as a `<time>`."""
    shown = _shown(context)
    if not isinstance(at, datetime):
        return Markup('<time datetime="{}">{}</time>').format(
            at.isoformat(), day_in_words(at, shown)
        )
    words = day_in_words(at.astimezone(_zone(shown.zone)), shown)
    asked = Markup("") if shown.zone else Markup(' data-zone="UTC" data-form="day"')
    return Markup('<time datetime="{}"{}>{}</time>').format(at.isoformat(), asked, words)


@pass_context
def weekday(context: Context, at: date) -> str:
    """Print a day of the weeks about now: without its year, with its weekday."""
    return format_skeleton("MMMEd", at, locale=_shown(context).language)


@pass_context
def wall_clock(context: Context, local: datetime) -> str:
    """Print a wall time of a zone that the page names."""
    return clock(local, _shown(context))


@pass_context
def reader_attributes(context: Context) -> Markup:
    """Return what `page.js` reads of `<html>`: the reader's zone, clock and language of dates."""
    if not _reader(context):
        return Markup("")
    shown = _shown(context)
    return Markup(' data-zone="{}" data-clock="{}" data-dates="{}"').format(
        _preferences(context).zone, shown.clock, shown.language.replace("_", "-")
    )


def zone_of(desk: Desk) -> tzinfo:
    """Return the zone in which a member sees instants."""
    return _zone(shown_to(desk).zone)


def shown_to(desk: Desk) -> Display:
    """Return how a member sees instants and days."""
    return display_of(desk.preferences, desk.settings)


def _reader(context: Context) -> Any:
    """Return the desk of the member, or who is signed in, or None."""
    return context.get("desk") or context.get("current_user")


def _preferences(context: Context) -> Preferences:
    return getattr(_reader(context), "preferences", Preferences())


def _shown(context: Context) -> Display:
    settings = getattr(_reader(context), "settings", AgencySettings())
    return display_of(_preferences(context), settings)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name) if name else UTC
    except ZoneInfoNotFoundError:  # it may have been known to a server of before
        return UTC
