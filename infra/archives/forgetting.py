"""Takes somebody out of the people whom an agency knows.

Their candidates go with the decisions and answers of them, unless a legal hold keeps those: then
they stay without names. What a list brought of them goes too.
"""

from collections.abc import Mapping, Sequence

from infra.archives.subject import Known
from shared.tenancy import Connection
from shared.tombstones import KnownAs

# Of talent, `$1`, that no hold keeps.
_CASTING = (
    """DELETE FROM answer WHERE candidate_id IN (
        SELECT id FROM candidate WHERE talent_id = ANY($1::uuid[]))""",
    """DELETE FROM decision WHERE candidate_id IN (
        SELECT id FROM candidate WHERE talent_id = ANY($1::uuid[]))""",
    """DELETE FROM slot_participant WHERE candidate_id IN (
        SELECT id FROM candidate WHERE talent_id = ANY($1::uuid[]))""",
    "UPDATE guest SET talent_id = NULL WHERE talent_id = ANY($1::uuid[])",
    "DELETE FROM candidate WHERE talent_id = ANY($1::uuid[])",
    "DELETE FROM casting_record WHERE talent_id = ANY($1::uuid[])",
)
# Of contacts, reps and guardians.
_OTHERS: Mapping[KnownAs, Sequence[str]] = {
    "contact": (
        "UPDATE guest SET contact_id = NULL WHERE contact_id = ANY($1::uuid[])",
        "DELETE FROM contact WHERE id = ANY($1::uuid[])",
    ),
    "rep": (
        "UPDATE guest SET rep_id = NULL WHERE rep_id = ANY($1::uuid[])",
        """UPDATE candidate SET rep_id = NULL, told_through = 'person'
        WHERE rep_id = ANY($1::uuid[])""",
        "DELETE FROM rep WHERE id = ANY($1::uuid[])",
    ),
    "guardian": ("DELETE FROM guardian WHERE id = ANY($1::uuid[])",),
}
_MERGES = "DELETE FROM talent_merge WHERE kept_id = ANY($1::uuid[]) OR gone_id = ANY($1::uuid[])"
_LINES = """DELETE FROM people_import_line WHERE EXISTS (
    SELECT FROM unnest(cells) AS cell WHERE lower(cell) = ANY($1::text[]))"""


async def forget(connection: Connection, known: Known, words: list[str]) -> list[str]:
    """Forget somebody in the agency whose path is set; return the keys of files that are to go."""
    await connection.execute(_LINES, words)
    for kind, statements in _OTHERS.items():
        for statement in statements if known.ids.get(kind) else ():
            await connection.execute(statement, known.ids[kind])
    talent = known.ids.get("talent", [])
    photos = await connection.fetch(
        "SELECT object_key FROM talent_photo WHERE talent_id = ANY($1::uuid[])", talent
    )
    held = await connection.fetch(
        "SELECT talent_id FROM talent_hold WHERE talent_id = ANY($1::uuid[])", talent
    )
    free = [each for each in talent if each not in {row["talent_id"] for row in held}]
    await connection.execute(_MERGES, talent)
    for statement in _CASTING:
        await connection.execute(statement, free)
    for each in talent:
        await connection.execute("SELECT forget_talent($1)", each)
    return [row["object_key"] for row in photos]
