"""What files are sent for, and the limits of each purpose."""

from collections.abc import Mapping

import msgspec

from services.gateway.web.permissions import Permission

PDF = "application/pdf"


class Purpose(msgspec.Struct, frozen=True):
    """A kind of file: what it may be, and how much of it.

    `types` are media types that its content may show, `waiting` how many of one person's may be on
    their way or not taken for anything yet. `permission` is a member's; `folder` is where it lies
    once it is checked.
    """

    title: str
    types: frozenset[str]
    most_bytes: int
    waiting: int
    permission: Permission
    folder: str


PURPOSES: Mapping[str, Purpose] = {
    "sides": Purpose(
        title="sides",
        types=frozenset({PDF}),
        most_bytes=20 << 20,
        waiting=20,
        permission=Permission.CAST,
        folder="sides",
    )
}
