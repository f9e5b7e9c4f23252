"""What the columns of a list are: guessed from their names, and which no office is to keep.

A date of birth tells an actual age; it, ethnicity, disability, religion and sexual orientation are
never asked for before an engagement (Regulation (EU) 2016/679 article 9; Equity's guidance on
auditions), so such columns are dropped, whoever wants them.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from services.gateway.casting.talent.importing.model import DROPPED, Kind
from shared.texts import gettext_noop

NOTE = "note"

LABELS: Mapping[Kind, Mapping[str, str]] = {
    "talent": {
        "name": gettext_noop("Name"),
        "first_name": gettext_noop("First name"),
        "last_name": gettext_noop("Last name"),
        "pronouns": gettext_noop("Pronouns"),
        "email": gettext_noop("Email"),
        "phone": gettext_noop("Phone"),
        "zone": gettext_noop("Time zone"),
        "based_in": gettext_noop("Based in"),
        "playing_age": gettext_noop("Playing age"),
        "playing_age_from": gettext_noop("Playing age from"),
        "playing_age_to": gettext_noop("Playing age to"),
        "height_cm": gettext_noop("Height"),
        "skills": gettext_noop("Skills"),
        "languages": gettext_noop("Languages"),
        "accents": gettext_noop("Accents"),
        "unions": gettext_noop("Unions"),
        "tags": gettext_noop("Tags"),
        "links": gettext_noop("Links"),
        "minor": gettext_noop("Minor (yes or no)"),
        "rep_name": gettext_noop("Rep"),
        "rep_email": gettext_noop("Rep's email"),
        "rep_firm": gettext_noop("Rep's firm"),
        NOTE: gettext_noop("Note"),
    },
    "contact": {
        "name": gettext_noop("Name"),
        "first_name": gettext_noop("First name"),
        "last_name": gettext_noop("Last name"),
        "title": gettext_noop("Title"),
        "company": gettext_noop("Company"),
        "email": gettext_noop("Email"),
        "phone": gettext_noop("Phone"),
        "zone": gettext_noop("Time zone"),
        NOTE: gettext_noop("Note"),
    },
}
"""What a column may be, in the words of the page; '' leaves it out."""

_NAMES: Mapping[str, Sequence[str]] = {
    "name": (
        "name", "full name", "artist", "talent", "actor", "performer", "contact", "nom complet",
    ),
    "first_name": (
        "first name", "firstname", "given name", "forename", "vorname", "prenom", "nombre",
    ),
    "last_name": (
        "last name", "lastname", "surname", "family name", "nachname", "nom", "apellido",
        "apellidos",
    ),
    "title": ("title", "job title", "position", "role", "funktion"),
    "company": ("company", "organisation", "organization", "employer", "firma"),
    "pronouns": ("pronouns", "pronoun", "pronomen"),
    "email": ("email", "e mail", "email address", "mail", "correo"),
    "phone": ("phone", "phone number", "telephone", "tel", "mobile", "cell", "telefon", "handy"),
    "zone": ("time zone", "timezone", "zone", "zeitzone"),
    "based_in": ("based in", "location", "city", "base", "working location", "wohnort", "ville"),
    "playing_age": ("playing age", "playing age range", "age range", "spielalter"),
    "playing_age_from": ("playing age from", "age from", "min age", "playing age min"),
    "playing_age_to": ("playing age to", "age to", "max age", "playing age max"),
    "height_cm": ("height", "height cm", "height in cm", "grosse", "taille"),
    "skills": ("skills", "skill", "special skills", "fahigkeiten"),
    "languages": ("languages", "language", "sprachen", "langues", "idiomas"),
    "accents": ("accents", "accent", "dialects", "dialekte"),
    "unions": ("union", "unions", "union status", "gewerkschaft"),
    "tags": ("tags", "tag", "labels", "keywords"),
    "links": ("links", "link", "website", "url", "web", "showreel", "reel", "profile"),
    "minor": ("minor", "child", "under 18"),
    "rep_name": (
        "rep", "rep name", "agent", "agent name", "manager", "manager name", "represented by",
    ),
    "rep_email": ("rep email", "agent email", "agents email", "manager email"),
    "rep_firm": ("rep firm", "agency", "talent agency", "agentur", "management"),
    NOTE: ("note", "notes", "comment", "comments", "notiz", "notizen", "remarks"),
}  # fmt: skip
_GUESSES = {name: field for field, names in _NAMES.items() for name in names}

# Words of the columns' names that say what no office is to keep, in languages of the trade.
_SENSITIVE = re.compile(
    r"\b(birth\w*|born|dob|d o b|age|actual age|alter|geburt\w*|geboren|naissance|nacimiento|"
    r"ethnic\w*|ethnie|race|racial|heritage|nationality of birth|skin|hautfarbe|herkunft|"
    r"disab\w*|behinderung\w*|handicap\w*|discapacidad|impairment\w*|medical|health|"
    r"religio\w*|faith|konfession|sexual\w*|orientation|orientierung|lgbt\w*)\b"
)
_PLAYED = re.compile(r"\b(playing|plays|spielalter|age (range|from|to)|(min|max) age)\b")


def plain(name: str) -> str:
    """Return the name of a column without capitals, accents and signs."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


def is_dropped(name: str) -> bool:
    found = plain(name)
    return bool(_SENSITIVE.search(found)) and not _PLAYED.search(found)


def guess(kind: Kind, columns: Sequence[str]) -> list[str]:
    """Say what each column is, as far as its name tells; what no field is for becomes a note, where
    there are any. But for notes two are never the same field."""
    guessed: list[str] = []
    otherwise = NOTE if NOTE in LABELS[kind] else ""
    for name in columns:
        field = _GUESSES.get(plain(name), "")
        known = field in LABELS[kind] and field not in guessed
        guessed.append(DROPPED if is_dropped(name) else field if known else otherwise)
    return guessed


def settled(kind: Kind, columns: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Return what each column is as somebody wants it; dropped ones stay so, others go."""
    padded = [*wanted, *[""] * len(columns)][: len(columns)]
    return [
        DROPPED if is_dropped(name) else field if field in LABELS[kind] else ""
        for name, field in zip(columns, padded, strict=True)
    ]
