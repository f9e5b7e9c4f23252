"""A note is read by those whom its author chose, and changed by its author alone."""

from uuid import UUID

import pytest

from services.gateway.casting.talent.model import TalentNotFound
from services.gateway.casting.talent.notes import actions, store
from services.gateway.casting.talent.notes.model import (
    NewNote,
    NoSuchReader,
    NoteNotFound,
    ProductionNeeded,
    ReadersNeeded,
    Visibility,
)
from services.gateway.web.editing import Edit
from shared.ids import PersonId, TalentId
from tests.integration.gateway.people import People


class Noted:
    """Somebody in two productions, and members of the office who read about them."""

    def __init__(self, people: People, talent_id: TalentId, productions: tuple[UUID, UUID]) -> None:
        self.people = people
        self.talent_id = talent_id
        self.mine, self.other = productions
        self.author = people.person
        self.colleague = PersonId(UUID(int=2))

    async def write(self, words: str, visibility: Visibility, **more: object) -> UUID:
        async with self.people.desk() as desk:
            new = NewNote(words, visibility, **more)  # type: ignore[arg-type]
            return await actions.write(desk, self.talent_id, new)

    async def read(self, person: PersonId, *productions: UUID) -> set[str]:
        """Return the words that somebody reads; of productions, where they are a freelancer."""
        role = "freelancer" if productions else "associate"
        async with self.people.desk(person=person, role=role, productions=productions) as desk:  # type: ignore[arg-type]
            return {note.words for note in await store.of_talent(desk, self.talent_id)}


@pytest.fixture
async def noted(people: People) -> Noted:
    talent_id = await people.talent("Ana Silva")
    both = (await people.production(talent_id), await people.production(talent_id))
    made = Noted(people, talent_id, both)
    await people.join(made.author, "olivia@office.test")
    await people.join(made.colleague, "colin@office.test")
    return made


async def test_each_reads_what_is_for_them(noted: Noted) -> None:
    await noted.write("mine", "me")
    await noted.write("all", "office")
    await noted.write("production", "production", production_id=noted.mine)
    await noted.write("named", "people", readers=[noted.colleague])
    assert await noted.read(noted.author) == {"mine", "all", "production", "named"}
    assert await noted.read(noted.colleague) == {"all", "production", "named"}
    stranger = PersonId(UUID(int=3))
    assert await noted.read(stranger) == {"all", "production"}
    assert await noted.read(stranger, noted.mine) == {"production"}
    assert await noted.read(stranger, noted.other) == set()
    assert await noted.read(noted.colleague, noted.other) == {"named"}


async def test_only_the_author_edits_and_deletes(noted: Noted) -> None:
    note = await noted.write("all", "office")
    edit: Edit[NewNote] = Edit(1, {"words": "changed"})
    async with noted.people.desk(person=noted.colleague) as desk:
        with pytest.raises(NoteNotFound):
            await actions.edit(desk, note, edit)
        with pytest.raises(NoteNotFound):
            await actions.delete(desk, note)
    async with noted.people.desk() as desk:
        await actions.edit(desk, note, edit)
    assert await noted.read(noted.colleague) == {"changed"}
    async with noted.people.desk() as desk:
        await actions.delete(desk, note)
    assert await noted.read(noted.author) == set()


async def test_who_is_no_more_named_reads_no_more(noted: Noted) -> None:
    note = await noted.write("named", "people", readers=[noted.colleague])
    async with noted.people.desk() as desk:
        await actions.edit(desk, note, Edit(1, {"visibility": "me"}))
    assert await noted.read(noted.colleague) == set()


@pytest.mark.parametrize(
    ("new", "refused"),
    [
        (NewNote("x", "production"), ProductionNeeded),
        (NewNote("x", "production", production_id=UUID(int=9)), ProductionNeeded),
        (NewNote("x", "people"), ReadersNeeded),
        (NewNote("x", "people", readers=[UUID(int=9)]), NoSuchReader),
    ],
)
async def test_a_note_for_nobody_is_refused(
    new: NewNote, refused: type[Exception], noted: Noted
) -> None:
    async with noted.people.desk() as desk:
        with pytest.raises(refused):
            await actions.write(desk, noted.talent_id, new)


async def test_a_freelancer_writes_about_those_of_their_productions(noted: Noted) -> None:
    elsewhere = await noted.people.production()
    async with noted.people.desk(role="freelancer", productions=(elsewhere,)) as desk:
        with pytest.raises(TalentNotFound):
            await actions.write(desk, noted.talent_id, NewNote("x", "me"))


async def test_the_neighbour_reads_nothing(noted: Noted) -> None:
    await noted.write("all", "office")
    async with noted.people.desk(noted.people.neighbour) as desk:
        assert await store.of_talent(desk, noted.talent_id) == []
