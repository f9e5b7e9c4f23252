"""What was deleted for good. A tombstone lies in the object store, which no restore sets back.

It names ids and nothing else, so that it does not keep what it says is gone.
"""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from shared.objects import Objects

FOLDER = "tombstones"


class GuestTombstone(msgspec.Struct, frozen=True):
    """A guest who was erased."""

    agency_id: UUID
    guest_id: UUID


KnownAs: TypeAlias = Literal["talent", "contact", "rep", "guardian"]


class KnownTombstone(msgspec.Struct, frozen=True):
    """Somebody whom an agency knew as talent, contact, rep or guardian, and who was erased."""

    agency_id: UUID
    kind: KnownAs
    id: UUID


class Tombstone(msgspec.Struct, frozen=True, kw_only=True):
    """An agency's, by `id`; a production's or a performer's, with its agency; or a person's: their
    account's id if they had one, and what agencies knew them as."""

    kind: Literal["agency", "person", "production", "talent"]
    id: UUID
    agency_id: UUID | None = None
    guests: tuple[GuestTombstone, ...] = ()
    known: tuple[KnownTombstone, ...] = ()
    at: datetime = msgspec.field(default_factory=lambda: datetime.now(UTC))

    @property
    def key(self) -> str:
        return f"{FOLDER}/{self.kind}-{self.id}.json"


async def set_up(objects: Objects, tombstone: Tombstone) -> None:
    await objects.put(tombstone.key, msgspec.json.encode(tombstone))


async def all_of(objects: Objects) -> list[Tombstone]:
    """Return every tombstone, agencies' first."""
    found = []
    with TemporaryDirectory(prefix="callboard-") as folder:
        copy = Path(folder) / "stone"
        async for key in objects.keys(FOLDER):
            await objects.fetch(key, copy)
            found.append(msgspec.json.decode(copy.read_bytes(), type=Tombstone))
    return sorted(found, key=lambda tombstone: (tombstone.kind, tombstone.at))
