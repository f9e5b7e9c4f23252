"""Members and invitations as billing keeps them: read in its tables, written by asking it."""

from collections.abc import Collection
from uuid import UUID

import asyncpg

from services.gateway.identity.team.model import (
    Assignment,
    Invitation,
    InvitationNotFound,
    Invited,
    Joined,
    Member,
    NamedProduction,
    NewInvitation,
)
from services.gateway.platform.billing_client import BillingClient
from services.gateway.web.desk import Agency, Office
from shared.ids import AgencyId, PersonId
from shared.tenancy import Connection


async def members(connection: Connection, agency: AgencyId) -> list[Member]:
    rows = await connection.fetch(
        """SELECT p.id, coalesce(p.email_as_typed, p.email) AS email, p.name,
            m.role, m.productions, m.joined_at
        FROM platform.billing_membership_v1 m
        JOIN platform.billing_person_v1 p ON p.id = m.person_id
        WHERE m.agency_id = $1 ORDER BY m.joined_at, p.id""",
        agency,
    )
    return [Member(**row) for row in rows]


async def productions(office: Office) -> list[NamedProduction]:
    """Return the productions that may be named to a freelancer, the newest first."""
    rows = await office.connection.fetch(
        "SELECT id, title FROM production ORDER BY started_at DESC LIMIT 500"
    )
    return [NamedProduction(**row) for row in rows]


async def has_productions(office: Office, ids: Collection[UUID]) -> bool:
    """Whether each of some productions is the agency's."""
    count: int = await office.connection.fetchval(
        "SELECT count(*) FROM production WHERE id = ANY($1::uuid[])", ids
    )
    return count == len(set(ids))


async def agencies(connection: Connection, person: PersonId) -> list[Agency]:
    """List the agencies that somebody works for, in the order in which they joined."""
    rows = await connection.fetch(
        """SELECT a.id, a.name FROM platform.billing_membership_v1 m
        JOIN platform.billing_agency_v1 a ON a.id = m.agency_id
        WHERE m.person_id = $1 ORDER BY m.joined_at, a.id""",
        person,
    )
    return [Agency(**row) for row in rows]


async def invitations(connection: Connection, agency: AgencyId) -> list[Invitation]:
    rows = await connection.fetch(
        """SELECT i.id, i.agency_id, a.name AS agency_name,
            coalesce(i.email_as_typed, i.email) AS email, i.role, i.productions,
            coalesce(nullif(p.name, ''), p.email_as_typed, p.email, '') AS invited_by,
            i.invited_at, i.expires_at, i.expires_at <= now() AS expired
        FROM platform.billing_invitation_v1 i
        JOIN platform.billing_agency_v1 a ON a.id = i.agency_id
        LEFT JOIN platform.billing_person_v1 p ON p.id = i.invited_by
        WHERE i.agency_id = $1 AND i.ended_at IS NULL ORDER BY i.invited_at, i.id""",
        agency,
    )
    return [_invitation(row) for row in rows]


async def invitation(connection: Connection, agency: AgencyId, invitation_id: UUID) -> Invitation:
    """Return an open invitation of an agency.

    Raises:
        InvitationNotFound
    """
    found = [i for i in await invitations(connection, agency) if i.id == invitation_id]
    if not found:
        raise InvitationNotFound
    return found[0]


async def invitations_to(connection: Connection, email: str) -> list[Invitation]:
    rows = await connection.fetch(
        """SELECT i.id, i.agency_id, a.name AS agency_name,
            coalesce(i.email_as_typed, i.email) AS email, i.role, i.productions,
            coalesce(nullif(p.name, ''), p.email_as_typed, p.email, '') AS invited_by,
            i.invited_at, i.expires_at, false AS expired
        FROM platform.billing_invitation_v1 i
        JOIN platform.billing_agency_v1 a ON a.id = i.agency_id
        LEFT JOIN platform.billing_person_v1 p ON p.id = i.invited_by
        WHERE i.email = $1 AND i.ended_at IS NULL AND i.expires_at > now()
        ORDER BY i.invited_at, i.id LIMIT 100""",
        email,
    )
    return [_invitation(row) for row in rows]


async def invitation_by_token(connection: Connection, token_hash: bytes) -> Invitation | None:
    row = await connection.fetchrow(
        """SELECT i.id, i.agency_id, a.name AS agency_name,
            coalesce(i.email_as_typed, i.email) AS email, i.role, i.productions,
            coalesce(nullif(p.name, ''), p.email_as_typed, p.email, '') AS invited_by,
            i.invited_at, i.expires_at, i.expires_at <= now() AS expired
        FROM platform.billing_invitation_v1 i
        JOIN platform.billing_agency_v1 a ON a.id = i.agency_id
        LEFT JOIN platform.billing_person_v1 p ON p.id = i.invited_by
        WHERE i.token_hash = $1 AND i.ended_at IS NULL""",
        token_hash,
    )
    return _invitation(row) if row else None


def _invitation(row: asyncpg.Record) -> Invitation:
    values = dict(row)
    agency = Agency(values.pop("agency_id"), values.pop("agency_name"))
    return Invitation(agency=agency, **values)


async def invite(
    billing: BillingClient, agency: AgencyId, new: NewInvitation, token_hash: bytes, by: PersonId
) -> Invited:
    """Raises Conflict, PaymentRequired, Invalid: in billing's words."""
    order = {
        "email": new.email,
        "part": {"role": new.role, "productions": new.productions},
        "token_hash": token_hash.hex(),
        "invited_by": by,
    }
    return await billing.post(f"/agencies/{agency}/invitations", order, Invited)


async def renew(
    billing: BillingClient, agency: AgencyId, invitation: UUID, token_hash: bytes
) -> Invited:
    """Raises NotFound."""
    path = f"/agencies/{agency}/invitations/{invitation}/renew"
    return await billing.post(path, {"token_hash": token_hash.hex()}, Invited)


async def withdraw(billing: BillingClient, agency: AgencyId, invitation: UUID) -> Invited:
    """Raises NotFound."""
    path = f"/agencies/{agency}/invitations/{invitation}/withdraw"
    return await billing.post(path, None, Invited)


async def accept(billing: BillingClient, invitation: UUID, person: PersonId) -> Joined:
    """Raises NotFound, Gone, Conflict, PaymentRequired."""
    path = f"/invitations/{invitation}/accept"
    return await billing.post(path, {"person_id": person}, Joined)


async def change(
    billing: BillingClient, agency: AgencyId, person: UUID, assignment: Assignment
) -> Joined:
    """Raises NotFound, Conflict: the last owner stays one."""
    order = {"role": assignment.role, "productions": assignment.productions}
    return await billing.post(f"/agencies/{agency}/members/{person}/change", order, Joined)


async def remove(billing: BillingClient, agency: AgencyId, person: UUID) -> Joined:
    """Raises NotFound, Conflict: the last owner stays."""
    return await billing.post(f"/agencies/{agency}/members/{person}/remove", None, Joined)
