"""Inviting, accepting, changing parts, removing.

Each holds the agency until its transaction ends: two at once see each other's work, so that the
last owner stays, and seats are given once.
"""

from uuid import UUID

from services.billing.agencies.store import hold
from services.billing.members import store
from services.billing.members.model import (
    Acceptance,
    AlreadyInvited,
    AlreadyMember,
    Invitation,
    InvitationExpired,
    InvitationNotFound,
    LastOwner,
    Member,
    NewInvitation,
    NoSeat,
    Part,
    Renewal,
)
from shared import addresses
from shared.ids import AgencyId, PersonId
from shared.tenancy import Connection
from shared.vocabulary import entitlements


async def invite(connection: Connection, agency: AgencyId, new: NewInvitation) -> Invitation:
    """Invite somebody to an agency, for a week.

    Raises:
        AgencyNotFound, AlreadyMember, AlreadyInvited, NoSeat
        Invalid: the address is not one.
    """
    address = addresses.read(new.email)
    await hold(connection, agency)
    if await store.is_member(connection, agency, address.key):
        raise AlreadyMember
    invitation = await store.invite(connection, agency, address, new)
    if invitation is None:
        raise AlreadyInvited
    taken = await store.members(connection, agency) + await store.invited(connection, agency)
    await _have_seats(connection, agency, taken)
    return invitation


async def renew(
    connection: Connection, agency: AgencyId, invitation: UUID, renewal: Renewal
) -> Invitation:
    """Give an invitation another link and another week.

    Raises:
        InvitationNotFound
    """
    renewed = await store.renew(connection, agency, invitation, renewal.token_hash)
    if renewed is None:
        raise InvitationNotFound
    return renewed


async def withdraw(connection: Connection, agency: AgencyId, invitation: UUID) -> Invitation:
    """Raises InvitationNotFound."""
    withdrawn = await store.end(connection, agency, invitation, "withdrawn")
    if withdrawn is None:
        raise InvitationNotFound
    return withdrawn


async def accept(connection: Connection, invitation: UUID, accepted: Acceptance) -> Member:
    """Make a member of somebody who was invited by their own address.

    Raises:
        InvitationNotFound, InvitationExpired, AlreadyMember, NoSeat
    """
    found = await store.invitation_for(connection, invitation, accepted.person_id)
    if found is None:
        raise InvitationNotFound
    if found.expired:
        raise InvitationExpired
    await hold(connection, found.agency_id)
    if await store.is_member(connection, found.agency_id, addresses.comparable(found.email)):
        raise AlreadyMember
    if await store.end(connection, found.agency_id, found.id, "accepted") is None:
        raise InvitationNotFound
    member = await store.add(connection, found, accepted.person_id)
    taken = await store.members(connection, found.agency_id)
    await _have_seats(connection, found.agency_id, taken)
    return member


async def change(connection: Connection, agency: AgencyId, person: PersonId, part: Part) -> Member:
    """Give a member another part.

    Raises:
        MemberNotFound
        LastOwner: nobody else owns the agency.
    """
    member = await _held(connection, agency, person, stays_owner=part.role == "owner")
    await store.change(connection, member, part)
    return Member(agency, person, part.role)


async def remove(connection: Connection, agency: AgencyId, person: PersonId) -> Member:
    """Raises MemberNotFound, LastOwner."""
    member = await _held(connection, agency, person, stays_owner=False)
    await store.remove(connection, member)
    return member


async def _held(
    connection: Connection, agency: AgencyId, person: PersonId, *, stays_owner: bool
) -> Member:
    await hold(connection, agency)
    member = await store.member(connection, agency, person)
    if member.role == "owner" and not stays_owner and await store.owners(connection, agency) == 1:
        raise LastOwner
    return member


async def _have_seats(connection: Connection, agency: AgencyId, wanted: int) -> None:
    if wanted > entitlements.seats(await store.standings(connection, agency)):
        raise NoSeat
