"""Deletes a session into the bin."""

from uuid import UUID

from services.gateway.casting.auditions import store as auditions
from services.gateway.casting.auditions.deleting import store
from services.gateway.casting.auditions.deleting.model import OwnersDeleteSessions, RoomsInUse
from services.gateway.casting.auditions.model import Session
from services.gateway.platform import audit
from services.gateway.platform.bin.model import can_be_restored, counted
from services.gateway.web.desk import Desk
from shared.lines import isolated


async def doubts(desk: Desk, session: Session) -> list[str]:
    """Say what is deleted with a session, and who is not told."""
    found = await store.hanging(desk, session)
    takes = counted((found.takes, "take", "takes"))
    said = [can_be_restored(isolated(session.title), takes)]
    if found.invited:
        people = counted((found.invited, "person is", "people are"))
        said.append(f"{people} invited: their links stop working, and nobody is told.")
    return said


async def delete(desk: Desk, session_id: UUID) -> Session:
    """Put a session into the bin, with its slots, its links and its takes.

    Raises:
        SessionNotFound, ReadOnly
        RoomsInUse: somebody is there now.
        OwnersDeleteSessions: it has takes.
    """
    session = await auditions.changeable(desk, session_id)
    found = await store.hanging(desk, session)
    if found.present:
        raise RoomsInUse
    if desk.role != "owner" and found.takes:
        raise OwnersDeleteSessions
    await store.hide(desk, session.id)
    await audit.note(desk, desk.who, "deleted", "session", session.id)
    return session
