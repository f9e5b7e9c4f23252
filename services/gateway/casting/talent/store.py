"""`talent` of the agency whose transaction it is.

Who was merged with somebody else is found as the one who was kept.
"""

from datetime import datetime
from uuid import UUID

from services.gateway.casting.talent.model import (
    Source,
    Talent,
    TalentFields,
    TalentNotFound,
)
from services.gateway.platform import audit
from services.gateway.web.desk import Desk, Office
from shared import addresses
from shared.addresses import Address
from shared.bus import outbox
from shared.events.gateway import TalentAdded
from shared.ids import TalentId, new_id


async def talent(office: Office, talent_id: UUID, *, in_bin: bool = False) -> Talent:
    """Return somebody who is not deleted, or, `in_bin`, was not removed yet.

    Raises:
        TalentNotFound
    """
    row = await office.connection.fetchrow(
        """SELECT id, name, pronouns, email_as_typed AS email, phone, zone, based_in,
            playing_age_from, playing_age_to, height_cm, skills, languages, accents, unions, tags,
            links, minor, source, version, added_at, archived_at
        FROM talent
        WHERE id = (SELECT coalesce(merged_into, id) FROM talent WHERE id = $1)
            AND removed_at IS NULL AND (deleted_at IS NULL OR $2)""",
        talent_id,
        in_bin,
    )
    if row is None:
        raise TalentNotFound
    return Talent(**row)


async def kept_until(office: Office, talent_id: UUID) -> datetime | None:
    """Return until when somebody's takes are watched for other parts also; None where they did not
    choose so, or it is over."""
    until: datetime | None = await office.connection.fetchval(
        "SELECT kept_until FROM talent WHERE id = $1 AND kept_until > $2", talent_id, office.now
    )
    return until


async def keep_takes(office: Office, talent_id: TalentId, until: datetime | None) -> None:
    """Write down until when somebody lets their takes be watched for other parts; None for not."""
    await office.connection.execute(
        "UPDATE talent SET kept_until = $2 WHERE id = $1", talent_id, until
    )


async def hold(office: Office, talent_id: TalentId) -> None:
    """Keep others from changing somebody, and what hangs on them, until the transaction ends."""
    await office.connection.execute(
        "SELECT true FROM talent WHERE id = $1 FOR NO KEY UPDATE", talent_id
    )


async def find(office: Office, name: str, address: Address) -> Talent | None:
    """Return who has this address and this name, whatever its capitals and accents.

    The same address with another name is somebody else: a parent's of two children.
    """
    found = await office.connection.fetchval(
        """SELECT t.id FROM talent t LEFT JOIN talent kept ON kept.id = t.merged_into
        WHERE t.email = $1 AND t.deleted_at IS NULL AND kept.deleted_at IS NULL
            AND extensions.unaccented(lower(normalize(t.name, NFKC)))
                = extensions.unaccented(lower(normalize($2, NFKC)))
        ORDER BY t.merged_into NULLS FIRST, t.id LIMIT 1""",
        address.key,
        name,
    )
    return await talent(office, found) if found else None


async def named(office: Office, name: str) -> list[TalentId]:
    """Return who is called so, whatever its capitals and accents; two at most."""
    rows = await office.connection.fetch(
        """SELECT id FROM talent WHERE sort_name = lower(extensions.unaccented($1))
            AND deleted_at IS NULL AND merged_into IS NULL ORDER BY id LIMIT 2""",
        name,
    )
    return [row["id"] for row in rows]


async def find_or_add(
    desk: Desk,
    name: str,
    address: Address,
    zone: str | None = None,
    source: Source = "invitation",
) -> Talent:
    """Return who has this address and this name, or write them down; of two at once the second
    finds whom the first added.

    A freelancer finds those of their productions only. Another whom the office knows by the same
    name and address is written down again, rather than shown to them.
    """
    await desk.connection.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('talent:' || $1, 0))",
        f"{desk.agency.id} {address.key}",
    )
    if found := await find(desk, name, address):
        return found
    new = Talent(
        id=TalentId(new_id()),
        name=name,
        email=address.typed,
        zone=zone,
        source=source,
        added_at=desk.now,
    )
    await add(desk, new)
    return new


async def add(desk: Desk, new: Talent) -> None:
    """Write somebody down, with the line in the log and the fact."""
    await desk.connection.execute(
        """INSERT INTO talent (id, name, pronouns, email, email_as_typed, phone, zone, based_in,
            playing_age_from, playing_age_to, height_cm, skills, languages, accents, unions, tags,
            links, minor, source, added_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19, $20)""",
        new.id,
        new.name,
        new.pronouns,
        addresses.comparable(new.email) if new.email else "",
        new.email,
        new.phone,
        new.zone,
        new.based_in,
        new.playing_age_from,
        new.playing_age_to,
        new.height_cm,
        new.skills,
        new.languages,
        new.accents,
        new.unions,
        new.tags,
        new.links,
        new.minor,
        new.source,
        new.added_at,
    )
    await audit.note(desk, desk.who, "added", "talent", new.id)
    fact = TalentAdded(agency_id=desk.agency.id, talent_id=new.id)
    await outbox.publish(desk.connection, "gateway", fact)


async def save(office: Office, talent_id: TalentId, version: int, fields: TalentFields) -> bool:
    """Write an edit that was made on a version; False where that is not the newest."""
    return bool(
        await office.connection.fetchval(
            """UPDATE talent SET name = $3, pronouns = $4, email = $5, email_as_typed = $6,
                phone = $7, zone = $8, based_in = $9, playing_age_from = $10, playing_age_to = $11,
                height_cm = $12, skills = $13, languages = $14, accents = $15, unions = $16,
                tags = $17, links = $18, minor = $19, version = version + 1
            WHERE id = $1 AND version = $2 AND deleted_at IS NULL RETURNING true""",
            talent_id,
            version,
            fields.name,
            fields.pronouns,
            addresses.comparable(fields.email) if fields.email else "",
            fields.email,
            fields.phone,
            fields.zone,
            fields.based_in,
            fields.playing_age_from,
            fields.playing_age_to,
            fields.height_cm,
            fields.skills,
            fields.languages,
            fields.accents,
            fields.unions,
            fields.tags,
            fields.links,
            fields.minor,
        )
    )
