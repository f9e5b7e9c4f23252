"""Records that may be of one person are found, for whoever may see both, and dismissed for good."""

from uuid import UUID

import asyncpg
import pytest

from services.gateway.casting.talent.duplicates import actions, store
from services.gateway.casting.talent.duplicates.model import Dismissal, PairNotFound
from services.gateway.web.desk import Desk
from shared.ids import new_id
from tests.integration.gateway.people import People


async def add(desk: Desk, name: str, email: str = "", phone: str = "") -> UUID:
    talent_id = new_id()
    await desk.connection.execute(
        """INSERT INTO talent (id, name, email, email_as_typed, phone)
        VALUES ($1, $2, lower($3), $3, $4)""",
        talent_id,
        name,
        email,
        phone,
    )
    return talent_id


async def reasons(desk: Desk) -> dict[frozenset[str], set[str]]:
    return {
        frozenset({pair.one_name, pair.other_name}): set(pair.reasons)
        for pair in await store.pairs(desk)
    }


async def test_pairs_are_found_by_address_phone_rep_and_name(people: People) -> None:
    async with people.desk(people.neighbour) as desk:
        await add(desk, "Zoë Þórsdóttir", "zoe@x.test", "07911 123456")
    async with people.desk() as desk:
        zoe = await add(desk, "Zoë Þórsdóttir", "zoe@x.test", "07911 123456")
        await add(desk, "Z. Thors", "Zoe@x.test")
        await add(desk, "Somebody Else", phone="+44 7911 123-456")
        await add(desk, "Zoe Thorsdottir")
        nick = await add(desk, "Zoë Þórs")
        await add(desk, "李小龍")
        await add(desk, "Ben Okafor", "ben@x.test", "1")
        rep = new_id()
        await desk.connection.execute("INSERT INTO rep (id, name) VALUES ($1, 'Rita')", rep)
        await desk.connection.executemany(
            "INSERT INTO representation (talent_id, rep_id) VALUES ($1, $2)",
            [(zoe, rep), (nick, rep)],
        )
        assert await store.compare(desk.connection, 200) == 7
        assert await store.compare(desk.connection, 200) == 0
        found = await reasons(desk)
    assert found[frozenset({"Zoë Þórsdóttir", "Z. Thors"})] >= {"email"}
    assert found[frozenset({"Zoë Þórsdóttir", "Somebody Else"})] == {"phone"}
    assert found[frozenset({"Zoë Þórsdóttir", "Zoe Thorsdottir"})] == {"name"}
    assert "rep" in found[frozenset({"Zoë Þórsdóttir", "Zoë Þórs"})]
    assert not any("Ben Okafor" in pair or "李小龍" in pair for pair in found)


async def test_who_is_not_one_person_is_not_asked_about_again(people: People) -> None:
    async with people.desk() as desk:
        one, other = await add(desk, "Ana Silva"), await add(desk, "Ana Sílva")
        await store.compare(desk.connection, 200)
        (pair,) = (await actions.duplicates(desk)).pairs
        assert {pair.one_id, pair.other_id} == {one, other}
    async with people.desk(people.neighbour) as desk:
        with pytest.raises(PairNotFound):
            await actions.dismiss(desk, Dismissal(one, other))
    async with people.desk() as desk:
        await actions.dismiss(desk, Dismissal(other, one))
        with pytest.raises(PairNotFound):
            await actions.dismiss(desk, Dismissal(one, other))
        await desk.connection.execute("UPDATE talent SET phone = '12 34 56' WHERE id = $1", one)
        assert await store.uncompared(desk.connection) == 1, "what is compared has changed"
        await store.compare(desk.connection, 200)
        assert await store.pairs(desk) == []
    acts = await people.owner.fetch("SELECT act FROM audit WHERE thing_id = $1", other)
    assert [row["act"] for row in acts] == [f"said that {one} is not"]


async def test_deleted_and_merged_records_are_no_duplicates(people: People) -> None:
    async with people.desk() as desk:
        kept = await add(desk, "Ana Silva")
        gone, merged = await add(desk, "Ana Silva"), await add(desk, "Ana Silva")
        await store.compare(desk.connection, 200)
        assert len(await store.pairs(desk)) == 3
        await desk.connection.execute("UPDATE talent SET deleted_at = now() WHERE id = $1", gone)
        await desk.connection.execute(
            "UPDATE talent SET merged_into = $1 WHERE id = $2", kept, merged
        )
        assert await store.pairs(desk) == []
        await store.compare(desk.connection, 200)
        assert await desk.connection.fetchval("SELECT count(*) FROM talent_likeness") == 0


@pytest.mark.parametrize("scope", ["", "018f0000-0000-7000-8000-000000000000", "' OR true --"])
async def test_a_scope_that_is_not_all_compares_nobody(scope: str, people: People) -> None:
    async with people.desk() as desk:
        await add(desk, "Ana Silva")
        await add(desk, "Ana Silva")
        await desk.connection.execute("SELECT set_config('callboard.productions', $1, true)", scope)
        assert await store.compare(desk.connection, 200) == 0
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await desk.connection.execute(
                """INSERT INTO talent_likeness (one_id, other_id, reasons, score)
                SELECT a.id, b.id, '{email}', 1 FROM talent a JOIN talent b ON a.id < b.id"""
            )
