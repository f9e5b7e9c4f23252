"""Reads an edit out of a form, or out of the body of a PATCH."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from services.gateway.web import forms
from services.gateway.web.editing.model import Builtins, Edit, F, same
from shared.errors import Invalid

SEEN_LENGTH = 100_000


class _State(msgspec.Struct, frozen=True):
    """`on_version` is the newer one that somebody was shown, and saves on all the same."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    on_version: Annotated[int, msgspec.Meta(ge=1)] | None = None
    seen: Annotated[str, msgspec.Meta(max_length=SEEN_LENGTH)] = ""


def seen(fields: msgspec.Struct) -> str:
    """Return the fields of a thing as its form carries them: JSON."""
    return msgspec.json.encode(fields).decode()


def read(kind: type[F], posted: Mapping[str, Any]) -> Edit[F]:
    """Read a form that has every field of `kind`; its checks are those of a new thing.

    Raises:
        Invalid: names each field that is missing or wrong.
    """
    given = dict(posted)
    state, fields = forms.read(_State, given), forms.read(kind, given)
    before = _seen(state.seen)
    changed = {
        name: getattr(fields, name)
        for name, value in msgspec.to_builtins(fields).items()
        if before is None or not same(value, before.get(name))
    }
    typed = forms.pairs(posted, besides=("on_version",))
    return Edit(state.on_version or state.version, changed, before, typed)


def of_patch(patch: msgspec.Struct) -> Edit[Any]:
    """Return the edit of a program: what is UNSET in the struct is left as it is (RFC 5789)."""
    given = {name: getattr(patch, name) for name in patch.__struct_fields__}
    version = given.pop("version")
    return Edit(version, {n: v for n, v in given.items() if v is not msgspec.UNSET})


def _seen(text: str) -> Builtins | None:
    try:
        return msgspec.json.decode(text, type=dict[str, Any]) if text else None
    except msgspec.DecodeError as error:
        raise Invalid(seen="Please open this form again.") from error
