"""An agency with a production and a role, and the tickets into its session's rooms."""

from uuid import UUID, uuid4

import asyncpg
import msgspec

from shared.ids import AgencyId, ProductionId, RoleId, SessionId, new_id
from shared.tenancy import schema_of
from shared.tickets import BackRoomTicket, StageRole, StageTicket, WatchingRole
from tests.migrated import Founded, sign_in

KEY = "a-key-for-tickets-that-is-long-enough"


class AuditionSession(msgspec.Struct, frozen=True, kw_only=True):
    """`owner_url` is the database's superuser; `rooms_url` signs in as the service."""

    owner_url: str
    rooms_url: str
    redis_url: str
    agency_id: AgencyId
    production_id: ProductionId
    role_id: RoleId
    session_id: SessionId

    def on_stage(
        self, role: StageRole, name: str, waits: int | None = None, *, room: int = 1
    ) -> StageTicket:
        kind = "person" if role in ("host", "runner") else "guest"
        return StageTicket(
            agency_id=self.agency_id,
            production_id=self.production_id,
            session_id=self.session_id,
            who=f"{kind}:{UUID(int=sum(name.encode()) * 7919)}",
            name=name,
            title=role.replace("_", " ").title(),
            waits=waits,
            room=room,
            role=role,
        )

    def in_back_room(self, role: WatchingRole, name: str, *, room: int = 1) -> BackRoomTicket:
        stage = self.on_stage(role, name, room=room)
        return BackRoomTicket(
            agency_id=self.agency_id,
            production_id=self.production_id,
            session_id=self.session_id,
            who=stage.who,
            name=name,
            title=stage.title,
            room=room,
            role=role,
        )


async def build(founded: Founded, redis_url: str) -> AuditionSession:
    """Furnish an agency, beside a neighbour of the same shape."""
    audition = AuditionSession(
        owner_url=founded.url,
        rooms_url=sign_in(founded.url, "rooms"),
        redis_url=redis_url,
        agency_id=founded.agency,
        production_id=ProductionId(new_id()),
        role_id=RoleId(new_id()),
        session_id=SessionId(new_id()),
    )
    connection = await asyncpg.connect(founded.url)
    try:
        for agency in (founded.agency, founded.neighbour):
            await _furnish(connection, audition, agency)
    finally:
        await connection.close()
    return audition


async def _furnish(
    connection: asyncpg.Connection, audition: AuditionSession, agency: AgencyId
) -> None:
    async with connection.transaction():
        await connection.execute(f'SET LOCAL search_path TO "{schema_of(agency)}"')
        await connection.execute(
            "INSERT INTO production (id, title, started_by) VALUES ($1, 'The Seagull', $2)",
            audition.production_id,
            uuid4(),
        )
        await connection.execute(
            "INSERT INTO role (id, production_id, name) VALUES ($1, $2, 'Nina')",
            audition.role_id,
            audition.production_id,
        )
