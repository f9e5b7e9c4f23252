"""Forward-only plain-SQL migrations, for the platform and for each agency's schema.

A file is `services/<service>/migrations/{platform,tenant}/NNNN_what.sql` (or `shared/migrations/…`)
and runs once per scope, in its own transaction, recorded in the ledger `platform.migration`.
Inside a file `:"gateway"`, `:"rooms"` and `:"billing"` name the roles to grant to: in tenant files
those of (service, agency); in platform files the services' platform roles, and with the ending
`_tenant` the roles that all of a service's tenant roles belong to. In both, `:"gateway_sealer"` is
the gateway's role for one duty (`DUTIES`).

Files expand: what the running code reads stays, so services go on while a run is under way. What
takes it away is a file of its own, `NNNN_what.contract.sql`, which waits until the operator says
that no process of before is left. A later file must do with and without it.

Run by hand, before a rollout: `DATABASE_OWNER_URL=… python -m shared.migrations`; and when the last
process of before has ended (a draining node of rooms may take half an hour), with `--contract`.
"""

from shared.migrations.extensions import ExtensionsMissing
from shared.migrations.files import (
    DUTIES,
    PLATFORM,
    ROOT,
    SERVICES,
    TENANT,
    Migration,
    contracts,
    migrations,
)
from shared.migrations.model import ChecksumChanged, Failure, MigrationsFailed
from shared.migrations.provisioning import create_tenant, upgrade_tenant
from shared.migrations.run import LOCK_RETRIES, WORKERS, migrate

__all__ = [
    "DUTIES",
    "LOCK_RETRIES",
    "PLATFORM",
    "ROOT",
    "SERVICES",
    "TENANT",
    "WORKERS",
    "ChecksumChanged",
    "ExtensionsMissing",
    "Failure",
    "Migration",
    "MigrationsFailed",
    "contracts",
    "create_tenant",
    "migrate",
    "migrations",
    "upgrade_tenant",
]
