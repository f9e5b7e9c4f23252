"""One agency's roles and schema, made by replaying history."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from shared.ids import AgencyId
from shared.migrations import history
from shared.migrations.files import ROOT, TENANT, Migration, migrations, roles_of_agency
from shared.tenancy import EVERY_PRODUCTION, schema_of, showing


async def create_tenant(
    connection: Any, agency: AgencyId, root: Path = ROOT, files: Sequence[Migration] | None = None
) -> None:
    """Make an agency's roles and schema, in the caller's transaction.

    `connection` is signed in as the database's owner and inside a transaction. The schema is at
    the newest version, contracted as the others are, or where `files` are given at the one that
    they make.
    """
    roles, schema = roles_of_agency(agency), schema_of(agency)
    grantees = ", ".join(f'"{role}"' for role in roles.values())
    replayed = await _newest(connection, root) if files is None else files
    steps = [
        *(f'CREATE ROLE "{role}" NOLOGIN;' for role in await _missing(connection, roles)),
        *(
            f'GRANT callboard_{service}_tenant TO "{role}"; GRANT "{role}" TO callboard_{service};'
            for service, role in roles.items()
        ),
        f'CREATE SCHEMA "{schema}"; SET LOCAL search_path TO "{schema}";',
        f"{showing(EVERY_PRODUCTION)};",
        f'GRANT USAGE ON SCHEMA "{schema}" TO {grantees};',
        *(file.render(roles) for file in replayed),
        f"INSERT INTO platform.tenant (agency_id) VALUES ('{agency}');",  # noqa: S608 - a UUID
        history.writing_down(schema, replayed),
    ]
    await connection.execute("\n".join(steps))


async def _newest(connection: Any, root: Path) -> list[Migration]:
    contracted = await history.done(connection, history.contracted(TENANT))
    return history.due(contracted, TENANT, migrations(TENANT, root))


async def _missing(connection: Any, roles: Mapping[str, str]) -> set[str]:
    """Roles belong to the server: what is restored into a new database may find its own there."""
    names = set(roles.values())
    rows = await connection.fetch(
        "SELECT rolname::text FROM pg_roles WHERE rolname = ANY($1::text[])", list(names)
    )
    return names - {row["rolname"] for row in rows}


async def upgrade_tenant(connection: Any, agency: AgencyId, root: Path = ROOT) -> None:
    """Bring one agency to the newest version, in the caller's transaction as the owner.

    Raises:
        ChecksumChanged
    """
    scope, roles = schema_of(agency), roles_of_agency(agency)
    newest = await _newest(connection, root)
    left = history.pending(await history.done(connection, scope), scope, newest)
    rendered = "\n".join(file.render(roles) for file in left)
    await connection.execute(
        f'SET LOCAL search_path TO "{scope}"; {showing(EVERY_PRODUCTION)};\n'
        f"{rendered}\n{history.writing_down(scope, left)}"
    )
