"""The time zones that are offered: those of places, as the IANA database names them."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, TypeAlias
from zoneinfo import ZoneInfo, available_timezones

import msgspec

from shared.errors import Invalid
from shared.lines import FILLED_OR_EMPTY

Zone: TypeAlias = Annotated[str, msgspec.Meta(max_length=60, pattern=FILLED_OR_EMPTY)]
"""A zone as it is typed; "" for none."""

# Not places: under Etc/ are offsets against their signs (Etc/GMT+5 is five hours behind), and names
# without a stroke are old ones, or, as localtime and Factory, stand for no zone at all.
_NOT_PLACES = ("Etc/", "SystemV/", "posix/", "right/")

ZONES = sorted(
    zone
    for zone in available_timezones()
    if zone == "UTC" or ("/" in zone and not zone.startswith(_NOT_PLACES))
)
"""Read from many files, so once."""
OFFERED = frozenset(ZONES)


def offset(zone: str) -> str:
    """Return how far a zone is from UTC just now: `UTC+05:45`, `UTC` where it is not."""
    return _offset(zone, datetime.now(UTC).replace(minute=0, second=0, microsecond=0))


@lru_cache(maxsize=2048)
def _offset(zone: str, hour: datetime) -> str:
    local = hour.astimezone(ZoneInfo(zone))
    return f"UTC{local.isoformat()[-6:]}" if local.utcoffset() else "UTC"


class ZoneUnknown(Invalid):
    """Please choose a time zone of the list."""


def check(zone: str) -> None:
    """Raises ZoneUnknown: there is a zone, and it is not offered."""
    if zone and zone not in OFFERED:
        raise ZoneUnknown(zone="Please choose a time zone of the list.")
