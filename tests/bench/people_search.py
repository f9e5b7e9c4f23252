"""Search in an office that knows many people: by misspelt names, for an owner and for a freelancer.

PostgreSQL writes durably. The office has 200 productions; each of its talent is considered in two,
and the freelancer works on three. Each search is a transaction of its own, with the look-up of what
is shown. Prints one JSON line for each of the two.
"""

import argparse
import random
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

import asyncpg

from infra.embedded import postgres
from infra.embedded.ports import any_free_port
from infra.embedded.supervisor import Supervisor
from services.gateway.platform.search import actions
from services.gateway.searched import SEARCHED
from services.gateway.web.desk import Agency, Desk, Person, scope_of
from shared.ids import AgencyId, PersonId, new_id
from shared.objects import Objects
from shared.tenancy import Database, schema_of
from shared.vocabulary.member_roles import MemberRole
from tests.bench._figures import Figure, count_up_to, figure, tell
from tests.migrated import agencies, databases

TALENTS, MOST_TALENTS = 50_000, 500_000
PRODUCTIONS, NAMED = 200, 3
SEARCHES, WARM = 500, 20
GOAL = {"p99": 50}
NAMES = """Ana José Björn Zoë Maria Ivan Olga Aoife Seán Thandi Kwame Ngozi Amara Chloé Renée Łukasz
Jürgen Mohammed Fatima Noor Yusuf Priya Arjun Mei Hiroshi Yuki Minh Linh Siobhán Niamh Tomás Lucía
Иван Ольга Ελένη Νίκος 李娜 王伟 さくら 健太 민수 지은 محمد فاطمة שרה प्रिया สมชาย"""
LETTERS = "ba den ka li mo ra sen to vi wal zu per shi nor gan fel ost ric hu lam"
FIRST, SYLLABLES = NAMES.split(), LETTERS.split()


def name(dice: random.Random) -> str:
    last = "".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))).title()
    return f"{dice.choice(FIRST)} {last}"


def misspelt(dice: random.Random, right: str) -> str:
    """Exchange two letters of the last name, or forget one."""
    first, last = right.split()
    at = dice.randrange(1, len(last) - 1)
    exchanged = last[:at] + last[at + 1] + last[at] + last[at + 2 :]
    return f"{first} {dice.choice([exchanged, last[:at] + last[at + 1 :]])}"


class Known:
    """An office's people, and whom of them each production considers."""

    def __init__(self, count: int) -> None:
        self.dice = random.Random(7)
        self.talent = [(new_id(), name(self.dice)) for _ in range(count)]
        self.productions = [new_id() for _ in range(PRODUCTIONS)]
        self.considered = {
            (production, key)
            for key, _ in self.talent
            for production in self.dice.sample(self.productions, 2)
        }

    def names_in(self, productions: Sequence[UUID]) -> list[str]:
        reached = {key for production, key in self.considered if production in productions}
        return [each for key, each in self.talent if key in reached]


async def measure(count: int, searches: int) -> Sequence[Figure]:
    known = Known(count)
    async with _opened(known) as (database, agency):
        named = tuple(known.productions[:NAMED])
        everybody = [each for _, each in known.talent]
        owner = await _times(database, agency, "owner", (), everybody, searches)
        theirs = known.names_in(named)
        freelancer = await _times(database, agency, "freelancer", named, theirs, searches)
    what = f"a misspelt name among {count}"
    return [
        figure("people_search", f"{what}, by an owner", owner, high=99, goal=GOAL),
        figure(
            "people_search",
            f"{what}, by a freelancer with {NAMED} of {PRODUCTIONS} productions",
            freelancer,
            high=99,
            goal=GOAL,
        ),
    ]


async def _times(
    database: Database,
    agency: AgencyId,
    role: MemberRole,
    productions: tuple[UUID, ...],
    names: Sequence[str],
    searches: int,
) -> list[float]:
    """Search for misspelt names; return the milliseconds that each search took."""
    dice, taken, missed = random.Random(11), [], 0
    for _ in range(WARM + searches):
        right = dice.choice(names)
        began = time.perf_counter()
        async with database.tenant(agency, productions=scope_of(role, productions)) as tx:
            desk = _desk(tx, agency, role, productions)
            groups = await actions.search(desk, SEARCHED, misspelt(dice, right))
        taken.append(1000 * (time.perf_counter() - began))
        missed += right not in {each.title for group in groups for each in group.found}
    print(f"{role}: {missed} of {len(taken)} not among the first")
    return taken[WARM:]


def _desk(tx: Any, agency: AgencyId, role: MemberRole, productions: tuple[UUID, ...]) -> Desk:
    return Desk(
        agency=Agency(agency, "Office"),
        connection=tx,
        objects=Objects("memory://"),
        now=datetime.now(UTC),
        public_url="http://office.test",
        address="",
        person=Person(PersonId(new_id()), "olivia@office.test", "Olivia"),
        role=role,
        productions=productions,
    )


@asynccontextmanager
async def _opened(known: Known) -> AsyncIterator[tuple[Database, AgencyId]]:
    """Start PostgreSQL with an office that knows all these; yield it as the gateway sees it."""
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as scratch:
        folder = Path(scratch)
        home = await postgres.home_for(folder / "postgres")
        server = postgres.Postgres(folder=home, port=any_free_port(), password=token_urlsafe())
        try:
            async with Supervisor(folder / "logs", print) as supervisor:
                await supervisor.start(await postgres.prepare(server))
                (agency,) = await agencies(server.url, 1)
                await _fill(server.url, agency, known)
                async with databases(server.url, "gateway") as (database,):
                    yield database, agency
        finally:
            postgres.forget(folder / "postgres")


async def _fill(url: str, agency: AgencyId, known: Known) -> None:
    owner = await asyncpg.connect(url)
    schema, roles = schema_of(agency), {each: new_id() for each in known.productions}

    async def copy(table: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
        await owner.copy_records_to_table(
            table, schema_name=schema, columns=columns.split(), records=rows
        )

    productions = [(each, "The Tempest", each) for each in known.productions]
    await copy("production", "id title started_by", productions)
    await copy("role", "id production_id name", [(key, p, "Miranda") for p, key in roles.items()])
    await copy("talent", "id name", [*known.talent])
    considered = [(new_id(), each, roles[each], key) for each, key in known.considered]
    await copy("candidate", "id production_id role_id talent_id", considered)
    await owner.execute("ANALYZE")
    await owner.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--talents", type=count_up_to(MOST_TALENTS), default=TALENTS)
    parser.add_argument("--searches", type=count_up_to(10_000), default=SEARCHES)
    given = parser.parse_args()
    tell(measure(given.talents, given.searches))


if __name__ == "__main__":
    main()
