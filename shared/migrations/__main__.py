"""`DATABASE_OWNER_URL=… DATABASE_GATEWAY_PASSWORD=… … python -m shared.migrations`."""

import asyncio
import os
import sys

from shared.migrations import SERVICES, ChecksumChanged, MigrationsFailed, migrate
from shared.migrations.progress import Bar


def main() -> None:
    passwords = {s: os.environ[f"DATABASE_{s.upper()}_PASSWORD"] for s in SERVICES}
    owner_url = os.environ["DATABASE_OWNER_URL"]
    try:
        platform, tenants = asyncio.run(migrate(owner_url, passwords, progress=Bar(sys.stderr)))
    except MigrationsFailed as error:
        sys.exit(f"migrations failed; what is not named here is up to date. {error}")
    except ChecksumChanged as error:
        sys.exit(f"migrations: {error}")
    print(f"migrations: {platform} platform and {tenants} tenant files applied")


if __name__ == "__main__":
    main()
