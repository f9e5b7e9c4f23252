"""Productions, roles and sides of the agency whose transaction it is."""

from datetime import datetime
from uuid import UUID

from services.gateway.casting.productions.model import (
    Account,
    File,
    Production,
    ProductionNotFound,
    ReadOnly,
    Role,
    RoleNotFound,
    Sides,
    SidesNotFound,
)
from services.gateway.platform.bin import store as bin_store
from services.gateway.web.desk import Office
from shared.ids import ProductionId, RoleId
from shared.tenancy import Connection
from shared.vocabulary.entitlements import RUNS, Status


async def add_production(office: Office, production: Production, started_by: UUID) -> None:
    await office.connection.execute(
        """INSERT INTO production (id, title, company, started_at, started_by)
        VALUES ($1, $2, $3, $4, $5)""",
        production.id,
        production.title,
        production.company,
        production.started_at,
        started_by,
    )


async def productions(office: Office) -> list[Production]:
    """Return the newest 500."""
    rows = await office.connection.fetch(
        """SELECT id, title, company, started_at, subscription, plan, wrapped_at, version,
            archived_at
        FROM production ORDER BY started_at DESC LIMIT 500"""
    )
    return [Production(**row) for row in rows]


async def production(office: Office, production_id: UUID) -> Production:
    """Raises ProductionNotFound."""
    row = await office.connection.fetchrow(
        """SELECT id, title, company, started_at, subscription, plan, wrapped_at, version,
            archived_at
        FROM production WHERE id = $1""",
        production_id,
    )
    if row is None:
        raise ProductionNotFound
    return Production(**row)


async def account(office: Office, production_id: UUID) -> Account | None:
    """Return a production's subscription; None where there never was one."""
    row = await office.connection.fetchrow(
        """SELECT production_id, status, plan, period_starts_at, period_ends_at, cancels_at,
            ended_at, recorded_ms
        FROM platform.billing_own_account_v1 WHERE production_id = $1""",
        production_id,
    )
    return Account(**row) if row else None


async def payers(connection: Connection) -> list[str]:
    """Return the addresses of those in the agency who pay."""
    rows = await connection.fetch("SELECT email FROM platform.billing_own_payer_v1 ORDER BY email")
    return [row["email"] for row in rows]


async def note_storage_mail(connection: Connection, production_id: UUID) -> bool:
    """Write down that those who pay are mailed about storage; False where they were before."""
    return bool(
        await connection.fetchval(
            """UPDATE production SET storage_mailed_at = now()
            WHERE id = $1 AND storage_mailed_at IS NULL RETURNING true""",
            production_id,
        )
    )


async def may_record(office: Office, production_id: UUID) -> bool:
    """Whether a production's plan and hours let a take begin."""
    found = await account(office, production_id)
    return found is not None and found.entitlements.record


async def changeable(office: Office, production_id: UUID) -> Production:
    """Return a production in which something is to change. Raises ProductionNotFound, ReadOnly."""
    found = await production(office, production_id)
    if not found.entitlements.change:
        raise ReadOnly
    return found


async def follow_subscription(
    connection: Connection, production_id: ProductionId, status: str, plan: str, at: datetime
) -> None:
    """Keep the latest word on a subscription; an older one that comes late changes nothing.

    What is paid for is not in the bin: where somebody paid meanwhile, it is taken out.
    """
    async with bin_store.opened(connection):
        await connection.execute(
            """UPDATE production SET subscription = $2, plan = $3, subscription_changed_at = $4,
                deleted_at = CASE WHEN $2 = ANY($5::text[]) THEN NULL ELSE deleted_at END
            WHERE id = $1
                AND (subscription_changed_at IS NULL OR subscription_changed_at <= $4)""",
            production_id,
            status,
            plan,
            at,
            list(RUNS),
        )


async def subscription_of(connection: Connection, production_id: UUID) -> Status | None:
    """Return how a production's subscription stands; None where there never was one."""
    found: Status | None = await connection.fetchval(
        "SELECT subscription FROM production WHERE id = $1", production_id
    )
    return found


async def keys_of_sides(connection: Connection, production_id: UUID) -> list[str]:
    rows = await connection.fetch(
        """SELECT s.object_key FROM sides s JOIN role r ON r.id = s.role_id
        WHERE r.production_id = $1""",
        production_id,
    )
    return [row["object_key"] for row in rows]


async def forget(connection: Connection, production_id: UUID) -> None:
    """Delete a production and all that was cast in it, from every table that is ours."""
    await connection.execute("SELECT forget_casting($1)", production_id)


async def add_role(office: Office, role: Role) -> None:
    await office.connection.execute(
        """INSERT INTO role (id, production_id, name, breakdown, state)
        VALUES ($1, $2, $3, $4, $5)""",
        role.id,
        role.production_id,
        role.name,
        role.breakdown,
        role.state,
    )


async def roles(office: Office, production_id: UUID) -> list[Role]:
    """Return the roles of a production in their order, those that are archived last."""
    rows = await office.connection.fetch(
        """SELECT id, production_id, name, breakdown, state, version, archived_at FROM role
        WHERE production_id = $1
        ORDER BY archived_at IS NOT NULL, position NULLS LAST, added_at, id""",
        production_id,
    )
    return [Role(**row) for row in rows]


async def role(office: Office, role_id: UUID) -> Role:
    """Raises RoleNotFound."""
    row = await office.connection.fetchrow(
        """SELECT id, production_id, name, breakdown, state, version, archived_at FROM role
        WHERE id = $1""",
        role_id,
    )
    if row is None:
        raise RoleNotFound
    return Role(**row)


async def add_sides(connection: Connection, role_id: RoleId, file: File) -> None:
    """Add sides; nothing happens where this file is sides already."""
    await connection.execute(
        """INSERT INTO sides (id, role_id, file_name, object_key, pages, bytes, words)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING""",
        file.id,
        role_id,
        file.name,
        file.object_key,
        file.pages,
        file.bytes,
        file.words,
    )


async def words(office: Office, sides: Sides) -> str | None:
    """Return the words of sides that were looked up; None if nobody has read them yet."""
    found: str | None = await office.connection.fetchval(
        "SELECT words FROM sides WHERE id = $1", sides.id
    )
    return found


async def keep_words(office: Office, sides: Sides, words: str) -> None:
    await office.connection.execute(
        "UPDATE sides SET words = $2 WHERE id = $1 AND words IS NULL", sides.id, words
    )


async def sides_of_roles(office: Office, role_ids: list[RoleId]) -> list[Sides]:
    rows = await office.connection.fetch(
        """SELECT id, role_id, file_name, object_key, pages, bytes
        FROM sides WHERE role_id = ANY($1::uuid[]) ORDER BY added_at, id""",
        role_ids,
    )
    return [Sides(**row) for row in rows]


async def sides(office: Office, sides_id: UUID) -> Sides:
    """Raises SidesNotFound."""
    row = await office.connection.fetchrow(
        """SELECT id, role_id, file_name, object_key, pages, bytes
        FROM sides WHERE id = $1""",
        sides_id,
    )
    if row is None:
        raise SidesNotFound
    return Sides(**row)
