"""People, as data."""

from typing import Annotated

import msgspec

from shared.errors import Conflict
from shared.ids import PersonId
from shared.lines import Line, OptionalTitle

Address = Annotated[str, msgspec.Meta(min_length=3, max_length=320)]


class NewPerson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who signs in; the name is kept if there is none yet."""

    email: Address
    name: OptionalTitle = ""


class NewName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a person wants to be called, and how they were called where they typed that."""

    name: Line
    before: str


class Person(msgspec.Struct, frozen=True):
    """`email` is as they typed it first; `name` is empty until it is known."""

    id: PersonId
    email: str
    name: str


class NamedOtherwise(Conflict):
    """Your name has changed in the meantime. Please look at it again."""
