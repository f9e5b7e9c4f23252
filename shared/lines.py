"""What fits on one line: names, titles and the like, as they are taken in and as they are shown.

Whoever types a name must not be able to break a line, to leave it blank, or to turn the direction
of what stands beside it (Unicode Standard Annex 9).
"""

import re
import unicodedata
from typing import Annotated, TypeAlias

import msgspec

from shared.texts import gettext_noop

FSI, PDI = "\u2068", "\u2069"

# C0 and C1 controls with the line breaks among them, the other two line breaks of Unicode, and the
# embeddings, overrides and isolates of UAX 9. The marks (U+200E, U+200F, U+061C) turn nothing.
_REFUSED = r"\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb"
# Spaces, and what is drawn as nothing: Default_Ignorable_Code_Point of the Unicode Character
# Database below U+10000, and the empty Braille pattern.
_UNSEEN = (
    r" \u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u202f"
    r"\u205f-\u2065\u206a-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
)
_END = r"(?![\s\S])"
_FILLED = rf"[{_UNSEEN}]*[^{_REFUSED}{_UNSEEN}][^{_REFUSED}]*"
# As JSON Schema wants patterns (ECMA-262): what Python alone has, such as \Z, is left out.
FILLED = rf"^{_FILLED}{_END}"
FILLED_OR_EMPTY = rf"^(?:{_FILLED})?{_END}"

Line: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=120, pattern=FILLED)]
Title: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=FILLED)]
ShortLine: TypeAlias = Annotated[str, msgspec.Meta(max_length=80, pattern=FILLED_OR_EMPTY)]
OptionalLine: TypeAlias = Annotated[str, msgspec.Meta(max_length=120, pattern=FILLED_OR_EMPTY)]
OptionalTitle: TypeAlias = Annotated[str, msgspec.Meta(max_length=200, pattern=FILLED_OR_EMPTY)]

_refused = re.compile(rf"[{_REFUSED}]")
_turning = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Hebrew to Arabic with their presentation forms, and the scripts beyond U+10000 that run so.
_right_to_left = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


# A backslash before it would be another character, escaped.
_nul = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


def has_nul(json: bytes) -> bool:
    """Tell whether a text in a JSON document has U+0000, which Postgres has in none.

    In JSON it can only stand escaped (RFC 8259, section 7).
    """
    return _nul.search(json) is not None


def trouble(text: str) -> str | None:
    """Say what keeps a text from being a line, for who typed it; None where nothing does."""
    if _refused.search(text):
        return gettext_noop(
            "Please leave out line breaks, control characters, and characters that turn the "
            "direction of writing."
        )
    if text and not re.match(FILLED, text):
        return gettext_noop("Please use at least one character that can be seen.")
    return None


def plain(text: str) -> str:
    """Return a text on one line, without what a line refuses: it may be older than the rule."""
    return " ".join(_refused.sub(" ", _turning.sub("", text)).split())


def isolated(text: str) -> str:
    """Return a name to stand within an English sentence where there is no markup.

    Where it has letters that run from right to left, it is isolated (UAX 9, section 2.4), so that
    they turn nothing of the sentence.
    """
    line = plain(text)
    return f"{FSI}{line}{PDI}" if _right_to_left.search(line) else line


def alike(one: str, other: str) -> bool:
    """Say whether two names are the same to who reads them: capitals and widths aside."""
    return _folded(one) == _folded(other)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", plain(text)).casefold()
