"""Reads a posted form into a struct, and says field by field what is wrong."""

from collections.abc import Collection, Mapping
from datetime import time
from typing import Annotated, Any, TypeVar, get_args, get_origin

import msgspec
from litestar.datastructures import UploadFile

from services.gateway.web.rendering import texts
from shared import lines
from shared.errors import Invalid
from shared.texts import gettext_noop

F = TypeVar("F", bound=msgspec.Struct)

# Postgres has no U+0000 in a text.
Text = Annotated[str, msgspec.Meta(max_length=5000, pattern=r"^[^\u0000]*$")]


def read(kind: type[F], posted: dict[str, Any]) -> F:
    """Read a form; text is trimmed, fields that the struct lacks are passed over.

    Raises:
        Invalid: names each field that is missing or wrong.
    """
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for field in msgspec.structs.fields(kind):
        given = posted.get(field.name)
        given = given.strip() if isinstance(given, str) else given
        if isinstance(given, str) and "\x00" in given:
            wrong[field.name] = "Please look at this again."  # Postgres has no such character
            continue
        if given is None or given == "":
            if field.required:
                wrong[field.name] = "Please fill this in."
            continue
        if isinstance(given, UploadFile):
            values[field.name] = given
            continue
        if _is_time(field.type) and isinstance(given, str) and given.count(":") == 1:
            given += ":00"  # a browser's time field has no seconds; msgspec wants them (RFC 3339)
        if isinstance(given, str) and _is_many(field.type):
            given = [given]  # of several boxes, one is ticked
        try:
            values[field.name] = msgspec.convert(given, field.type, strict=False)
        except msgspec.ValidationError as error:
            wrong[field.name] = _in_words(str(error), given)
    if wrong:
        raise Invalid(**wrong)
    return kind(**values)


def _is_time(kind: Any) -> bool:
    return time in (kind, *get_args(kind))


def pairs(posted: Mapping[str, Any], *, besides: Collection[str] = ()) -> list[tuple[str, str]]:
    """Return the text of a form as hidden fields have it, so that a page can post it again."""
    left_out = {"_csrf_token", *besides}
    return [
        (name, each)
        for name, value in posted.items()
        if name not in left_out
        for each in (value if isinstance(value, list) else [value])
        if isinstance(each, str)
    ]


def _is_many(kind: Any) -> bool:
    plain = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    return get_origin(plain) in {tuple, list}


def _in_words(problem: str, given: Any) -> str:
    if "regex" in problem and isinstance(given, str) and (trouble := lines.trouble(given)):
        return trouble
    if "length <=" in problem:
        most = problem.rsplit("<=", 1)[1].strip()
        return texts.gettext("This is too long: at most %(most)s characters.") % {"most": most}
    if "`int`" in problem:
        return gettext_noop("Please give a whole number within the limits.")
    if "date" in problem or "time" in problem:
        return gettext_noop("Please give it as shown.")
    return gettext_noop("Please look at this again.")
