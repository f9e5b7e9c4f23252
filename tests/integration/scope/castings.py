"""Productions with something in every table below them, written by the services that own them."""

from typing import Any, NamedTuple
from uuid import UUID

from shared.ids import AgencyId, new_id
from shared.tenancy import Connection, Database


class Casting(NamedTuple):
    """A production, and the people who are reached through it."""

    production: UUID
    role: UUID
    session: UUID
    slot: UUID
    guest: UUID
    candidate: UUID
    talent: UUID
    rep: UUID
    firm: UUID
    contact: UUID
    take: UUID

    def people(self) -> dict[str, UUID]:
        """Return who is reached through it, by their table."""
        return {
            "talent": self.talent,
            "rep": self.rep,
            "rep_firm": self.firm,
            "contact": self.contact,
        }


async def cast(
    gateway: Database, rooms: Database, agency: AgencyId, name: str = "Ana Silva"
) -> Casting:
    """Start a production, and cast as far as it goes; `name` is the talent's."""
    ids = Casting(*(new_id() for _ in Casting._fields))
    async with gateway.tenant(agency) as tx:
        await _production(tx, ids)
        await _people(tx, ids, name)
        await _session(tx, ids)
        await _candidate(tx, ids)
    async with rooms.tenant(agency) as tx:
        await _take(tx, ids)
    async with gateway.tenant(agency) as tx:
        await tx.execute(
            "INSERT INTO scorecard (take_id, person_id, rating) VALUES ($1, $1, 3)", ids.take
        )
    return ids


async def _production(tx: Connection, ids: Casting) -> None:
    upload = new_id()
    await tx.execute(
        "INSERT INTO production (id, title, started_by) VALUES ($1, 'The Tempest', $1)",
        ids.production,
    )
    await tx.execute(
        "INSERT INTO role (id, production_id, name) VALUES ($1, $2, 'Miranda')",
        ids.role,
        ids.production,
    )
    await tx.execute(
        """INSERT INTO sides (id, role_id, file_name, object_key, pages, bytes)
        VALUES ($1, $1, 'sides.pdf', 'x', 1, 1)""",
        ids.role,
    )
    await tx.execute(
        """INSERT INTO upload (id, purpose, who, place, production_id, file_name, metadata, length,
            expires_at) VALUES ($1, 'sides', 'person:x', 'x', $2, 'x', '', 1, now())""",
        upload,
        ids.production,
    )
    await tx.execute(
        "INSERT INTO upload_part VALUES ($1, 0, 1, 'x', sha256(''))",
        upload,
    )
    await tx.execute(
        """INSERT INTO mail_record (id, kind, recipient, production_id, subject)
        VALUES ($1, 'invitation', 'ana@actors.test', $1, 'x')""",
        ids.production,
    )


async def add_person(tx: Connection, table: str, key: UUID, name: str) -> None:
    await tx.execute(
        f"INSERT INTO {table} (id, name) VALUES ($1, $2)",
        key,
        name,
    )


async def _people(tx: Connection, ids: Casting, name: str) -> None:
    await add_person(tx, "talent", ids.talent, name)
    await add_person(tx, "contact", ids.contact, "Petra Producer")
    await add_person(tx, "rep_firm", ids.firm, "Stage Agents")
    await tx.execute(
        "INSERT INTO rep (id, firm_id, name) VALUES ($1, $2, 'Rita Rep')", ids.rep, ids.firm
    )
    await tx.execute(
        "INSERT INTO representation (talent_id, rep_id) VALUES ($1, $2)", ids.talent, ids.rep
    )
    await tx.execute(
        """INSERT INTO guardian (id, talent_id, name, email, email_as_typed)
        VALUES ($1, $1, 'Gerda', 'g@home.test', 'g@home.test')""",
        ids.talent,
    )


async def _session(tx: Connection, ids: Casting) -> None:
    await tx.execute(
        """INSERT INTO round (id, production_id, kind, title, position)
        VALUES ($1, $1, 'audition', 'x', 1)""",
        ids.production,
    )
    await tx.execute(
        """INSERT INTO session (id, production_id, title, local_date, zone, round_id)
        VALUES ($1, $2, 'First round', '2027-01-15', 'UTC', $2)""",
        ids.session,
        ids.production,
    )
    await tx.execute(
        """INSERT INTO slot (id, session_id, position, kind, role_id, local_start, starts_at,
            minutes) VALUES ($1, $2, 1, 'audition', $3, now(), now(), 15)""",
        ids.slot,
        ids.session,
        ids.role,
    )
    await _guest(tx, ids.guest, ids.session, "actor", slot_id=ids.slot, talent_id=ids.talent)
    await _guest(tx, new_id(), ids.session, "decision_maker", contact_id=ids.contact)


async def _guest(tx: Connection, key: UUID, session: UUID, role: str, **links: Any) -> None:
    await tx.execute(
        """INSERT INTO guest (id, session_id, role, name, email, invited_by, slot_id, talent_id,
            contact_id)
        VALUES ($1, $2, $3, 'Ana Silva', 'ana@actors.test', $1, $4, $5, $6)""",
        key,
        session,
        role,
        links.get("slot_id"),
        links.get("talent_id"),
        links.get("contact_id"),
    )


async def _candidate(tx: Connection, ids: Casting) -> None:
    await tx.execute(
        """INSERT INTO candidate (id, production_id, role_id, talent_id, round_id)
        VALUES ($1, $2, $3, $4, $2)""",
        ids.candidate,
        ids.production,
        ids.role,
        ids.talent,
    )
    await tx.execute(
        """INSERT INTO decision (id, candidate_id, production_id, kind, decided_by)
        VALUES ($1, $1, $2, 'pin', $1)""",
        ids.candidate,
        ids.production,
    )
    await tx.execute(
        """INSERT INTO answer (id, candidate_id, production_id, decision_id, status, written_by)
        VALUES ($1, $1, $2, $1, 'draft', $1)""",
        ids.candidate,
        ids.production,
    )
    await tx.execute(
        """INSERT INTO slot_participant (slot_id, candidate_id, production_id, guest_id)
        VALUES ($1, $2, $3, $4)""",
        ids.slot,
        ids.candidate,
        ids.production,
        ids.guest,
    )


async def _take(tx: Connection, ids: Casting) -> None:
    who = f"guest:{ids.guest}"
    await tx.execute(
        """INSERT INTO visit (id, session_id, production_id, place, who, name, title, role)
        VALUES ($1, $2, $3, 'stage', $4, 'Ana Silva', '', 'actor')""",
        ids.guest,
        ids.session,
        ids.production,
        who,
    )
    await tx.execute(
        """INSERT INTO consent (id, session_id, production_id, who, name, agreed, statement)
        VALUES ($1, $2, $3, $4, 'Ana Silva', true, 'x')""",
        ids.guest,
        ids.session,
        ids.production,
        who,
    )
    await tx.execute(
        """INSERT INTO removal (id, session_id, production_id, who, name, removed_by)
        VALUES ($1, $2, $3, $4, 'Ana Silva', 'person:x')""",
        ids.guest,
        ids.session,
        ids.production,
        who,
    )
    await tx.execute(
        """INSERT INTO take (id, session_id, production_id, role_id, role_name, scene, number,
            phase, started_by, started_at, fence)
        VALUES ($1, $2, $3, $4, 'Miranda', '1', 1, 'recorded', 'person:x', now(), 1)""",
        ids.take,
        ids.session,
        ids.production,
        ids.role,
    )
    await tx.execute(
        """INSERT INTO recording (id, take_id, who, name, started_at)
        VALUES ($1, $1, $2, 'x', now())""",
        ids.take,
        who,
    )
    await tx.execute(
        """INSERT INTO marker (id, take_id, at_ms, text, who, name)
        VALUES ($1, $1, 0, 'x', 'x', 'x')""",
        ids.take,
    )
