"""Extensions of PostgreSQL that the server has to bring, of its contrib modules."""

from collections.abc import Iterable
from typing import Any

import msgspec

SCHEMA = "extensions"
NEEDED = ("fuzzystrmatch", "pg_trgm", "unaccent")

_LOOK = """
SELECT needed.name, a.name IS NOT NULL AS available, n.nspname AS schema,
    has_database_privilege(current_database(), 'CREATE') AND v.trusted OR r.rolsuper AS may_create
FROM unnest($1::text[]) AS needed (name)
JOIN pg_roles r ON r.rolname = current_user
LEFT JOIN pg_available_extensions a ON a.name = needed.name
LEFT JOIN pg_available_extension_versions v ON (v.name, v.version) = (a.name, a.default_version)
LEFT JOIN pg_extension e ON e.extname = needed.name
LEFT JOIN pg_namespace n ON n.oid = e.extnamespace
"""


class ExtensionsMissing(Exception):
    """The database cannot have the extensions that it needs; the text says what to do."""


class _Extension(msgspec.Struct, frozen=True):
    """`schema` is where it was created; None where it was not yet."""

    name: str
    available: bool
    schema: str | None
    may_create: bool | None


async def require(connection: Any) -> None:
    """Look whether the extensions are there, or can be created by who is signed in.

    Raises:
        ExtensionsMissing
    """
    found = [_Extension(**row) for row in await connection.fetch(_LOOK, list(NEEDED))]
    left = [each for each in found if each.schema is None]
    if missing := [each for each in left if not each.available]:
        raise ExtensionsMissing(
            f"this PostgreSQL does not have the extensions {_names(missing)}: install the contrib"
            " modules of its version on the server, as the package postgresql-contrib"
        )
    if elsewhere := [each for each in found if each.schema not in {None, SCHEMA}]:
        raise ExtensionsMissing(
            f"{_names(elsewhere)} must be in the schema {SCHEMA}: move what is elsewhere in this"
            f" database by ALTER EXTENSION … SET SCHEMA {SCHEMA}"
        )
    if refused := [each for each in left if not each.may_create]:
        raise ExtensionsMissing(
            f"who owns this database may not create extensions ({_names(refused)}): GRANT it CREATE"
            f" on the database, or create them as a superuser in the schema {SCHEMA}"
        )


def _names(extensions: Iterable[_Extension]) -> str:
    return ", ".join(each.name for each in extensions)
