"""What can be searched, and what is found, as data."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission

MOST = 8
"""How many of each kind are found."""
SPARE = 8
"""So many more are looked for: what lies in the bin is left out when the others are looked up."""
LONGEST = 100
WRITABLE = r"^[^\u0000]*$"
"""No text in the database has U+0000."""


class Shown(msgspec.Struct, frozen=True):
    """Something by its name, with the path of its page; `detail` tells it from others of that
    name."""

    id: UUID
    title: str
    path: str
    detail: str = ""


LookUp: TypeAlias = Callable[[Desk, Sequence[UUID]], Awaitable[list[Shown]]]


class Searched(msgspec.Struct, frozen=True):
    """A kind of thing that can be searched, as a slice declares it in `SEARCHED`.

    `kind` is a part of the function `search` in the agency's schema; `look_up` reads what is shown
    of some of it, under row-level security, and leaves out what the desk does not see.
    """

    kind: str
    heading: str
    permission: Permission
    look_up: LookUp


class Words(msgspec.Struct, frozen=True):
    """What is searched for: parts of names, in any script and spelling."""

    q: Annotated[str, msgspec.Meta(max_length=LONGEST, pattern=WRITABLE)] = ""


class Found(msgspec.Struct, frozen=True):
    """Something that was found, with the path of its page."""

    kind: str
    id: UUID
    title: str
    detail: str
    path: str


class Group(msgspec.Struct, frozen=True):
    """What was found of one kind, the most alike first."""

    heading: str
    found: list[Found]
