"""Talent of a list, many at once, by set-based SQL.

Somebody is known by their address, or their phone, and the same name: a parent's address stands for
several children.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.gateway.casting.talent.importing.entries import Entry
from shared.ids import new_id
from shared.tenancy import Connection


async def known(connection: Connection, entries: Sequence[Entry]) -> list[Any]:
    """Return who is known already, each with the line of an entry, the likeliest of a line first.
    They are held until the transaction ends."""
    return await connection.fetch(
        """SELECT e.line, t.id, t.name, t.pronouns, t.email, t.email_as_typed, t.phone, t.zone,
            t.based_in, t.playing_age_from, t.playing_age_to, t.height_cm, t.skills, t.languages,
            t.accents, t.unions, t.tags, t.links, t.minor
        FROM unnest($1::integer[], $2::text[], $3::text[], $4::text[])
            AS e (line, name, email, phone)
        -- For each entry by the index of names: joined, all of the office would be read each time.
        CROSS JOIN LATERAL (
            SELECT id, name, pronouns, email, email_as_typed, phone, zone, based_in,
                playing_age_from, playing_age_to, height_cm, skills, languages, accents, unions,
                tags, links, minor, added_at
            FROM talent
            WHERE sort_name = lower(extensions.unaccented(e.name))
                AND (email = e.email AND e.email <> ''
                    OR phone_key = right(regexp_replace(e.phone, '[^0-9]', '', 'g'), 9)
                        AND phone_key <> '')
                AND deleted_at IS NULL AND merged_into IS NULL
            FOR UPDATE) AS t
        ORDER BY e.line, (t.email = e.email) DESC, t.added_at, t.id""",
        [each.line for each in entries],
        [each.name for each in entries],
        [each.email for each in entries],
        [each.phone for each in entries],
    )


async def add(connection: Connection, people: Sequence[dict[str, Any]]) -> None:
    await connection.execute(
        """INSERT INTO talent (id, name, pronouns, email, email_as_typed, phone, zone, based_in,
            playing_age_from, playing_age_to, height_cm, skills, languages, accents, unions, tags,
            links, minor, source)
        SELECT e.id, e.name, coalesce(e.pronouns, ''), coalesce(e.email, ''),
            coalesce(e.email_as_typed, ''), coalesce(e.phone, ''), e.zone,
            coalesce(e.based_in, ''), e.playing_age_from, e.playing_age_to, e.height_cm,
            coalesce(e.skills, '{}'), coalesce(e.languages, '{}'), coalesce(e.accents, '{}'),
            coalesce(e.unions, '{}'), coalesce(e.tags, '{}'), coalesce(e.links, '{}'),
            coalesce(e.minor, false), 'import'
        FROM jsonb_to_recordset($1) AS e (id uuid, name text, pronouns text, email text,
            email_as_typed text, phone text, zone text, based_in text, playing_age_from integer,
            playing_age_to integer, height_cm integer, skills text[], languages text[],
            accents text[], unions text[], tags text[], links text[], minor boolean)""",
        people,
    )


async def add_notes(
    connection: Connection, author: UUID, notes: Sequence[tuple[UUID, str]]
) -> None:
    """Write notes for the office; one that stands there already is not written twice."""
    await connection.execute(
        """INSERT INTO talent_note (id, talent_id, author_id, words, visibility)
        SELECT n.id, n.talent_id, $4, n.words, 'office'
        FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS n (id, talent_id, words)
        WHERE NOT EXISTS (
            SELECT FROM talent_note o WHERE o.talent_id = n.talent_id AND o.words = n.words)""",
        [new_id() for _ in notes],
        [talent_id for talent_id, _ in notes],
        [words for _, words in notes],
        author,
    )


async def change(connection: Connection, people: Sequence[dict[str, Any]]) -> None:
    await connection.execute(
        """UPDATE talent t SET version = t.version + 1, pronouns = e.pronouns, email = e.email,
            email_as_typed = e.email_as_typed, phone = e.phone, zone = e.zone,
            based_in = e.based_in, playing_age_from = e.playing_age_from,
            playing_age_to = e.playing_age_to, height_cm = e.height_cm, skills = e.skills,
            languages = e.languages, accents = e.accents, unions = e.unions, tags = e.tags,
            links = e.links, minor = e.minor
        FROM jsonb_to_recordset($1) AS e (id uuid, pronouns text, email text, email_as_typed text,
            phone text, zone text, based_in text, playing_age_from integer,
            playing_age_to integer, height_cm integer, skills text[], languages text[],
            accents text[], unions text[], tags text[], links text[], minor boolean)
        WHERE t.id = e.id AND t.id = ANY($2::uuid[])""",
        people,
        [each["id"] for each in people],
    )
