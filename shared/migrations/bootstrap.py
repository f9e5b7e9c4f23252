"""What is there before the first file: roles of the services, the platform schema, the ledger."""

import re
from collections.abc import Mapping
from typing import Any

from shared.migrations import history
from shared.migrations.files import DUTIES, PLATFORM, SERVICES

_PASSWORD = re.compile(r"^[A-Za-z0-9_-]{16,}$")


async def ensure(connection: Any, passwords: Mapping[str, str]) -> None:
    """Make the ground, and set the services' passwords (letters, digits, `-`, `_`; at least 16)."""
    known = {r["rolname"] for r in await connection.fetch("SELECT rolname FROM pg_roles")}
    steps = ["CREATE SCHEMA IF NOT EXISTS platform; REVOKE ALL ON SCHEMA public FROM PUBLIC;"]
    for service in SERVICES:
        steps += _roles(service, passwords[service], known)
    async with connection.transaction():
        await connection.execute("\n".join([*steps, history.TABLE]))


def _roles(service: str, password: str, known: set[str]) -> list[str]:
    if not _PASSWORD.match(password):
        raise ValueError(f"the database password of {service} is too short or has odd letters")
    login, duties = f"callboard_{service}", DUTIES.get(service, ())
    kinds = (PLATFORM, "tenant", *duties)
    made = [f"CREATE ROLE {login}_{k} NOLOGIN;" for k in kinds if f"{login}_{k}" not in known]
    verb = "ALTER" if login in known else "CREATE"
    return [
        *made,
        f"{verb} ROLE {login} LOGIN NOINHERIT PASSWORD '{password}';",
        *(f"GRANT {login}_{kind} TO {login};" for kind in (PLATFORM, *duties)),
        *(f"GRANT USAGE ON SCHEMA platform TO {login}_{kind};" for kind in kinds),
    ]
