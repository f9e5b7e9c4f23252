"""Stripe's request encoding: forms with nested brackets, such as `items[0][price]=price_1`."""

import re
from typing import TypeVar
from urllib.parse import parse_qsl

import msgspec

from infra.embedded.stripe_sandbox.errors import Json, StripeError, missing_param, unknown_param

MAX_FIELDS = 500
MAX_DEPTH = 6

P = TypeVar("P", bound=msgspec.Struct)
_KEY = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_UNKNOWN = re.compile(r"unknown field `([^`]+)`(?: - at `\$(.*)`)?")
_MISSING = re.compile(r"missing required field `([^`]+)`(?: - at `\$(.*)`)?")
_WRONG = re.compile(r"^(.*?) - at `\$(.*)`")


def parse(encoded: str) -> Json:
    """Decode a form or query string to nested dicts and lists; leaves are strings.

    Raises:
        StripeError: more than 500 fields, brackets deeper than 6, or a key that is no key.
    """
    try:
        pairs = parse_qsl(encoded, keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError as error:
        raise StripeError("Invalid request: too many parameters.") from error
    tree: Json = {}
    for key, value in pairs:
        _place(tree, _path(key), value, key)
    return {key: _lists(value) for key, value in tree.items()}


def convert(tree: Json, kind: type[P]) -> P:
    """Turn decoded parameters into their struct, refusing as Stripe would.

    Raises:
        StripeError: an unknown parameter, a missing one, or one of the wrong type.
    """
    try:
        return msgspec.convert(tree, kind, strict=False)
    except msgspec.ValidationError as error:
        raise _refusal(str(error)) from error


def _path(key: str) -> list[str]:
    match = _KEY.fullmatch(key)
    if match is None:
        raise StripeError(f"Invalid request: bad parameter name {key[:80]!r}.")
    path = [match[1], *re.findall(r"\[([^\[\]]*)\]", match[2])]
    if len(path) > MAX_DEPTH:
        raise StripeError(f"Invalid request: {key[:80]!r} is nested too deeply.")
    return path


def _place(tree: Json, path: list[str], value: str, key: str) -> None:
    for part in path[:-1]:
        tree = tree.setdefault(part or str(len(tree)), {})
        if not isinstance(tree, dict):
            raise StripeError(f"Invalid request: {key[:80]!r} is both a value and a group.")
    tree[path[-1] or str(len(tree))] = value


def _lists(value: Json | str) -> object:
    if isinstance(value, str):
        return value
    inner = {key: _lists(item) for key, item in value.items()}
    if inner and all(key.isdecimal() for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner


def _bracketed(path: str | None, field: str = "") -> str:
    parts = [part for part in re.split(r"[.\[\]]+", path or "") if part]
    parts += [field] if field else []
    return parts[0] + "".join(f"[{part}]" for part in parts[1:]) if parts else ""


def _refusal(text: str) -> StripeError:
    if match := _UNKNOWN.search(text):
        return unknown_param(_bracketed(match[2], match[1]))
    if match := _MISSING.search(text):
        return missing_param(_bracketed(match[2], match[1]))
    match = _WRONG.search(text)
    reason, param = (match[1], _bracketed(match[2])) if match else (text, None)
    code = "parameter_invalid_integer" if "`int`" in reason else "parameter_invalid"
    return StripeError(f"Invalid value for {param}: {reason}.", code=code, param=param)
