"""How much may be on its way and kept: for one person, one network, a production and an office.

What was announced counts with all its bytes from the first moment, so that what has begun has its
room. An office that is over its plan all the same, since that became smaller, keeps what it has:
uploads wait, and go on once there is room.
"""

from typing import Any
from uuid import UUID

import msgspec

from services.gateway.platform.uploads.model import Scope, Upload
from services.gateway.platform.uploads.purposes import PURPOSES
from services.gateway.web.desk import Office
from services.gateway.web.rate_limit import QuotaExceeded
from services.gateway.web.uploads.errors import StorageFull
from shared.vocabulary import entitlements
from shared.vocabulary.entitlements import SubscriptionState, entitled
from shared.vocabulary.plans import GB

WARN_AT = 80
"""At this percent of a production's storage its office is told."""
MOST_FILES = 20_000
"""Of one production."""
PLACE_BYTES = 200 << 30
"""From one network within a day."""


class Use(msgspec.Struct, frozen=True):
    """Bytes and files that are kept or on their way; `waiting` are a person's of one purpose."""

    production_bytes: int
    production_files: int
    agency_bytes: int
    place_bytes: int
    waiting: int


class Room(msgspec.Struct, frozen=True):
    """The bytes that a production and its office may keep."""

    production: int
    agency: int


async def allow(office: Office, scope: Scope, length: int) -> Use:
    """Let a file of so many bytes be announced; return what was used before.

    Of two at once in one office, the second sees the first.

    Raises:
        StorageFull, QuotaExceeded
    """
    await _hold(office)
    used, room = await use(office, scope), await room_of(office, scope.production_id)
    if used.waiting >= PURPOSES[scope.purpose].waiting:
        raise QuotaExceeded("You have many files on their way. Please finish or remove some first.")
    if used.production_files >= MOST_FILES or used.place_bytes + length > PLACE_BYTES:
        raise QuotaExceeded
    if used.production_bytes + length > room.production:
        raise StorageFull("This does not fit: the files of this production fill its storage.")
    if used.agency_bytes + length > room.agency:
        raise StorageFull("This does not fit: your office's files fill its storage.")
    return used


class Storage(msgspec.Struct, frozen=True):
    """Bytes of a production's files, and those that its plan includes."""

    used: int
    included: int

    @property
    def percent(self) -> int:
        return 100 * self.used // self.included

    @property
    def in_words(self) -> str:
        return f"{self.used / GB:.1f} of {self.included / GB:.0f} GB"


async def storage(office: Office, production_id: UUID) -> Storage:
    used, room = await _stored(office, production_id), await room_of(office, production_id)
    return Storage(used["production"], room.production)


async def allow_more(office: Office, upload: Upload) -> None:
    """Let an upload go on.

    Raises:
        StorageFull
    """
    used = await _stored(office, upload.production_id)
    room = await room_of(office, upload.production_id)
    if used["production"] > room.production or used["agency"] > room.agency:
        raise StorageFull


async def use(office: Office, scope: Scope) -> Use:
    (row,) = await office.connection.fetch(
        """SELECT production_bytes, production_files, agency_bytes, place_bytes, waiting
        FROM upload_use($1, $2, $3, $4)""",
        scope.production_id,
        scope.place,
        scope.who,
        scope.purpose,
    )
    return Use(**row)


async def room_of(office: Office, production_id: UUID | None) -> Room:
    """Return what a production's plan includes, and what all running plans of its office do."""
    rows = await office.connection.fetch(
        "SELECT production_id, status, plan FROM platform.billing_own_account_v1"
    )
    standings = {
        row["production_id"]: SubscriptionState(status=row["status"], plan=row["plan"])
        for row in rows
    }
    agency = entitlements.storage(standings.values())
    if production_id is None:
        return Room(agency, agency)
    own = standings.get(production_id, SubscriptionState(status=None))
    return Room(entitled(own).storage, agency)


async def _stored(office: Office, production_id: UUID | None) -> Any:
    return await office.connection.fetchrow(
        """SELECT production_bytes AS production, agency_bytes AS agency
        FROM upload_use($1, '', '', '')""",
        production_id,
    )


async def _hold(office: Office) -> None:
    await office.connection.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('uploads:' || $1::text, 0))",
        str(office.agency.id),
    )
