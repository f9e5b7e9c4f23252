"""What is asked of everything that is written down about people."""

import re

from services.gateway.casting.talent.model import TERMS, TalentFields
from services.gateway.web.rendering.zones import OFFERED
from shared import addresses, lines
from shared.errors import Invalid

TERM_LENGTH, LINK_LENGTH = 60, 500
# Nothing that a browser would run, no blank and no control character: http and https only.
_LINK = re.compile(r"https?://[^\s\x00-\x1f\x7f\"<>]+")


def require_zone(zone: str | None) -> None:
    """Let a zone be none, or one that is offered.

    Raises:
        Invalid: it is another, said at the field `zone`.
    """
    if zone is not None and zone not in OFFERED:
        raise Invalid(zone="Please choose a time zone of the list.")


def email_as_typed(text: str) -> str:
    """Return an address as it is kept, or "" where there is none.

    Raises:
        Invalid: it is not one, said at the field `email`.
    """
    return addresses.read(text).typed if text else ""


def require_terms_and_links(fields: TalentFields) -> None:
    """Let each term be a line, and each link lead to a page.

    Raises:
        Invalid: said at their fields.
    """
    wrong = {name: why for name in TERMS if (why := _trouble(getattr(fields, name)))}
    if any(len(link) > LINK_LENGTH or not _LINK.fullmatch(link) for link in fields.links):
        wrong["links"] = f"Please give addresses as https://…, of at most {LINK_LENGTH} characters."
    if wrong:
        raise Invalid(**wrong)


def require_term(field: str, term: str) -> None:
    """Let a term be a line that is not empty.

    Raises:
        Invalid: it is not, said at its field.
    """
    if why := _trouble([term]):
        raise Invalid(**{field: why})


def _trouble(terms: list[str]) -> str | None:
    if any(len(term) > TERM_LENGTH for term in terms):
        return f"Each of them has at most {TERM_LENGTH} characters."
    if any(not term for term in terms):
        return "Please leave out what is empty."
    return next(filter(None, map(lines.trouble, terms)), None)
