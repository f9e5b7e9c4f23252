"""An office that has something of each kind, with an id of each, and words that none may read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from shared.tenancy import schema_of
from tests.installation import Installation, Office
from tests.integration.gateway.known_talent import agreement_link, calendar_link, talent_of


class Known:
    """What an office has: an id of each kind, and words that nobody else may read."""

    def __init__(self, agency: UUID, ids: dict[str, str], words: list[str]) -> None:
        self.agency = agency
        self.ids = ids
        self.words = words


@asynccontextmanager
async def owner_of(installation: Installation) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(installation.plan.config.owner_url)
    try:
        yield connection
    finally:
        await connection.close()


async def known(installation: Installation, office: Office) -> Known:
    """Look up all that an office has, and give it a take with a recording."""
    name = office.actor.removeprefix("ana-").removesuffix("@actors.test")
    async with owner_of(installation) as owner:
        agency = await owner.fetchval(
            "SELECT id FROM platform.agency WHERE name = $1", f"Office {name}"
        )
        await owner.execute(f'SET search_path TO "{schema_of(agency)}"')
        ids = await _ids(owner, agency, office)
        ids["take_id"], ids["recording_id"] = await _take(owner, ids)
        ids["answer_id"] = await _answer(owner, ids)
        ids["notification_id"] = await _notification(owner, ids)
        ids["agreement"] = await agreement_link(owner, agency)
        ids["feed"] = await calendar_link(owner, agency, ids["person_id"])
    link = office.actor_link.rsplit("/", 1)[-1]
    ids |= {"kind": "role", "thing_id": ids["role_id"]}
    ids |= {"place": "stage", "number": "1", "token": "x" * 24, "link": link, "key": "team"}
    ids["logo_id"] = str(uuid4())
    return Known(agency, ids, [f"Office {name}", office.actor, link, "Told in confidence"])


async def _ids(owner: Any, agency: UUID, office: Office) -> dict[str, str]:
    person = await owner.fetchval(
        "SELECT person_id FROM platform.membership WHERE agency_id = $1", agency
    )
    found = {
        "agency_id": agency,
        "person_id": person,
        "role_id": await owner.fetchval("SELECT id FROM role"),
        "sides_id": await owner.fetchval("SELECT id FROM sides") or uuid4(),
        "slot_id": await owner.fetchval("SELECT id FROM slot ORDER BY position LIMIT 1"),
        "guest_id": await owner.fetchval("SELECT id FROM guest"),
        "candidate_id": await owner.fetchval("SELECT id FROM candidate"),
        "talent_id": await owner.fetchval("SELECT talent_id FROM candidate"),
        "round_id": await owner.fetchval("SELECT id FROM round"),
        "invitation_id": await _invitation(owner, agency, person),
        "web_session_id": await owner.fetchval(
            "SELECT id FROM gateway.web_session WHERE person_id = $1", person
        ),
        "passkey_id": await _passkey(owner, person),
        "token_id": await _api_token(owner, agency, person),
        "webhook_id": await _webhook(owner, agency),
        "upload_id": await _upload(owner, person, office.production),
        "contact_id": await _contact(owner),
        "import_id": await _import(owner),
        **await talent_of(owner, person),
        "other_id": await _talent(owner),
        "blocked_id": await _blocked_time(owner, person),
    }
    found["merge_id"] = await _merge(owner, found["talent_id"])
    found["delivery_id"] = await _delivery(owner, agency, found["webhook_id"])
    made = {"production_id": office.production, "session_id": office.session}
    return {name: str(value) for name, value in found.items()} | {
        name: address.rsplit("/", 1)[-1] for name, address in made.items()
    }


async def _invitation(owner: Any, agency: UUID, person: UUID) -> UUID:
    made: UUID = await owner.fetchval(
        """INSERT INTO platform.invitation (id, agency_id, email, role, token_hash, invited_by,
            expires_at) VALUES ($1, $2, $3, 'runner', $4, $5, now() + interval '1 day')
        RETURNING id""",
        uuid4(),
        agency,
        f"{uuid4().hex}@walls.test",
        uuid4().bytes,
        person,
    )
    return made


async def _api_token(owner: Any, agency: UUID, person: UUID) -> UUID:
    made: UUID = await owner.fetchval(
        """INSERT INTO gateway.api_token
            (id, agency_id, person_id, token_hash, name, scopes, expires_at)
        VALUES ($1, $2, $3, $4, 'Told in confidence', '{read}', now() + interval '1 day')
        RETURNING id""",
        uuid4(),
        agency,
        person,
        uuid4().bytes,
    )
    return made


async def _webhook(owner: Any, agency: UUID) -> UUID:
    made: UUID = await owner.fetchval(
        """INSERT INTO gateway.webhook (id, agency_id, url, description, kinds, secret, off_at,
            off_because) VALUES ($1, $2, 'https://walls.test/', 'Told in confidence',
            '{take.recorded}', '', now(), 'owner') RETURNING id""",
        uuid4(),
        agency,
    )
    return made


async def _contact(owner: Any) -> UUID:
    """Add a contact, and say that our guest was invited as them."""
    made: UUID = await owner.fetchval(
        """INSERT INTO contact (id, name, note) VALUES ($1, 'Ann', 'Told in confidence')
        RETURNING id""",
        uuid4(),
    )
    await owner.execute("UPDATE guest SET contact_id = $1", made)
    return made


async def _blocked_time(owner: Any, person: UUID) -> UUID:
    made: UUID = await owner.fetchval(
        """INSERT INTO blocked_time (id, person_id, title, zone, whole_days, local_start, local_end,
            starts_at, ends_at) VALUES ($1, $2, 'Told in confidence', 'UTC', true, '2027-03-22',
            '2027-03-23', '2027-03-22Z', '2027-03-23Z') RETURNING id""",
        uuid4(),
        person,
    )
    return made


async def _upload(owner: Any, person: UUID, production: str) -> UUID:
    made: UUID = await owner.fetchval(
        """INSERT INTO upload (id, purpose, who, place, production_id, file_name, metadata, length,
            expires_at) VALUES ($1, 'sides', $2, '', $3, 'Told in confidence', '', 9,
            now() + interval '1 day') RETURNING id""",
        uuid4(),
        f"person:{person}",
        UUID(production.rsplit("/", 1)[-1]),
    )
    return made


async def _talent(owner: Any) -> UUID:
    made: UUID = await owner.fetchval(
        "INSERT INTO talent (id, name) VALUES ($1, 'Told in confidence') RETURNING id", uuid4()
    )
    return made


async def _merge(owner: Any, kept: UUID) -> UUID:
    made: UUID = await owner.fetchval(
        """INSERT INTO talent_merge (id, kept_id, gone_id, before, after, moved, who)
        VALUES ($1, $2, $3, '{}', '{}', '{}', 'person:x') RETURNING id""",
        uuid4(),
        kept,
        await _talent(owner),
    )
    return made


async def _import(owner: Any) -> UUID:
    made: UUID = await owner.fetchval(
        """INSERT INTO people_import (id, kind, upload_id, file_name, who, person_id)
        VALUES ($1, 'talent', $1, 'Told in confidence', 'person:x', $1) RETURNING id""",
        uuid4(),
    )
    return made


async def _delivery(owner: Any, agency: UUID, webhook: UUID) -> UUID:
    made: UUID = await owner.fetchval(
        """INSERT INTO gateway.webhook_delivery (id, agency_id, webhook_id, event_id, kind, body)
        VALUES ($1, $2, $3, $1, 'take.recorded', 'Told in confidence') RETURNING id""",
        uuid4(),
        agency,
        webhook,
    )
    return made


async def _passkey(owner: Any, person: UUID) -> UUID:
    made: UUID = await owner.fetchval(
        """INSERT INTO gateway.passkey (id, person_id, credential_id, public_key, sign_count, name)
        VALUES ($1, $2, $3, '', 0, 'Told in confidence') RETURNING id""",
        uuid4(),
        person,
        uuid4().bytes,
    )
    return made


async def _take(owner: Any, ids: dict[str, str]) -> tuple[str, str]:
    take, recording = str(uuid4()), str(uuid4())
    await owner.execute(
        f"""INSERT INTO take (id, session_id, production_id, role_id, role_name, scene, number,
            phase, started_by, started_at, composite_key, thumbnail_key, fence, name)
        VALUES ('{take}', '{ids["session_id"]}', '{ids["production_id"]}', '{ids["role_id"]}',
            'Told in confidence', '1', 1, 'finished', 'person:x', now(), 'x', 'x', 1,
            'Told in confidence');
        INSERT INTO recording (id, take_id, who, name, started_at, object_key)
        VALUES ('{recording}', '{take}', 'guest:{ids["guest_id"]}', 'Told in confidence', now(),
            'x')"""
    )
    return take, recording


async def _answer(owner: Any, ids: dict[str, str]) -> str:
    """Answer the actor, who came."""
    made = str(uuid4())
    await owner.execute(
        f"""INSERT INTO visit (id, session_id, production_id, place, who, name, title, role)
        VALUES ('{made}', '{ids["session_id"]}', '{ids["production_id"]}', 'stage',
            'guest:{ids["guest_id"]}', 'Ana Silva', 'Actor', 'actor');
        INSERT INTO decision (id, candidate_id, production_id, kind, note, decided_by)
        VALUES ('{made}', '{ids["candidate_id"]}', '{ids["production_id"]}', 'pin',
            'Told in confidence', '{ids["person_id"]}');
        INSERT INTO answer (id, candidate_id, production_id, decision_id, message, status,
            written_by)
        VALUES ('{made}', '{ids["candidate_id"]}', '{ids["production_id"]}', '{made}',
            'Told in confidence', 'sent', '{ids["person_id"]}')"""
    )
    return made


async def _notification(owner: Any, ids: dict[str, str]) -> str:
    """Say that something is about to be sent to a session's people; nobody is told by it."""
    made = str(uuid4())
    await owner.execute(
        f"""INSERT INTO notification (id, session_id, production_id, words, written_by, leaves_at)
        VALUES ('{made}', '{ids["session_id"]}', '{ids["production_id"]}', 'Told in confidence',
            '{ids["person_id"]}', now() + interval '1 day')"""
    )
    return made
