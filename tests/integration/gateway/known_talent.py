"""Somebody whom an office considers for its role, with everything that hangs on them."""

from typing import Any
from uuid import UUID, uuid4

from services.gateway.identity.access_links import tokens
from shared.ids import AgencyId

_SOMEBODY = """INSERT INTO rep_firm (id, name) VALUES ('{0}', 'Told in confidence');
    INSERT INTO rep (id, firm_id, name) VALUES ('{0}', '{0}', 'Told in confidence');
    INSERT INTO talent (id, name, minor) VALUES ('{0}', 'Told in confidence', true);
    INSERT INTO representation (talent_id, rep_id) VALUES ('{0}', '{0}');
    INSERT INTO candidate (id, production_id, role_id, talent_id)
        SELECT '{0}', production_id, id, '{0}' FROM role LIMIT 1;
    INSERT INTO talent_note (id, talent_id, author_id, words, visibility)
        VALUES ('{0}', '{0}', '{1}', 'Told in confidence', 'office');
    INSERT INTO talent_availability (id, talent_id, first_day, last_day, state, source, note,
        stated_by) VALUES ('{0}', '{0}', '2099-05-01', '2099-05-01', 'free', 'rep',
        'Told in confidence', '{1}');
    INSERT INTO talent_photo (id, talent_id, file_name, object_key, width, height, position)
        VALUES ('{0}', '{0}', 'Told in confidence', 'nowhere.jpg', 2, 3, 1);
    INSERT INTO guardian (id, talent_id, name, email, email_as_typed)
        VALUES ('{0}', '{0}', 'Told in confidence', 'g@walls.test', 'g@walls.test');
    INSERT INTO guardian_agreement (id, talent_id, production_id, guardian_id, guardian_name,
        guardian_email, words, given_at, noted_by) SELECT '{0}', '{0}', production_id, '{0}',
        'Told in confidence', '', 'Told in confidence', now(), '{1}' FROM role LIMIT 1;"""


async def talent_of(owner: Any, person: UUID) -> dict[str, UUID]:
    """Write somebody down in the office whose rows these are; return an id of each kind."""
    made = uuid4()
    await owner.execute(_SOMEBODY.format(made, person))
    kinds = ("talent", "rep", "firm", "note", "statement", "photo", "guardian", "agreement")
    return {f"{kind}_id": made for kind in kinds}


async def calendar_link(owner: Any, agency: UUID, person: str) -> str:
    """Give a member a link to their calendar; return its part of the address."""
    token = tokens.new(AgencyId(agency))
    await owner.execute(
        """INSERT INTO access_link (id, token_hash, scope, person_id)
        VALUES ($1, $2, 'calendar', $3)""",
        uuid4(),
        token.hash,
        UUID(person),
    )
    return token.text


async def agreement_link(owner: Any, agency: UUID) -> str:
    """Give the guardian whom an office knows a link of their own; return its last part."""
    token = tokens.new(AgencyId(agency))
    await owner.execute(
        """INSERT INTO access_link (id, token_hash, scope, guardian_id, production_id)
        SELECT $1, $2, 'agreement', guardian_id, production_id FROM guardian_agreement LIMIT 1""",
        uuid4(),
        token.hash,
    )
    return token.text
