"""What comes from one record of a person to the other, and how it goes back: each is SQL on `$1`,
who is kept, and `$2`, who goes.

`there` returns the keys of the rows that moved, and `back` takes them as `$3`. What both have, such
as one rep, stays where it is, hidden with who goes: nothing is ever deleted, so taking a merge back
restores exactly what was. A table that refers to talent has its line here, which a test holds.
"""

from collections.abc import Sequence

import msgspec


class Move(msgspec.Struct, frozen=True):
    """The rows of one table."""

    name: str
    there: str
    back: str


MOVES: Sequence[Move] = (
    Move(
        "talent",
        "UPDATE talent SET merged_into = $1 WHERE merged_into = $2 RETURNING id AS key",
        "UPDATE talent SET merged_into = $2 WHERE merged_into = $1 AND id = ANY($3::uuid[])",
    ),
    Move(
        "representation",
        """UPDATE representation r SET talent_id = $1 WHERE talent_id = $2 AND NOT EXISTS (
            SELECT FROM representation k WHERE k.talent_id = $1 AND k.rep_id = r.rep_id)
        RETURNING rep_id AS key""",
        """UPDATE representation SET talent_id = $2
        WHERE talent_id = $1 AND rep_id = ANY($3::uuid[])""",
    ),
    Move(
        "guardian",
        "UPDATE guardian SET talent_id = $1 WHERE talent_id = $2 RETURNING id AS key",
        "UPDATE guardian SET talent_id = $2 WHERE talent_id = $1 AND id = ANY($3::uuid[])",
    ),
    Move(
        "talent_note",
        "UPDATE talent_note SET talent_id = $1 WHERE talent_id = $2 RETURNING id AS key",
        "UPDATE talent_note SET talent_id = $2 WHERE talent_id = $1 AND id = ANY($3::uuid[])",
    ),
    Move(
        "talent_availability",
        "UPDATE talent_availability SET talent_id = $1 WHERE talent_id = $2 RETURNING id AS key",
        """UPDATE talent_availability SET talent_id = $2
        WHERE talent_id = $1 AND id = ANY($3::uuid[])""",
    ),
    # Behind those of who is kept, so that they keep their headshot.
    Move(
        "talent_photo",
        """UPDATE talent_photo p SET talent_id = $1, position = position + 1000 + (
            SELECT coalesce(max(k.position), 0) FROM talent_photo k WHERE k.talent_id = $1)
        WHERE talent_id = $2 RETURNING id AS key""",
        """UPDATE talent_photo p SET talent_id = $2, position = (
            SELECT count(*) FROM talent_photo e WHERE e.talent_id = $1 AND e.id = ANY($3::uuid[])
                AND e.position <= p.position)
        WHERE talent_id = $1 AND id = ANY($3::uuid[])""",
    ),
    Move(
        "guardian_agreement",
        "UPDATE guardian_agreement SET talent_id = $1 WHERE talent_id = $2 RETURNING id AS key",
        """UPDATE guardian_agreement SET talent_id = $2
        WHERE talent_id = $1 AND id = ANY($3::uuid[])""",
    ),
    Move(
        "talent_birth",
        """UPDATE talent_birth SET talent_id = $1 WHERE talent_id = $2 AND NOT EXISTS (
            SELECT FROM talent_birth k WHERE k.talent_id = $1)
        RETURNING talent_id AS key""",
        "UPDATE talent_birth SET talent_id = $2 WHERE talent_id = $1 AND $3::uuid[] <> '{}'",
    ),
    Move(
        "guest",
        "UPDATE guest SET talent_id = $1 WHERE talent_id = $2 RETURNING id AS key",
        "UPDATE guest SET talent_id = $2 WHERE talent_id = $1 AND id = ANY($3::uuid[])",
    ),
    Move(
        "casting_record",
        "UPDATE casting_record SET talent_id = $1 WHERE talent_id = $2 RETURNING id AS key",
        "UPDATE casting_record SET talent_id = $2 WHERE talent_id = $1 AND id = ANY($3::uuid[])",
    ),
    # Of the two candidates for one role, the one who goes stays behind, hidden; see below.
    Move(
        "candidate",
        """UPDATE candidate c SET talent_id = $1 WHERE talent_id = $2 AND NOT EXISTS (
            SELECT FROM candidate k WHERE k.talent_id = $1 AND k.role_id = c.role_id)
        RETURNING id AS key""",
        "UPDATE candidate SET talent_id = $2 WHERE talent_id = $1 AND id = ANY($3::uuid[])",
    ),
    Move(
        "slot_participant",
        """UPDATE slot_participant p SET candidate_id = k.id
        FROM candidate k JOIN candidate g ON g.role_id = k.role_id
        WHERE p.candidate_id = g.id AND k.talent_id = $1 AND g.talent_id = $2
        RETURNING p.slot_id AS key""",
        """UPDATE slot_participant p SET candidate_id = g.id
        FROM candidate k JOIN candidate g ON g.role_id = k.role_id
        WHERE p.candidate_id = k.id AND k.talent_id = $1 AND g.talent_id = $2
            AND p.slot_id = ANY($3::uuid[])""",
    ),
    Move(
        "answer",
        """UPDATE answer a SET candidate_id = k.id
        FROM candidate k JOIN candidate g ON g.role_id = k.role_id
        WHERE a.candidate_id = g.id AND k.talent_id = $1 AND g.talent_id = $2
        RETURNING a.id AS key""",
        """UPDATE answer a SET candidate_id = g.id
        FROM candidate k JOIN candidate g ON g.role_id = k.role_id
        WHERE a.candidate_id = k.id AND k.talent_id = $1 AND g.talent_id = $2
            AND a.id = ANY($3::uuid[])""",
    ),
    Move(
        "decision",
        "SELECT key FROM unite_decisions($1, $2) AS key",
        "SELECT part_decisions($1, $2, $3::uuid[])",
    ),
    Move(
        "united",
        """UPDATE candidate g SET deleted_at = now() FROM candidate k
        WHERE k.role_id = g.role_id AND k.talent_id = $1 AND g.talent_id = $2
            AND g.deleted_at IS NULL
        RETURNING g.id AS key""",
        """UPDATE candidate SET deleted_at = NULL
        WHERE $1::uuid IS NOT NULL AND talent_id = $2 AND id = ANY($3::uuid[])""",
    ),
)

_THERE = (f"moved_{each.name} AS ({each.there})" for each in MOVES)
_KEYS = (f"ARRAY(TABLE moved_{each.name})::text[] AS {each.name}" for each in MOVES)
ALL_THERE = f"WITH {', '.join(_THERE)} SELECT {', '.join(_KEYS)}"
"""All of `there` as one statement, which returns the keys by table. No two of them change one row,
and each sees all rows as they were before it."""
