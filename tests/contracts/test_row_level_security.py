"""Row-level security holds all tables of an agency to the scope of a transaction, but for a few,
each with its reason."""

import asyncpg

from shared.migrations import SERVICES
from shared.tenancy import role_of, schema_of
from tests.migrated import Founded

WITHOUT = {
    "agency_settings": "what holds for all members, and names nobody",
    "audit": "who may read it is decided by permission; it has no name in it",
    "audit_seal": "hashes of lines of the log",
    "blocked_time": "when members are away; a freelancer is shown their own",
    "birth_reader": "which members may read months of birth",
    "consent_statement": "words that everybody agrees to",
    "mail_suppression": "addresses that mails are compared with before they are queued",
    "mute": "shown to no other service, and to nobody outside of the room",
}
_TABLES = """
SELECT c.relname AS name, c.relrowsecurity AS secured, EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'production_id'
            AND NOT a.attisdropped) AS below,
    (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polroles = '{0}'
        AND p.polpermissive) AS policies
FROM pg_class c WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r'
"""
_PLAIN_VIEWS = """
SELECT c.relname AS name FROM pg_class c
WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'v'
    AND NOT coalesce(c.reloptions @> '{security_barrier=true}', false)
"""
_HOW = (
    "give it a policy: CALL platform.scope_by_production('…') where it has a production_id, else by"
    " what leads to one (gateway/migrations/tenant/0042), or a reason in WITHOUT"
)


async def test_every_table_is_held_to_the_scope(founded: Founded) -> None:
    owner = await asyncpg.connect(founded.url)
    tables = await owner.fetch(_TABLES, schema_of(founded.agency))
    await owner.close()
    unsecured = {row["name"] for row in tables if not row["secured"] or row["policies"] != 1}
    assert unsecured == WITHOUT.keys(), _HOW
    assert not unsecured & {row["name"] for row in tables if row["below"]}
    assert len(tables) > 25


async def test_every_view_is_a_barrier(founded: Founded) -> None:
    """It reads with the owner's rights, so it looks at the scope itself, before its reader does."""
    owner = await asyncpg.connect(founded.url)
    assert await owner.fetch(_PLAIN_VIEWS, schema_of(founded.agency)) == []
    await owner.close()


async def test_no_service_goes_round_policies(founded: Founded) -> None:
    owner = await asyncpg.connect(founded.url)
    round_them = await owner.fetch(
        """SELECT r.rolname FROM pg_roles r WHERE r.rolname LIKE 'callboard\\_%' AND
            (r.rolsuper OR r.rolbypassrls)
        UNION SELECT r.rolname FROM pg_roles r JOIN pg_class c ON c.relowner = r.oid
        WHERE c.relnamespace = $1::regnamespace AND r.rolname = ANY($2::text[])""",
        schema_of(founded.agency),
        [role_of(service, founded.agency) for service in SERVICES],
    )
    await owner.close()
    assert round_them == []
