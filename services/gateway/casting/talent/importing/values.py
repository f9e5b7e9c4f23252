"""Reads the cells of a list: heights, ages, addresses and the rest, as people write them."""

import re
import zoneinfo
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from shared import addresses, lines
from shared.errors import Invalid

MOST_TERMS, LONGEST_TERM = 50, 60
MOST_LINKS, LONGEST_LINK = 20, 500
LONGEST_NOTE = 5_000
_YES = frozenset({"yes", "y", "true", "1", "x", "ja", "oui", "si", "sí"})
_NO = frozenset({"no", "n", "false", "0", "nein", "non"})
_AGES = re.compile(r"(\d{1,3})(?:\s*(?:-|\u2013|\u2014|to|bis|/)\s*(\d{1,3}))?", re.IGNORECASE)
_METRES = re.compile(r"([12])[.,](\d{1,2})\s*m?", re.IGNORECASE)
_CENTIMETRES = re.compile(r"(\d{2,3})(?:[.,]0+)?\s*(?:cm)?", re.IGNORECASE)
_FEET = re.compile(
    r"(\d)\s*(?:'|\u2032|\u2019|ft\.?|feet)\s*(?:(\d{1,2})\s*(?:\"|''|\u2033|\u201d|in\.?|inches)?)?",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://[^\s\x00-\x1f\x7f\"<>]+")
_FORMULAS = tuple("=+-@'\t\r\n\uff1d\uff0b\uff0d\uff20")


class Unreadable(Exception):
    """A cell is not what its column is; the message is for who brought the list."""


def undefused(cell: str) -> str:
    """Take away the apostrophe that `spreadsheets.row` puts before what could be a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULAS) else cell


def line(most: int) -> Callable[[str], str]:
    """Return a reader of texts on one line of so many characters; line breaks become blanks."""

    def read(cell: str) -> str:
        text = " ".join(cell.split())
        if len(text) > most:
            raise Unreadable(f"has more than {most} characters")
        if trouble := lines.trouble(text):
            raise Unreadable(f"cannot be read: {trouble}")
        return text

    return read


def email(cell: str) -> str:
    """Raises Unreadable: no mail could be sent to it (RFC 5321)."""
    try:
        return addresses.read(cell.removeprefix("mailto:")).typed
    except Invalid as error:
        raise Unreadable(f"is no address: {error.message}") from error


def zone(cell: str) -> str:
    wanted = cell.replace(" ", "_").casefold()
    if wanted not in _zones():
        raise Unreadable("is no time zone, as Europe/London is one")
    return _zones()[wanted]


@cache
def _zones() -> Mapping[str, str]:
    return {name.casefold(): name for name in zoneinfo.available_timezones()}


def age(cell: str) -> int:
    found, _ = ages(cell)
    return found


def ages(cell: str) -> tuple[int, int]:
    """Read a range of ages in years, as `20-30`, or one age."""
    found = _AGES.fullmatch(cell.strip().removesuffix("years").strip())
    if found is None:
        raise Unreadable("is no age, as 20-30 is one")
    first = int(found[1])
    last = int(found[2] or found[1])
    if not first <= last <= 120:
        raise Unreadable("does not go from a younger to an older age")
    return first, last


def height(cell: str) -> int:
    """Read a height as 178, 178 cm, 1.78 m or 5'10"; return centimetres."""
    text = cell.strip()
    if found := _METRES.fullmatch(text):
        return 100 * int(found[1]) + int(found[2].ljust(2, "0"))
    if found := _FEET.fullmatch(text):
        return round(30.48 * int(found[1]) + 2.54 * int(found[2] or 0))
    found = _CENTIMETRES.fullmatch(text)
    if found is None or not 30 <= int(found[1]) <= 300:
        raise Unreadable("is no height, as 178 cm is one")
    return int(found[1])


def terms(cell: str) -> list[str]:
    """Read a list with commas, semicolons, bars or line breaks; each once, whatever its case."""
    found = {term.casefold(): term for each in re.split(r"[,;|\n]", cell) if (term := each.strip())}
    if len(found) > MOST_TERMS:
        raise Unreadable(f"has more than {MOST_TERMS} entries")
    return [line(LONGEST_TERM)(term) for term in found.values()]


def links(cell: str) -> list[str]:
    found = [word for word in re.split(r"[\s,;|]+", cell) if word]
    whole = [word if "://" in word else f"https://{word}" for word in found]
    if len(whole) > MOST_LINKS or not all(map(_is_link, whole)):
        raise Unreadable("has something that is no link, as https://example.org is one")
    return list(dict.fromkeys(whole))


def _is_link(word: str) -> bool:
    return len(word) <= LONGEST_LINK and _LINK.fullmatch(word) is not None and "." in word


def yes_or_no(cell: str) -> bool:
    word = cell.strip().casefold()
    if word not in _YES | _NO:
        raise Unreadable("is neither yes nor no")
    return word in _YES


READERS: Mapping[str, Callable[[str], Any]] = {
    "name": line(120),
    "first_name": line(60),
    "last_name": line(59),
    "title": line(120),
    "company": line(120),
    "pronouns": line(60),
    "email": email,
    "phone": line(40),
    "zone": zone,
    "based_in": line(120),
    "playing_age": ages,
    "playing_age_from": age,
    "playing_age_to": age,
    "height_cm": height,
    "skills": terms,
    "languages": terms,
    "accents": terms,
    "unions": terms,
    "tags": terms,
    "links": links,
    "minor": yes_or_no,
    "rep_name": line(120),
    "rep_email": email,
    "rep_firm": line(120),
}
"""How the cells of each field are read."""
