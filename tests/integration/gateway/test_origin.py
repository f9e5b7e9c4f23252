"""Who was imported is told once, in the first letter, where their data are from."""

from uuid import UUID

from services.gateway.casting.talent import origin
from services.gateway.platform import mail
from services.gateway.web.desk import Desk
from shared.ids import new_id
from tests.integration.gateway.people import People

LETTER = mail.letter("Hello", "Hello Ana,\n\nplease come.")


async def add(desk: Desk, source: str) -> UUID:
    talent_id = new_id()
    await desk.connection.execute(
        "INSERT INTO talent (id, name, source) VALUES ($1, 'Ana', $2)", talent_id, source
    )
    return talent_id


async def test_the_first_letter_says_it_and_no_other(people: People) -> None:
    async with people.desk() as desk:
        imported, written = await add(desk, "import"), await add(desk, "office")
        first = await origin.introduced(desk, f"talent:{imported}", LETTER)
        assert "Office keeps the name and address of Ana" in " ".join(first.body.split())
        assert "have it erased" in " ".join(first.body.split())
        assert await origin.introduced(desk, f"talent:{imported}", LETTER) is LETTER
        assert await origin.introduced(desk, f"talent:{written}", LETTER) is LETTER
        assert await origin.introduced(desk, f"rep:{new_id()}", LETTER) is LETTER
    async with people.desk(people.neighbour) as desk:
        assert await origin.introduced(desk, f"talent:{imported}", LETTER) is LETTER


async def test_a_letter_to_a_childs_guardian_says_it(people: People) -> None:
    async with people.desk() as desk:
        child, guardian = await add(desk, "import"), new_id()
        await desk.connection.execute(
            """INSERT INTO guardian (id, talent_id, name, email, email_as_typed)
            VALUES ($1, $2, 'Gina', 'gina@x.test', 'gina@x.test')""",
            guardian,
            child,
        )
        assert await origin.introduced(desk, f"guardian:{guardian}", LETTER) is not LETTER
        assert await origin.introduced(desk, f"guardian:{guardian}", LETTER) is LETTER


async def test_a_letter_that_was_taken_back_did_not_say_it(people: People) -> None:
    async with people.desk() as desk:
        who = f"talent:{await add(desk, 'import')}"
    async with people.desk() as desk:
        new = mail.NewMail(
            kind="answer",
            recipient="ana@x.test",
            who=who,
            letter=await origin.introduced(desk, who, LETTER),
        )
        mail_id = await mail.queue(desk.connection, new, desk.agency.id)
    async with people.desk() as desk:
        later = await mail.queue(desk.connection, new, desk.agency.id)
        await origin.taken_back(desk, later)
        assert await origin.introduced(desk, who, LETTER) is LETTER, "the first one left"
        await origin.taken_back(desk, mail_id)
        assert await origin.introduced(desk, who, LETTER) is not LETTER
