"""Looks at many admissions at once: one query for all members, one for each agency's guests."""

from collections.abc import Sequence

from services.gateway.platform.admissions.model import (
    EXPIRED,
    LEFT,
    REPLACED,
    ROLE_CHANGED,
    SIGNED_OUT,
    WITHDRAWN,
    ByLink,
    ByMembership,
    Closure,
)
from shared.tenancy import Connection


async def of_members(
    connection: Connection, admissions: Sequence[ByMembership]
) -> dict[ByMembership, Closure]:
    """Return which of them are over, and why."""
    rows = await connection.fetch(
        """SELECT asked.n, s.token_hash IS NOT NULL AS signed_in, m.role, m.productions
        FROM unnest($1::bytea[], $2::uuid[]) WITH ORDINALITY AS asked (session, agency, n)
        LEFT JOIN gateway.open_session s ON s.token_hash = asked.session
        LEFT JOIN platform.billing_membership_v1 m
            ON m.person_id = s.person_id AND m.agency_id = asked.agency""",
        [each.session for each in admissions],
        [each.agency for each in admissions],
    )
    over = {}
    for row in rows:
        admission = admissions[row["n"] - 1]
        if not row["signed_in"]:
            over[admission] = SIGNED_OUT
        elif row["role"] is None:
            over[admission] = LEFT
        elif row["role"] != admission.role or (
            row["role"] == "freelancer" and admission.production not in row["productions"]
        ):
            over[admission] = ROLE_CHANGED
    return over


async def of_guests(connection: Connection, admissions: Sequence[ByLink]) -> dict[ByLink, Closure]:
    """Return which of one agency's are over, and why."""
    rows = await connection.fetch(
        """SELECT guest_id, token_hash, revoked_at IS NOT NULL AS revoked,
            expires_at <= now() AS expired
        FROM access_link WHERE guest_id = ANY($1::uuid[])""",
        [each.guest for each in admissions],
    )
    found = {row["guest_id"]: row for row in rows}
    over = {}
    for admission in admissions:
        row = found.get(admission.guest)
        if row is None or row["revoked"]:
            over[admission] = WITHDRAWN
        elif row["token_hash"] != admission.link:
            over[admission] = REPLACED
        elif row["expired"]:
            over[admission] = EXPIRED
    return over
