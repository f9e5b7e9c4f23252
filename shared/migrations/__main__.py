"""`DATABASE_OWNER_URL=… DATABASE_GATEWAY_PASSWORD=… … python -m shared.migrations [--contract]`."""

import argparse
import asyncio
import sys

from shared.migrations import ChecksumChanged, ExtensionsMissing, MigrationsFailed, migrate
from shared.migrations.progress import Bar
from shared.migrations.settings import Settings
from shared.settings import SettingsError, load


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m shared.migrations")
    parser.add_argument(
        "--contract",
        action="store_true",
        help="also take away what only the version before used: none of its processes is left",
    )
    contract = parser.parse_args().contract
    try:
        given = load(Settings)
    except SettingsError as error:
        sys.exit(f"migrations: {error}")
    passwords = {
        "gateway": given.database_gateway_password,
        "rooms": given.database_rooms_password,
        "billing": given.database_billing_password,
    }
    try:
        platform, tenants = asyncio.run(
            migrate(
                given.database_owner_url,
                passwords,
                progress=Bar(sys.stderr),
                contract=contract,
            )
        )
    except MigrationsFailed as error:
        sys.exit(f"migrations failed; what is not named here is up to date. {error}")
    except (ChecksumChanged, ExtensionsMissing) as error:
        sys.exit(f"migrations: {error}")
    print(f"migrations: {platform} platform and {tenants} tenant files applied")


if __name__ == "__main__":
    main()
