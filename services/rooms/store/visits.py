"""Who came, and what they agreed to: SQL inside one agency's transaction."""

from collections.abc import Iterable
from uuid import UUID

from shared.bus import outbox
from shared.events.gateway import ConsentWithdrawn
from shared.events.rooms import ConsentGiven, VisitBegan
from shared.ids import new_id
from shared.tenancy import Connection
from shared.tickets import BackRoomTicket, StageTicket, place_of
from shared.vocabulary.consent_statements import STATEMENTS, Statement

Ticket = StageTicket | BackRoomTicket


def guest_of(ticket: Ticket) -> UUID | None:
    """Return the guest's id, for who came by a guest's link."""
    kind, _, key = ticket.who.partition(":")
    return UUID(key) if kind == "guest" else None


async def begin(tx: Connection, ticket: Ticket) -> UUID:
    """Write down that somebody came in; return the visit's id."""
    visit = new_id()
    await tx.execute(
        """INSERT INTO visit (id, session_id, production_id, place, who, name, title, role)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        visit,
        ticket.session_id,
        ticket.production_id,
        place_of(ticket),
        ticket.who,
        ticket.name,
        ticket.title,
        ticket.role,
    )
    began = VisitBegan(
        agency_id=ticket.agency_id,
        session_id=ticket.session_id,
        visit_id=visit,
        guest_id=guest_of(ticket),
    )
    await outbox.publish(tx, "rooms", began)
    return visit


async def end(tx: Connection, visit: UUID) -> None:
    """Write down that they are gone."""
    await tx.execute("UPDATE visit SET ended_at = now() WHERE id = $1", visit)


async def seen(tx: Connection, tickets: Iterable[Ticket], *, seen: bool) -> None:
    """Write down that people have been seen on stage and sent back, or are on stage now."""
    for ticket in tickets:
        await tx.execute(
            """UPDATE visit SET seen_at = CASE WHEN $3 THEN now() END, on_stage = NOT $3
            WHERE session_id = $1 AND who = $2 AND place = 'stage'""",
            ticket.session_id,
            ticket.who,
            seen,
        )


async def was_seen(tx: Connection, ticket: Ticket) -> bool:
    """Return whether the person has been seen in this session and sent back."""
    return bool(
        await tx.fetchval(
            """SELECT EXISTS (SELECT FROM visit
                WHERE session_id = $1 AND who = $2 AND seen_at IS NOT NULL)""",
            ticket.session_id,
            ticket.who,
        )
    )


async def consent_of(tx: Connection, ticket: Ticket) -> bool | None:
    """Return what the person last answered in this session; None when they never did, or agreed to
    words that nobody knows."""
    agreed: bool | None = await tx.fetchval(
        """SELECT CASE WHEN NOT agreed THEN false WHEN statement = ANY($3) THEN true END
        FROM consent WHERE session_id = $1 AND who = $2
        ORDER BY given_at DESC, id DESC LIMIT 1""",
        ticket.session_id,
        ticket.who,
        list(STATEMENTS),
    )
    return agreed


async def add_consent(
    tx: Connection, ticket: Ticket, statement: Statement, *, agreed: bool
) -> None:
    """Add to the ledger that the person agrees, or does not, after reading a statement."""
    await tx.execute(
        """INSERT INTO consent_statement (version, language, words) VALUES ($1, $2, $3)
        ON CONFLICT (version) DO NOTHING""",
        statement.version,
        statement.language,
        statement.words,
    )
    consent = new_id()
    await tx.execute(
        """INSERT INTO consent (id, session_id, production_id, who, name, agreed, statement)
        VALUES ($1, $2, $3, $4, $5, $6, $7)""",
        consent,
        ticket.session_id,
        ticket.production_id,
        ticket.who,
        ticket.name,
        agreed,
        statement.version,
    )
    given = ConsentGiven(
        agency_id=ticket.agency_id, session_id=ticket.session_id, consent_id=consent
    )
    await outbox.publish(tx, "rooms", given)


async def consent_withdrawn(connection: Connection, event: ConsentWithdrawn) -> None:
    """Add to the ledger that a guest takes back what they agreed to, by the words they had read."""
    consent = new_id()
    added = await connection.fetchval(
        """INSERT INTO consent (id, session_id, production_id, who, name, agreed, statement)
        SELECT $1, session_id, production_id, who, name, false, statement FROM consent
        WHERE session_id = $2 AND who = $3 ORDER BY given_at DESC, id DESC LIMIT 1
        RETURNING true""",
        consent,
        event.session_id,
        f"guest:{event.guest_id}",
    )
    if added:
        given = ConsentGiven(
            agency_id=event.agency_id, session_id=event.session_id, consent_id=consent
        )
        await outbox.publish(connection, "rooms", given)
