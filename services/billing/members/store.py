"""`platform.membership` and `platform.invitation`."""

from uuid import UUID

import asyncpg

from services.billing.members.model import (
    LIFETIME,
    Ending,
    Invitation,
    Member,
    MemberNotFound,
    NewInvitation,
    Part,
)
from shared.addresses import Address
from shared.ids import AgencyId, PersonId, new_id
from shared.tenancy import Connection
from shared.vocabulary.entitlements import SubscriptionState


async def is_member(connection: Connection, agency: AgencyId, email: str) -> bool:
    return bool(
        await connection.fetchval(
            """SELECT true FROM platform.membership m JOIN platform.person p ON p.id = m.person_id
            WHERE m.agency_id = $1 AND p.email = $2""",
            agency,
            email,
        )
    )


async def member(connection: Connection, agency: AgencyId, person: PersonId) -> Member:
    """Raises MemberNotFound."""
    row = await connection.fetchrow(
        """SELECT agency_id, person_id, role FROM platform.membership
        WHERE agency_id = $1 AND person_id = $2""",
        agency,
        person,
    )
    if row is None:
        raise MemberNotFound
    return Member(**row)


async def add(connection: Connection, invitation: Invitation, person: PersonId) -> Member:
    await connection.execute(
        """INSERT INTO platform.membership (agency_id, person_id, role, productions)
        VALUES ($1, $2, $3, $4)""",
        invitation.agency_id,
        person,
        invitation.role,
        invitation.productions,
    )
    return Member(invitation.agency_id, person, invitation.role)


async def change(connection: Connection, member: Member, part: Part) -> None:
    await connection.execute(
        """UPDATE platform.membership SET role = $3, productions = $4
        WHERE agency_id = $1 AND person_id = $2""",
        member.agency_id,
        member.person_id,
        part.role,
        part.productions,
    )


async def remove(connection: Connection, member: Member) -> None:
    await connection.execute(
        "DELETE FROM platform.membership WHERE agency_id = $1 AND person_id = $2",
        member.agency_id,
        member.person_id,
    )


async def owners(connection: Connection, agency: AgencyId) -> int:
    count: int = await connection.fetchval(
        "SELECT count(*) FROM platform.membership WHERE agency_id = $1 AND role = 'owner'", agency
    )
    return count


async def members(connection: Connection, agency: AgencyId) -> int:
    count: int = await connection.fetchval(
        "SELECT count(*) FROM platform.membership WHERE agency_id = $1", agency
    )
    return count


async def invited(connection: Connection, agency: AgencyId) -> int:
    """Count the invitations that may still be accepted."""
    count: int = await connection.fetchval(
        """SELECT count(*) FROM platform.invitation
        WHERE agency_id = $1 AND ended_at IS NULL AND expires_at > now()""",
        agency,
    )
    return count


async def standings(connection: Connection, agency: AgencyId) -> list[SubscriptionState]:
    rows = await connection.fetch(
        "SELECT status, plan FROM platform.subscription WHERE agency_id = $1", agency
    )
    return [SubscriptionState(status=row["status"], plan=row["plan"]) for row in rows]


async def invite(
    connection: Connection, agency: AgencyId, address: Address, new: NewInvitation
) -> Invitation | None:
    """Write an invitation, in the place of one that has expired; None where one is open."""
    row = await connection.fetchrow(
        """INSERT INTO platform.invitation
            (id, agency_id, email, role, productions, token_hash, invited_by, expires_at,
            email_as_typed)
        VALUES ($1, $2, $3, $4, $5, $6, $7, now() + $8::interval, $9)
        ON CONFLICT (agency_id, email) WHERE ended_at IS NULL DO UPDATE
        SET role = $4, productions = $5, token_hash = $6, invited_by = $7, invited_at = now(),
            expires_at = now() + $8::interval, email_as_typed = $9
        WHERE invitation.expires_at <= now()
        RETURNING id, agency_id, coalesce(email_as_typed, email) AS email,
            role, productions, expires_at, false AS expired""",
        new_id(),
        agency,
        address.key,
        new.part.role,
        new.part.productions,
        bytes.fromhex(new.token_hash),
        new.invited_by,
        LIFETIME,
        address.typed,
    )
    return _invitation(row)


async def invitation_for(
    connection: Connection, invitation: UUID, person: PersonId
) -> Invitation | None:
    """Return an open invitation to somebody's own address: the lookup is the authorization."""
    row = await connection.fetchrow(
        """SELECT i.id, i.agency_id, coalesce(i.email_as_typed, i.email) AS email, i.role,
            i.productions, i.expires_at,
            i.expires_at <= now() AS expired
        FROM platform.invitation i JOIN platform.person p ON p.email = i.email
        WHERE i.id = $1 AND p.id = $2 AND i.ended_at IS NULL""",
        invitation,
        person,
    )
    return _invitation(row)


async def renew(
    connection: Connection, agency: AgencyId, invitation: UUID, token_hash: str
) -> Invitation | None:
    row = await connection.fetchrow(
        """UPDATE platform.invitation SET token_hash = $3, expires_at = now() + $4::interval
        WHERE agency_id = $1 AND id = $2 AND ended_at IS NULL
        RETURNING id, agency_id, coalesce(email_as_typed, email) AS email,
            role, productions, expires_at, false AS expired""",
        agency,
        invitation,
        bytes.fromhex(token_hash),
        LIFETIME,
    )
    return _invitation(row)


async def end(
    connection: Connection, agency: AgencyId, invitation: UUID, ending: Ending
) -> Invitation | None:
    """End an open invitation; None where there is none, or somebody was faster."""
    row = await connection.fetchrow(
        """UPDATE platform.invitation SET ended_at = now(), ending = $3
        WHERE agency_id = $1 AND id = $2 AND ended_at IS NULL
        RETURNING id, agency_id, coalesce(email_as_typed, email) AS email,
            role, productions, expires_at,
            expires_at <= now() AS expired""",
        agency,
        invitation,
        ending,
    )
    return _invitation(row)


def _invitation(row: asyncpg.Record | None) -> Invitation | None:
    return Invitation(**row) if row else None
