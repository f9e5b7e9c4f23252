"""The SQL files of this checkout."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from uuid import UUID

import msgspec

from shared.tenancy import role_of

SERVICES = ("gateway", "rooms", "billing")
DUTIES: Mapping[str, Sequence[str]] = {"gateway": ("sealer",)}
"""Roles of a service, in every agency, for what its requests may not do."""
ROOT = Path(__file__).resolve().parents[2]
PLATFORM, TENANT = "platform", "tenant"
_CONTRACTS = ".contract.sql"
_VARIABLE = re.compile(r':"(\w+)"')


class Migration(msgspec.Struct, frozen=True, dict=True):
    """One SQL file."""

    service: str
    file: str
    sql: str

    @cached_property
    def checksum(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()

    @property
    def contracts(self) -> bool:
        """Whether it takes away what a process of the version before may still use."""
        return contracts(self.file)

    def render(self, roles: Mapping[str, str]) -> str:
        known = {**roles, **_roles_of_duties()}
        return _VARIABLE.sub(lambda found: f'"{known[found[1]]}"', self.sql)


def contracts(file: str) -> bool:
    return file.endswith(_CONTRACTS)


def migrations(scope: str, root: Path = ROOT) -> list[Migration]:
    """List the files of a scope (`platform` or `tenant`) in the order in which they run."""
    homes = [("shared", root / "shared")] + [(s, root / "services" / s) for s in SERVICES]
    found = [
        Migration(service, path.name, path.read_text())
        for service, home in homes
        for path in sorted((home / "migrations" / scope).glob("*.sql"))
    ]
    order = [service for service, _ in homes]
    return sorted(found, key=lambda m: (m.file.split("_")[0], order.index(m.service)))


def _roles_of_duties() -> dict[str, str]:
    return {f"{s}_{duty}": f"callboard_{s}_{duty}" for s, own in DUTIES.items() for duty in own}


def roles_of_platform() -> dict[str, str]:
    """Map the names that platform files use to the roles that they mean."""
    roles = {s: f"callboard_{s}_{PLATFORM}" for s in SERVICES}
    return roles | {f"{s}_tenant": f"callboard_{s}_tenant" for s in SERVICES}


def roles_of_agency(agency: UUID) -> dict[str, str]:
    """Map the names that tenant files use to the roles of one agency."""
    return {service: role_of(service, agency) for service in SERVICES}
