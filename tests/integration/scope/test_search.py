"""Search finds what is meant, of what may be seen, and is nobody's way to the rest."""

from contextlib import suppress
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from services.gateway.platform.search import store
from services.gateway.searched import SEARCHED
from shared.ids import new_id
from shared.tenancy import schema_of
from tests.integration.scope.castings import add_person
from tests.integration.scope.conftest import Scoped

KINDS = [each.kind for each in SEARCHED]
NAMES = [
    "Björn Åkesson",
    "José Núñez",
    "Zoë O'Brien-Müller",
    "Nguyễn Thị Hạnh",
    "Łukasz Żółć",
    "Иван Петров",
    "Ελένη Παπαδοπούλου",
    "李小龍",
    "김민수",
    "さくら 桃子",
    "محمد علي",
    "שרה לוי",
    "प्रिया शर्मा",
    "สมชาย ใจดี",
    "Bo",
]
FINDS = [
    ("bjorn akeson", "Björn Åkesson"),
    ("Akesson Bjorn", "Björn Åkesson"),
    ("jose nunez", "José Núñez"),
    ("NUÑES", "José Núñez"),
    ("zoe obrien muller", "Zoë O'Brien-Müller"),
    ("nguyen hanh", "Nguyễn Thị Hạnh"),
    ("lukas zolc", "Łukasz Żółć"),
    ("Иван Пертов", "Иван Петров"),
    ("Петр", "Иван Петров"),
    ("Ελενη Παπαδοπουλου", "Ελένη Παπαδοπούλου"),
    ("李", "李小龍"),
    ("小龍", "李小龍"),
    ("李小龙", "李小龍"),
    ("김민수", "김민수"),
    ("민수", "김민수"),
    ("さくら", "さくら 桃子"),
    ("محمد", "محمد علي"),
    ("مُحَمَّد", "محمد علي"),
    ("שרה", "שרה לוי"),
    ("प्रिया", "प्रिया शर्मा"),
    ("สมชาย", "สมชาย ใจดี"),
    ("bo", "Bo"),
    ("b", "Bo"),
]


async def found(tx: Any, words: str, kinds: list[str] | None = None) -> dict[str, list[UUID]]:
    return dict(await store.search(tx, words, KINDS if kinds is None else kinds, 8))


async def test_names_are_found_however_they_are_spelt(scoped: Scoped) -> None:
    keys = {name: new_id() for name in NAMES}
    async with scoped.owner() as tx:
        await tx.execute("UPDATE talent SET deleted_at = now()")
        for name, key in keys.items():
            await add_person(tx, "talent", key, name)
        missed = [
            (words, name)
            for words, name in FINDS
            if keys[name] not in (await found(tx, words)).get("talent", [])[:1]
        ]
    assert not missed


ALIKE = [
    "Mei Tovi",
    "Mei Tora",
    "Mei Toto",
    "Mei Tohu",
    "Mei Toba",
    "Mei Toka",
    "Mei Tofe",
    "Mei Tol",
]


async def test_a_misspelt_name_comes_before_others_that_begin_alike(scoped: Scoped) -> None:
    mei = new_id()
    async with scoped.owner() as tx:
        for name in ALIKE:
            await add_person(tx, "talent", new_id(), name)
        await add_person(tx, "talent", mei, "Mei Tozusen")
        for words in ("mei touzsen", "mei tozsen", "Tozuesn Mei"):
            assert (await found(tx, words, ["talent"]))["talent"][0] == mei, words


async def test_an_address_is_found_by_its_beginning_and_says_nothing_by_its_end(
    scoped: Scoped,
) -> None:
    async with scoped.owner() as tx:
        key = new_id()
        await add_person(tx, "talent", key, "Nora New")
        await tx.execute("UPDATE talent SET email = 'n.newton@actors.test' WHERE id = $1", key)
        assert (await found(tx, "n.newton@actors.test", ["talent"]))["talent"][0] == key
        assert key not in (await found(tx, "actors test", ["talent"])).get("talent", [])


async def test_each_kind_is_found(scoped: Scoped) -> None:
    ours = scoped.ours
    wanted = {
        "production": ("tempst", ours.production),
        "role": ("mirande", ours.role),
        "session": ("frist round", ours.session),
        "talent": ("ana sliva", ours.talent),
        "rep": ("rita", ours.rep),
        "rep_firm": ("stage agent", ours.firm),
        "contact": ("petra producr", ours.contact),
    }
    assert wanted.keys() == set(KINDS)
    async with scoped.freelancer() as tx:
        for kind, (words, key) in wanted.items():
            assert (await found(tx, words, [kind])) == {kind: [key]}, kind
    async with scoped.owner() as tx:
        for kind, (words, key) in wanted.items():
            assert key in (await found(tx, words, [kind]))[kind]


async def test_a_freelancer_finds_nobody_outside_of_their_productions(scoped: Scoped) -> None:
    words = ["Björn Åkesson", "The Tempest", "Miranda", "First round", "Petra Producer", "Rita Rep"]
    theirs = {*scoped.theirs}
    async with scoped.freelancer() as tx:
        for each in words:
            assert not theirs & {key for keys in (await found(tx, each)).values() for key in keys}
    async with scoped.gateway.tenant(scoped.agency, productions=()) as tx:
        for each in words:
            assert await found(tx, each) == {}


async def test_who_is_in_the_bin_or_was_merged_is_not_found(scoped: Scoped) -> None:
    async with scoped.owner() as tx:
        await tx.execute("UPDATE talent SET deleted_at = now() WHERE id = $1", scoped.ours.talent)
        await tx.execute("UPDATE rep SET deleted_at = now()")
        assert await found(tx, "Ana Silva", ["talent"]) == {}
        assert await found(tx, "Rita Rep", ["rep"]) == {}


ODD = [
    "'",
    "''; DROP TABLE talent; --",
    "%",
    "_",
    "%%__%%",
    "\\",
    "$1",
    "*",
    "",
    " ",
    "\t",
    "'\"`",
    "x" * 10_000,
    "李" * 10_000,
    "\U0001f600",
    "\u202e",
    "\ufffe",
    "́" * 200,
]


async def test_odd_words_find_nothing_and_break_nothing(scoped: Scoped) -> None:
    for words in ODD:
        async with scoped.freelancer() as tx:
            assert await found(tx, words) == {}, words[:20]
            assert await tx.fetchval("SELECT count(*) FROM talent") == 1


async def test_nul_is_refused(scoped: Scoped) -> None:
    with pytest.raises(asyncpg.CharacterNotInRepertoireError):
        async with scoped.freelancer() as tx:
            await found(tx, "a\x00b")


SCOPES = ["", "x", "') OR true; --", "{*}", "*,*", "'*'", " *", "NULL", "%"]


async def test_no_scope_but_the_star_shows_everything(scoped: Scoped) -> None:
    for scope in SCOPES:
        with suppress(asyncpg.InvalidTextRepresentationError):
            async with scoped.freelancer() as tx:
                await tx.execute("SELECT set_config('callboard.productions', $1, true)", scope)
                assert await found(tx, "Ana Silva") == {}, scope


async def test_a_search_path_leads_to_no_other_agency(scoped: Scoped) -> None:
    """The function is its agency's, whatever the path; no temporary table stands in for its."""
    ours, neighbour = schema_of(scoped.agency), schema_of(scoped.founded.neighbour)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with scoped.owner() as tx:
            await tx.fetch(f"SELECT id FROM \"{neighbour}\".search('Ana', '{{talent}}', 8)")
    async with scoped.freelancer() as tx:
        before = await found(tx, "Ana Silva")
        for path in (f'"{neighbour}", "{ours}"', f'pg_temp, "{neighbour}", "{ours}"'):
            await tx.execute(f"SET LOCAL search_path TO {path}")
            assert await found(tx, "Ana Silva") == before
        await tx.execute(
            f"""CREATE TEMP TABLE talent_in_scope ON COMMIT DROP AS
            SELECT '{scoped.theirs.talent}'::uuid AS id"""
        )
        await tx.execute(f'SET LOCAL search_path TO pg_temp, "{ours}"')
        assert scoped.theirs.talent not in (await found(tx, "Björn Åkesson")).get("talent", [])


async def test_nobody_else_may_call_it(scoped: Scoped) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with scoped.rooms.tenant(scoped.agency) as tx:
            await found(tx, "Ana Silva")
