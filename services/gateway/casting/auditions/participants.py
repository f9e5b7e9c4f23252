"""Who is in a slot, each for a role of their own.

Who reads for two roles in one slot is there once, with one link.
"""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from services.gateway.casting.auditions.model import Guest, Slot
from services.gateway.casting.candidates.model import Candidate
from services.gateway.web.desk import Office
from shared.ids import CandidateId, RoleId, SlotId


class Participant(msgspec.Struct, frozen=True):
    """A candidate in a slot; `guest_id` is whose link they come in by."""

    slot_id: SlotId
    candidate_id: CandidateId
    guest_id: UUID | None
    role_id: RoleId
    role_name: str


async def add(office: Office, slot: Slot, candidate: Candidate, guest: Guest) -> None:
    """Put a candidate into a slot; who was in it before comes in by this link now."""
    await office.connection.execute(
        """INSERT INTO slot_participant (slot_id, candidate_id, production_id, guest_id, added_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (slot_id, candidate_id) DO UPDATE SET guest_id = excluded.guest_id""",
        slot.id,
        candidate.id,
        candidate.production_id,
        guest.id,
        office.now,
    )


async def of_guests(office: Office, guest_ids: Sequence[UUID]) -> dict[UUID, list[Participant]]:
    """Return for whom some guests that were looked up are there, in the order of the roles."""
    rows = await office.connection.fetch(
        """SELECT p.slot_id, p.candidate_id, p.guest_id, c.role_id, r.name AS role_name
        FROM slot_participant p JOIN candidate c ON c.id = p.candidate_id
        JOIN role r ON r.id = c.role_id
        WHERE p.guest_id = ANY($1::uuid[]) ORDER BY p.added_at, r.added_at, r.id""",
        guest_ids,
    )
    found: dict[UUID, list[Participant]] = {}
    for row in rows:
        found.setdefault(row["guest_id"], []).append(Participant(**row))
    return found


async def of_guest(office: Office, guest: Guest) -> list[Participant]:
    """Return for what roles a guest is there."""
    return (await of_guests(office, [guest.id])).get(guest.id, [])


def in_words(participants: Sequence[Participant]) -> str:
    """Name the roles of one guest."""
    return " and ".join(each.role_name for each in participants)
