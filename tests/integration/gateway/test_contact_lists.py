"""Contacts: paged, ordered, searched, chosen; edited by two, deleted, brought back, removed."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from services.gateway.binned import KINDS
from services.gateway.casting.contacts import actions, store
from services.gateway.casting.contacts.model import (
    CONTACTS,
    Contact,
    ContactFields,
    ContactFilters,
    ContactNotFound,
)
from services.gateway.platform import jobs
from services.gateway.platform.bin import actions as bin_actions
from services.gateway.platform.bin.jobs import EMPTY_ALL, handlers
from services.gateway.platform.bin.model import BIN
from services.gateway.platform.jobs import JobDeps
from services.gateway.web.desk import Desk
from services.gateway.web.editing import Edit, Overtaken
from services.gateway.web.listing import Page, Selection, TooMany
from services.gateway.web.listing.reading import of_query
from shared.errors import Invalid
from shared.jobs import Worker
from shared.objects import Objects
from shared.tenancy import Database, schema_of
from tests.eventually import eventually
from tests.integration.gateway.desks import desk_in
from tests.integration.gateway.route_permissions import NOWHERE
from tests.migrated import Founded, databases

NAMES = ("Ádám Nagy", "adam b", "Zoë Ball", "Élodie Roux", "eve C", "Юлия Орлова", "李安", "Ann")
IN_ORDER = ["adam b", "Ádám Nagy", "Ann", "Élodie Roux", "eve C", "Zoë Ball", "Юлия Орлова", "李安"]


@pytest.fixture
async def database(founded: Founded) -> AsyncIterator[Database]:
    """Return the gateway's database, in which the neighbour knows somebody, too."""
    async with databases(founded.url, "gateway") as (opened,):
        async with desk_in(opened, founded.neighbour) as desk:
            await actions.add(desk, ContactFields("Nina Neighbour", company="Films"))
        yield opened


@pytest.fixture
async def desk(founded: Founded, database: Database) -> AsyncIterator[Desk]:
    async with desk_in(database, founded.agency) as opened:
        yield opened


async def listed(desk: Desk, **query: str) -> Page[Contact]:
    asked = of_query(CONTACTS, {name: [value] for name, value in query.items()})
    return await store.contacts(desk, asked)


async def names(desk: Desk, **query: str) -> list[str]:
    return [contact.name for contact in (await listed(desk, **query)).items]


async def all_pages(desk: Desk, **query: str) -> list[str]:
    page, found = await listed(desk, **query), []
    while page.next:
        found += [contact.name for contact in page.items]
        assert len(found) < 50, "the pages go round"
        page = await listed(desk, **query, after=page.next)
    return found + [contact.name for contact in page.items]


async def add(desk: Desk, *names: str, company: str = "") -> list[Contact]:
    return [await actions.add(desk, ContactFields(name, company=company)) for name in names]


async def test_names_are_ordered_without_capitals_and_accents(desk: Desk) -> None:
    await add(desk, *NAMES)
    assert await names(desk) == IN_ORDER


@pytest.mark.parametrize("sort", CONTACTS.orders)
@pytest.mark.parametrize("limit", ["1", "3", "8"])
async def test_pages_together_are_the_whole_list(desk: Desk, sort: str, limit: str) -> None:
    await add(desk, *NAMES[:4], company="Films")
    await add(desk, *NAMES[4:], "Ann", company="Über Films")
    whole = await names(desk, sort=sort)
    assert len(whole) == 9
    assert await all_pages(desk, sort=sort, limit=limit) == whole


async def test_what_comes_and_goes_meanwhile_neither_repeats_nor_hides(desk: Desk) -> None:
    b, c, _, _ = await add(desk, "B", "C", "D", "E")
    first = await listed(desk, limit="2")
    await add(desk, "A", "C")
    await actions.delete(desk, b.id)
    await actions.delete(desk, c.id)
    assert first.next
    later = await names(desk, limit="9", after=first.next)
    assert later[-2:] == ["D", "E"]
    assert "A" not in later


async def test_they_are_found_by_words_and_by_company(desk: Desk) -> None:
    await add(desk, "Élodie Roux", company="Pathé")
    await add(desk, "Ann", company="Pathe Live")
    assert await names(desk, q="elodie") == ["Élodie Roux"]
    assert await names(desk, q="PATHÉ") == ["Ann", "Élodie Roux"]
    assert await names(desk, company="pathe") == ["Élodie Roux"]
    for words in ("%", "_", "\\", "Nina"):
        assert await names(desk, q=words) == []


async def test_a_page_says_how_many_match(desk: Desk) -> None:
    await add(desk, *NAMES, company="Films")
    assert (await listed(desk, limit="3")).total == len(NAMES)
    assert (await listed(desk, limit="3", q="ad")).total == 2
    assert (await listed(desk, company="Other")).total == 0


async def test_those_of_the_neighbour_are_not_there(desk: Desk, founded: Founded) -> None:
    await add(desk, "Ann", company="Films")
    assert await names(desk, company="Films") == ["Ann"]


async def invite(founded: Founded, contact: Contact) -> tuple[UUID, UUID]:
    """Give the agency two productions, to the first of which a contact was invited."""
    owner = await asyncpg.connect(founded.url)
    one, other = UUID(int=10), UUID(int=11)
    await owner.execute(f'SET search_path TO "{schema_of(founded.agency)}"')
    for key in (one, other):
        await owner.execute(
            f"""INSERT INTO production (id, title, started_by) VALUES ('{key}', 'P', '{key}');
            INSERT INTO session (id, production_id, title, local_date, zone)
                VALUES ('{key}', '{key}', 'S', '2027-01-15', 'UTC')"""
        )
    await owner.execute(
        f"""INSERT INTO guest (id, session_id, role, name, email, invited_by, contact_id)
            VALUES ('{one}', '{one}', 'decision_maker', 'P', 'p@x.test', '{one}',
                '{contact.id}')"""
    )
    await owner.close()
    return one, other


async def test_a_freelancer_reaches_those_of_their_productions(
    founded: Founded, database: Database
) -> None:
    async with desk_in(database, founded.agency) as desk:
        ann, ben = await add(desk, "Ann", "Ben")
    one, other = await invite(founded, ann)
    async with desk_in(database, founded.agency, role="freelancer", productions=[one]) as desk:
        assert await names(desk) == ["Ann"]
        assert (await listed(desk, limit="1", sort="newest")).total == 1
        assert (await store.contact(desk, ann.id)).name == "Ann"
        with pytest.raises(ContactNotFound):
            await store.contact(desk, ben.id)
        assert await store.chosen(desk, Selection(all=True)) == [ann.id]
    async with desk_in(database, founded.agency, role="freelancer", productions=[other]) as desk:
        assert await names(desk) == []


async def test_the_second_editor_is_told_and_can_save_on_top(desk: Desk) -> None:
    (ann,) = await add(desk, "Ann")
    seen = {"name": "Ann", "phone": "", "note": ""}
    await actions.edit(desk, ann.id, Edit(1, {"phone": "1"}, seen))
    mine: Edit[ContactFields] = Edit(1, {"note": "mine"}, seen)
    with pytest.raises(Overtaken) as refused:
        await actions.edit(desk, ann.id, mine)
    changed = [each.field for each in refused.value.changes]
    assert (refused.value.version, "phone" in changed) == (2, True)
    saved = await actions.edit(desk, ann.id, Edit(2, mine.changed, seen))
    assert (saved.phone, saved.note, saved.version) == ("1", "mine", 3)


async def test_of_two_at_once_one_is_told(founded: Founded, database: Database) -> None:
    async with desk_in(database, founded.agency) as desk:
        (ann,) = await add(desk, "Ann")
    async with desk_in(database, founded.agency) as one:
        await actions.edit(one, ann.id, Edit(1, {"note": "one"}))
        assert (await store.contact(one, ann.id)).version == 2
        async with desk_in(database, founded.agency) as two:
            assert (await store.contact(two, ann.id)).version == 1
    async with desk_in(database, founded.agency) as two:
        assert not await store.save(two, ann.id, 1, ContactFields("Two"))
        with pytest.raises(Overtaken):
            await actions.edit(two, ann.id, Edit(1, {"note": "two"}))


@pytest.mark.parametrize(
    "wrong", [{"email": "nobody"}, {"zone": "Nowhere/Land"}], ids=lambda wrong: next(iter(wrong))
)
async def test_no_address_and_no_place_are_refused(desk: Desk, wrong: dict[str, str]) -> None:
    (ann,) = await add(desk, "Ann")
    with pytest.raises(Invalid) as new:
        await actions.add(desk, ContactFields("Ben", **wrong))
    with pytest.raises(Invalid) as edited:
        await actions.edit(desk, ann.id, Edit(1, wrong))
    assert new.value.fields.keys() == edited.value.fields.keys() == wrong.keys()


async def lines(desk: Desk, act: str) -> Sequence[UUID]:
    rows = await desk.connection.fetch("SELECT thing_id FROM audit WHERE act = $1", act)
    return [row["thing_id"] for row in rows]


async def facts(desk: Desk, owner: Any) -> list[str]:
    rows = await owner.fetch(
        "SELECT type FROM platform.outbox WHERE agency_id = $1", desk.agency.id
    )
    return [row["type"] for row in rows]


async def test_many_are_deleted_at_once_and_brought_back(desk: Desk) -> None:
    ann, ben, cleo = await add(desk, "Ann", "Ben", "Cleo", company="Films")
    assert await actions.delete_chosen(desk, Selection(ids=[ann.id, UUID(int=9)])) == 1
    films = Selection(all=True, q="e", filters=ContactFilters("films"))
    assert await actions.delete_chosen(desk, films) == 2
    assert await names(desk) == []
    assert sorted(await lines(desk, "deleted")) == sorted([ann.id, ben.id, cleo.id])
    binned = (await bin_actions.look_into(desk, KINDS, of_query(BIN, {}))).items
    assert {each.id for each in binned} == {ann.id, ben.id, cleo.id}
    with pytest.raises(ContactNotFound):
        await actions.edit(desk, ann.id, Edit(1, {"note": "x"}))
    assert await actions.restore(desk, [ann.id, ann.id]) == 1
    assert await actions.restore(desk, [ann.id]) == 0
    assert await names(desk) == ["Ann"]
    assert await lines(desk, "restored") == [ann.id]


async def test_more_than_a_thousand_are_refused(desk: Desk) -> None:
    await desk.connection.execute(
        """INSERT INTO contact (id, name) SELECT gen_random_uuid(), 'C' || n
        FROM generate_series(1, 1001) n"""
    )
    assert (await listed(desk)).total is None
    with pytest.raises(TooMany):
        await actions.delete_chosen(desk, Selection(all=True))
    assert len(await names(desk, limit="200")) == 200


async def test_what_was_in_the_bin_for_a_month_is_removed_by_a_job(
    founded: Founded, database: Database
) -> None:
    async with desk_in(database, founded.agency) as desk:
        old, fresh, kept = await add(desk, "Old", "Fresh", "Kept")
        for contact in (old, fresh):
            await actions.delete(desk, contact.id)
    await invite(founded, old)
    owner = await asyncpg.connect(founded.url)
    for agency in (founded.agency, founded.neighbour):
        await owner.execute(f"INSERT INTO platform.agency (id, name) VALUES ('{agency}', 'Office')")
    await owner.execute(f'SET search_path TO "{schema_of(founded.agency)}"')
    month = timedelta(days=30, minutes=1)
    await owner.execute(
        "UPDATE contact SET deleted_at = deleted_at - $2::interval WHERE id = $1", old.id, month
    )
    async with database.platform() as tx:
        await jobs.enqueue(tx, EMPTY_ALL, {})
    deps = JobDeps(NOWHERE, database, None, Objects("memory://"))  # type: ignore[arg-type]
    async with Worker(database, deps, handlers(KINDS)).at_work():
        await eventually(
            lambda: owner.fetchval("SELECT count(*) FROM gateway.job"), lambda n: not n
        )
    assert {row["id"] for row in await owner.fetch("SELECT id FROM contact")} == {fresh.id, kept.id}
    assert await owner.fetchval("SELECT count(*) FROM guest WHERE contact_id IS NULL") == 1
    removed = await owner.fetch("SELECT who, thing_id FROM audit WHERE act = 'removed'")
    assert [tuple(row) for row in removed] == [("callboard", old.id)]
    await owner.close()
    async with desk_in(database, founded.neighbour) as theirs:
        assert await names(theirs) == ["Nina Neighbour"]
