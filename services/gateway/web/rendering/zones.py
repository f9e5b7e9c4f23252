"""The time zones that are offered: those of places, as the IANA database names them."""

from zoneinfo import available_timezones

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
