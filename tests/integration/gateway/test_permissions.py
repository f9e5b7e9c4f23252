"""Each part in an agency does what it includes, and nothing more."""

import asyncpg
import pytest

from tests.installation import Installation, Office

pytestmark = pytest.mark.one_office

# What a member with each role gets from a few addresses: reading, casting, paying, the room.
# A freelancer has no production named to them here: tests of the team have those.
EXPECTED = {
    "owner": {"read": 200, "cast": 303, "pay": 303, "takes": 200, "session": 200},
    "casting_director": {"read": 200, "cast": 303, "pay": 403, "takes": 200, "session": 200},
    "associate": {"read": 200, "cast": 303, "pay": 403, "takes": 200, "session": 200},
    "runner": {"read": 200, "cast": 403, "pay": 403, "takes": 403, "session": 200},
    "freelancer": {"read": 404, "cast": 403, "pay": 403, "takes": 404, "session": 404},
    "finance": {"read": 200, "cast": 403, "pay": 303, "takes": 403, "session": 403},
}


@pytest.mark.parametrize("role", EXPECTED)
async def test_a_role_does_what_it_includes(
    role: str, installation: Installation, office: Office
) -> None:
    database = await asyncpg.connect(installation.plan.config.owner_url)
    await database.execute(
        """UPDATE platform.membership SET role = $1 WHERE agency_id = (
            SELECT m.agency_id FROM platform.membership m
            JOIN platform.person p ON p.id = m.person_id
            WHERE p.email LIKE 'owner-%' ORDER BY m.joined_at DESC LIMIT 1)""",
        role,
    )
    await database.close()
    owner, production = office.owner, office.production
    page = "/productions"
    answers = {
        "read": await owner.get(production),
        "cast": await owner.post("/productions", page, data={"title": f"Another of {role}"}),
        "pay": await owner.post(f"{production}/subscribe", page, data={"plan": "short"}),
        "takes": await owner.get(f"{office.session}/takes"),
        "session": await owner.get(office.session),
    }
    assert {act: answer.status_code for act, answer in answers.items()} == EXPECTED[role]
