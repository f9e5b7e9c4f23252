"""Settings come from the environment, once, into a frozen struct; a wrong one stops the start.

A field `database_url: str` is read from `DATABASE_URL`. Fields without a default are required.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

S = TypeVar("S", bound=msgspec.Struct)


class SettingsError(Exception):
    """The environment lacks a setting, or has one that cannot be used."""


def _paths_too(kind: type[Any], value: object) -> object:
    if kind is Path:
        return Path(str(value))
    raise TypeError(f"a setting cannot be of {kind}")


def load(kind: type[S], environment: Mapping[str, str] | None = None) -> S:
    """Read a settings struct from the environment.

    Raises:
        SettingsError: names every missing variable, or the first one with a wrong value.
    """
    env = os.environ if environment is None else environment
    fields = msgspec.structs.fields(kind)
    missing = [f.name.upper() for f in fields if f.required and not env.get(f.name.upper())]
    if missing:
        raise SettingsError(f"missing in the environment: {', '.join(missing)}")
    given = {f.name: env[f.name.upper()] for f in fields if env.get(f.name.upper())}
    try:
        return msgspec.convert(given, kind, strict=False, dec_hook=_paths_too)
    except msgspec.ValidationError as error:
        raise SettingsError(f"a setting cannot be used: {error}") from error
