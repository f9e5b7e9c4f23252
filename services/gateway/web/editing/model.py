"""An edit, and what is said to who comes second."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Generic, Protocol, TypeAlias, TypeVar

import msgspec

from shared.errors import Conflict

F = TypeVar("F", bound=msgspec.Struct)
Builtins = Mapping[str, Any]
"""Fields as JSON has them, by their names."""
Version: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
"""Which edit of a thing somebody saw; the column is an `integer`."""


class FieldChange(msgspec.Struct, frozen=True, omit_defaults=True):
    """A field that is not as it was seen: what it is `now`, what it was `before` where that is
    known, and what the second one typed, None where they left it alone. As text, "" for nothing."""

    field: str
    now: str
    before: str | None = None
    yours: str | None = None


class Overtaken(Conflict):
    """Somebody else changed this in the meantime. Nothing that you typed is lost.

    `version` is the newest, on which the same can be saved; `typed` is all that was posted.
    """

    def __init__(
        self, version: int, changes: Sequence[FieldChange], typed: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__()
        self.version = version
        self.changes = tuple(changes)
        self.typed = tuple(typed)


class Versioned(Protocol):
    """A thing that is edited: the fields that people write, and which edit of them it is."""

    @property
    def version(self) -> int: ...

    @property
    def fields(self) -> msgspec.Struct: ...


class Edit(msgspec.Struct, Generic[F], frozen=True):
    """The fields that somebody changed, and the version of the thing on which they did.

    `seen` has all fields as they were then; None where a program said only what it changes.
    """

    version: int
    changed: Mapping[str, Any]
    seen: Builtins | None = None
    typed: Sequence[tuple[str, str]] = ()

    def on(self, current: F) -> F:
        """Return the fields with the edit on top."""
        return msgspec.structs.replace(current, **self.changed)

    def overtaken(self, newest: Versioned) -> Overtaken:
        """Return what to raise where the thing is newer than what the edit was made on."""
        now: Builtins = msgspec.to_builtins(newest.fields)
        differing = [name for name in now if self._differs(name, now[name])]
        return Overtaken(
            newest.version, [self._change(name, now[name]) for name in differing], self.typed
        )

    def _differs(self, name: str, now: Any) -> bool:
        if self.seen is None:
            return name in self.changed and not same(self._plain(name), now)
        return not same(self.seen.get(name), now)

    def _change(self, name: str, now: Any) -> FieldChange:
        return FieldChange(
            field=name,
            now=in_words(now),
            before=None if self.seen is None else in_words(self.seen.get(name)),
            yours=in_words(self._plain(name)) if name in self.changed else None,
        )

    def _plain(self, name: str) -> Any:
        return msgspec.to_builtins(self.changed[name])


def same(one: Any, other: Any) -> bool:
    """Say whether two values are one: a browser posts line breaks as CR LF (HTML, 4.10.21.8)."""
    return bool(_breaks_aside(one) == _breaks_aside(other))


def _breaks_aside(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    return [_breaks_aside(each) for each in value] if isinstance(value, list | tuple) else value


def in_words(value: Any) -> str:
    """Return a field's value as a page shows it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return ", ".join(map(str, value))
    return str(value)
