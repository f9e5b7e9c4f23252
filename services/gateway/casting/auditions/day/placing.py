"""Puts actors into slots. They are told by another act: at once, or with all else that changed."""

from datetime import datetime
from uuid import UUID

import msgspec

from services.gateway.casting.auditions import participants, store
from services.gateway.casting.auditions.day import declined
from services.gateway.casting.auditions.day.model import SessionEnded
from services.gateway.casting.auditions.guests import store as guest_store
from services.gateway.casting.auditions.model import (
    LINK_LIFETIME_AFTER_SESSION,
    Guest,
    GuestRole,
    Invitation,
    Session,
    Slot,
    SlotTaken,
)
from services.gateway.casting.auditions.replies import knowledge
from services.gateway.casting.candidates import actions as candidates
from services.gateway.casting.productions import store as productions
from services.gateway.casting.productions.model import Role, RoleNotFound
from services.gateway.casting.talent import store as talent_store
from services.gateway.casting.talent.model import Talent
from services.gateway.identity.access_links import actions as access_links
from services.gateway.platform import audit
from services.gateway.web.desk import Desk
from shared import addresses
from shared.ids import new_id


async def fill(desk: Desk, slot_id: UUID, invitation: Invitation) -> Guest:
    """Put an actor into a slot, and send nothing: the sheet of what is unsent has them.

    Raises:
        As `place`.
    """
    guest = await place(desk, slot_id, invitation)
    await audit.note(desk, desk.who, "put into a slot", "actor", guest.id)
    return guest


async def place(desk: Desk, slot_id: UUID, invitation: Invitation) -> Guest:
    """Put an actor into a slot as a candidate for its role, or the one that is named. Who replied
    that they cannot leaves it for them.

    Raises:
        SlotNotFound, SessionEnded, ReadOnly
        SlotTaken: somebody is in it; withdraw that first, or invite them also.
        RoleNotFound: it is of another production.
        Invalid: the address is not one.
    """
    slot = await store.slot(desk, slot_id)
    session = await store.changeable(desk, slot.session_id)
    if session.ended_at:
        raise SessionEnded
    if slot.kind == "break":
        raise SlotTaken
    role = await _role(desk, session, invitation.role_id or slot.role_id)
    if not await guest_store.claim_slot(desk, slot.id) and not invitation.also:
        raise SlotTaken
    address = addresses.read(invitation.email)
    talent = await talent_store.find_or_add(desk, invitation.name, address)
    candidate = await candidates.invited(desk, role.id, talent.id)
    await declined.leave(desk, slot, talent.id)
    guest = await _guest_of(desk, session, slot, talent, invitation)
    await participants.add(desk, slot, candidate, guest)
    return guest


async def _guest_of(
    desk: Desk, session: Session, slot: Slot, talent: Talent, invitation: Invitation
) -> Guest:
    """Return who comes into a slot; they may be there already, for another role. The link of a new
    one is nobody's: they get one as they are told."""
    known = await guest_store.invited_to(desk, slot.id, talent.id)
    if known:
        await knowledge.note_change(desk, known.id)
        return known
    guest = new_guest(desk, session, slot, "actor", invitation.name, "Actor", invitation.email)
    guest = msgspec.structs.replace(guest, talent_id=talent.id)
    await guest_store.add_guest(desk, guest, desk.person.id)
    await access_links.issue(desk, "invitation", guest.id, session.production_id, guest.expires_at)
    return guest


async def _role(desk: Desk, session: Session, role_id: UUID | None) -> Role:
    """Raises RoleNotFound."""
    if role_id is None:
        raise RoleNotFound
    role = await productions.role(desk, role_id)
    if role.production_id != session.production_id:
        raise RoleNotFound
    return role


def new_guest(
    desk: Desk,
    session: Session,
    slot: Slot | None,
    role: GuestRole,
    name: str,
    title: str,
    email: str,
    client_id: UUID | None = None,
) -> Guest:
    return Guest(
        id=new_id(),
        session_id=session.id,
        slot_id=slot.id if slot and role == "actor" else None,
        role=role,
        name=name,
        title=title,
        email=addresses.read(email).typed,
        invited_at=desk.now,
        opened_at=None,
        expires_at=expiry(desk, session, slot),
        revoked_at=None,
        client_id=client_id,
    )


def expiry(desk: Desk, session: Session, slot: Slot | None) -> datetime:
    day = slot.ends_at if slot else datetime.combine(session.local_date, desk.now.timetz())
    return max(day, desk.now) + LINK_LIFETIME_AFTER_SESSION
