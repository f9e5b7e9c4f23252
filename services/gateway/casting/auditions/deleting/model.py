"""What is deleted with a session, as data."""

import msgspec

from shared.errors import Conflict, Forbidden


class Hanging(msgspec.Struct, frozen=True):
    """What hangs on a session: people who are invited, takes, and who is in its rooms now."""

    invited: int
    takes: int
    present: int


class RoomsInUse(Conflict):
    """People are in the rooms of this session now. Please end it first."""


class OwnersDeleteSessions(Forbidden):
    """There are takes of this session. Ask an owner to delete it."""


class RoleInBin(Conflict):
    """A role that this session has slots for is in the bin. Restore that role first."""
