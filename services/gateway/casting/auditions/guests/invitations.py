"""Invites people to a session, and sends them new links."""

from uuid import UUID

from services.gateway.casting.auditions import store
from services.gateway.casting.auditions.day import placing
from services.gateway.casting.auditions.day.model import Filling
from services.gateway.casting.auditions.guests import access
from services.gateway.casting.auditions.guests import store as guest_store
from services.gateway.casting.auditions.guests.invitation_mail import post
from services.gateway.casting.auditions.model import (
    IN_WORDS,
    ClientWithdrawn,
    Guest,
    GuestNotFound,
    Invitation,
    Invited,
    Mended,
    RepInvitation,
    Session,
    SlotTaken,
    WatcherInvitation,
)
from services.gateway.casting.contacts import actions as contacts
from services.gateway.casting.contacts.model import Contact
from services.gateway.casting.talent import store as talent_store
from services.gateway.casting.talent.reps.invited import rep_of
from services.gateway.identity.access_links import actions as access_links
from services.gateway.identity.access_links.tokens import LinkToken
from services.gateway.platform import audit
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from shared import addresses
from shared.bus import outbox
from shared.events.gateway import ActorInvited
from shared.ids import RepId
from shared.texts import gettext_noop

LINK_ENDS = gettext_noop(
    "Their link is known to them alone: a new one is made, and the one that they have ends."
)


async def invite_actor(desk: Desk, slot_id: UUID, invitation: Invitation) -> Invited:
    """Invite an actor to a slot, by mail with a personal link and a calendar entry: they become a
    candidate for its role, or the one that is named. Who is in the slot already has a new link.

    Raises:
        SlotNotFound, ReadOnly
        SlotTaken: somebody is invited to it; withdraw that first, or invite them also.
        RoleNotFound: it is of another production.
        NobodyToTell: they are a child without a guardian.
        Invalid: the address is not one.
    """
    guest = await placing.place(desk, slot_id, invitation)
    slot, session = await store.slot(desk, slot_id), await store.session(desk, guest.session_id)
    token = await access_links.replace(desk, guest.id, placing.expiry(desk, session, slot))
    invited = _invited(desk, guest, token)
    await post(desk, invited, session)
    await audit.note(desk, desk.who, "invited", "actor", guest.id)
    await outbox.publish(
        desk.connection,
        "gateway",
        ActorInvited(agency_id=desk.agency.id, session_id=session.id, slot_id=slot.id),
    )
    return invited


async def fill(desk: Desk, slot_id: UUID, filling: Filling) -> None:
    """Put an actor into a slot: their mail leaves at once, or with all else that changed.

    Raises:
        As `invite_actor`.
    """
    if filling.at_once:
        await invite_actor(desk, slot_id, filling)
    else:
        await placing.fill(desk, slot_id, filling)


async def invite_watcher(desk: Desk, session_id: UUID, invitation: WatcherInvitation) -> Invited:
    """Invite a producer or director to a back room, a reader or guardian to a stage, by mail.

    Raises:
        SessionNotFound, ReadOnly
        Invalid: the address is not one.
    """
    session = await store.changeable(desk, session_id)
    guest = placing.new_guest(
        desk, session, None, invitation.role, invitation.name, invitation.title, invitation.email
    )
    contact = await _contact(desk, invitation)
    await guest_store.add_guest(
        desk, guest, desk.person.id, contact_id=contact.id if contact else None
    )
    invited = _invited(desk, guest, await _issue(desk, guest, session))
    await post(desk, invited, session)
    await audit.note(
        desk, desk.who, f"invited as {IN_WORDS[guest.role].lower()}", "guest", guest.id
    )
    return invited


async def invite_rep(desk: Desk, client_id: UUID, invitation: RepInvitation) -> Invited:
    """Invite an actor's rep to see their client's audition, by mail; no room is open to them.

    Raises:
        GuestNotFound: there is no such actor.
        ClientWithdrawn, ReadOnly
        Invalid: the address is not one.
    """
    client = await _client(desk, client_id)
    session = await store.changeable(desk, client.session_id)
    slot = await access.slot_of(desk, client)
    rep = placing.new_guest(
        desk, session, slot, "rep", invitation.name, invitation.title, invitation.email, client.id
    )
    known = await _rep(desk, client, invitation)
    await guest_store.add_guest(desk, rep, desk.person.id, rep_id=known)
    invited = _invited(desk, rep, await _issue(desk, rep, session))
    await post(desk, invited, session)
    await audit.note(desk, desk.who, "invited as rep", "guest", rep.id)
    return invited


async def send_again(desk: Desk, guest_id: UUID) -> Invited:
    """Send a guest a new link, good for as long as a first one; the old one ends.

    Raises:
        GuestNotFound, ReadOnly
        SlotTaken: their slot was given to somebody else.
        ClientWithdrawn: they are the rep of an actor who is not invited any more.
        TooManyMails: also where one was sent just now.
    """
    guest = await guest_store.guest(desk, guest_id)
    session = await store.changeable(desk, guest.session_id)
    if guest.client_id:
        await _client(desk, guest.client_id)
    withdrawn = guest.slot_id if guest.revoked_at else None
    if withdrawn and not await guest_store.claim_slot(desk, withdrawn, besides=guest.id):
        raise SlotTaken
    slot = await access.slot_of(desk, guest)
    token = await access_links.replace(desk, guest.id, placing.expiry(desk, session, slot))
    invited = _invited(desk, guest, token)
    await post(desk, invited, session, again=True)
    await audit.note(desk, desk.who, "sent a new link to", "guest", guest.id)
    return invited


async def doubts_of_link(desk: Desk, guest_id: UUID) -> list[str]:
    """Raises GuestNotFound, ReadOnly."""
    await _linked(desk, guest_id)
    return [
        "Their link is known to them alone: a new one is made, and the one that they have ends."
    ]


async def link(desk: Desk, guest_id: UUID) -> Invited:
    """Make a guest a new link that is sent to nobody, for the office to hand on; the old one ends.

    Raises:
        GuestNotFound: also where they are withdrawn.
        ReadOnly
    """
    guest, session = await _linked(desk, guest_id)
    slot = await access.slot_of(desk, guest)
    token = await access_links.replace(desk, guest.id, placing.expiry(desk, session, slot))
    await audit.note(desk, desk.who, "copied the link of", "guest", guest.id)
    return _invited(desk, guest, token)


async def _linked(desk: Desk, guest_id: UUID) -> tuple[Guest, Session]:
    """Return a guest who has a link, of a session that may change."""
    guest = await guest_store.guest(desk, guest_id)
    if guest.revoked_at:
        raise GuestNotFound
    return guest, await store.changeable(desk, guest.session_id)


async def mend_address(desk: Desk, guest_id: UUID, mended: Mended) -> Invited:
    """Write to a guest at another address from now on, and send them a new link there.

    Raises:
        GuestNotFound, ReadOnly, SlotTaken, ClientWithdrawn
        Invalid: the address is not one.
    """
    guest = await guest_store.guest(desk, guest_id)
    await store.changeable(desk, guest.session_id)
    await guest_store.change_address(desk, guest.id, addresses.read(mended.email))
    await audit.note(desk, desk.who, "mended the address of", "guest", guest.id)
    return await send_again(desk, guest.id)


async def _issue(desk: Desk, guest: Guest, session: Session) -> LinkToken:
    return await access_links.issue(
        desk, "invitation", guest.id, session.production_id, guest.expires_at
    )


def _invited(desk: Desk, guest: Guest, token: LinkToken) -> Invited:
    return Invited(guest, desk.public_url + urls.join(token.text))


async def _rep(desk: Desk, client: Guest, invitation: RepInvitation) -> RepId | None:
    """Return who of the reps they are; of a client of before, who is no talent, nobody."""
    if client.talent_id is None:
        return None
    talent = await talent_store.talent(desk, client.talent_id)
    address = addresses.read(invitation.email)
    return (await rep_of(desk, talent, invitation.name, invitation.title, address)).id


async def _contact(desk: Desk, invitation: WatcherInvitation) -> Contact | None:
    """Return who of the office's contacts they are; a guardian is none."""
    if invitation.role == "guardian":
        return None
    address = addresses.read(invitation.email)
    return await contacts.invited(desk, invitation.name, invitation.title, address)


async def _client(desk: Desk, client_id: UUID) -> Guest:
    """Return an actor who is invited. Raises GuestNotFound, ClientWithdrawn."""
    client = await guest_store.guest(desk, client_id)
    if client.role != "actor":
        raise GuestNotFound
    if client.revoked_at:
        raise ClientWithdrawn
    return client
