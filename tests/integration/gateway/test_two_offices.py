"""Two offices at work at once, in any order, on the same few connections: neither sees the other.

A Hypothesis state machine: transactions of both are open beside each other, things are started,
kept or undone, and each office asks for what it knows of the other's.
"""

import asyncio
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from services.gateway.casting.productions import actions, store
from services.gateway.casting.productions.model import (
    NewProduction,
    NewRole,
    ProductionNotFound,
    RoleNotFound,
)
from services.gateway.web.desk import Agency, Desk, Person
from shared import tenancy
from shared.ids import AgencyId, PersonId, new_id
from shared.objects import Objects
from shared.tenancy import schema_of
from tests.extent import examples
from tests.migrated import agencies, sign_in

WHICH = st.sampled_from([0, 1])
TITLES = st.text("abc", min_size=1, max_size=3)


class Undone(Exception):
    """Somebody thinks better of it."""


class Office:
    """What one office should see: what was kept, and what is written and not yet kept."""

    def __init__(self, agency: AgencyId) -> None:
        self.agency = agency
        self.person = Person(PersonId(new_id()), "olivia@office.test", "Olivia")
        self.kept: dict[UUID, set[UUID]] = {}
        self.open: dict[UUID, set[UUID]] = {}
        self.stack: AsyncExitStack | None = None
        self.desk: Desk | None = None


class TwoOffices(RuleBasedStateMachine):
    database_url = owner_url = ""
    made: list[AgencyId] = []

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.offices: list[Office] = []

    def _run(self, act: Any) -> Any:
        return self.runner.run(act)

    @initialize()
    def arrive(self) -> None:
        self.database = self._run(tenancy.connect(self.database_url, "gateway", size=2))
        self.offices = [Office(agency) for agency in self.made]
        self._run(self._clear())

    async def _clear(self) -> None:
        """Begin with empty offices."""
        owner = await asyncpg.connect(self.owner_url)
        for agency in self.made:
            await owner.execute(f'TRUNCATE "{schema_of(agency)}".production CASCADE')
        await owner.close()

    async def _begin(self, office: Office) -> None:
        office.stack = AsyncExitStack()
        office.desk = Desk(
            agency=Agency(office.agency, "Office"),
            connection=await office.stack.enter_async_context(self.database.tenant(office.agency)),
            objects=Objects("memory://"),
            now=datetime.now(UTC),
            public_url="http://office.test",
            address="",
            person=office.person,
            role="owner",
        )
        office.open = {key: set(roles) for key, roles in office.kept.items()}

    async def _end(self, office: Office, *, keep: bool) -> None:
        assert office.stack
        stack, office.stack, office.desk = office.stack, None, None
        if keep:
            await stack.aclose()
            return
        with suppress(Undone):
            await stack.__aexit__(Undone, Undone(), None)

    @rule(which=WHICH)
    def sit_down(self, which: int) -> None:
        if self.offices[which].desk is None:
            self._run(self._begin(self.offices[which]))

    @rule(which=WHICH, keep=st.booleans())
    def stand_up(self, which: int, *, keep: bool) -> None:
        office = self.offices[which]
        if office.desk is None:
            return
        if keep:
            office.kept = office.open
        self._run(self._end(office, keep=keep))

    @rule(which=WHICH, title=TITLES)
    def start_production(self, which: int, title: str) -> None:
        office = self.offices[which]
        if office.desk:
            made = self._run(actions.start(office.desk, NewProduction(title=title)))
            office.open[made.id] = set()

    @rule(which=WHICH, name=TITLES, pick=st.randoms())
    def add_role(self, which: int, name: str, pick: Any) -> None:
        office = self.offices[which]
        if office.desk and office.open:
            production = pick.choice(sorted(office.open))
            new = NewRole(name=name)
            made = self._run(actions.add_role(office.desk, production, new, None))
            office.open[production].add(made.id)

    @precondition(lambda self: all(office.desk for office in self.offices))
    @rule(which=WHICH)
    def reach_over(self, which: int) -> None:
        """Ask for everything that the other has, kept or not."""
        desk, other = self.offices[which].desk, self.offices[1 - which]
        for production, roles in other.open.items():
            with pytest.raises(ProductionNotFound):
                self._run(store.production(desk, production))  # type: ignore[arg-type]
            with pytest.raises(ProductionNotFound):
                self._run(actions.add_role(desk, production, NewRole(name="x"), None))  # type: ignore[arg-type]
            for role in roles:
                with pytest.raises(RoleNotFound):
                    self._run(store.role(desk, role))  # type: ignore[arg-type]

    @invariant()
    def each_sees_its_own(self) -> None:
        for office in self.offices:
            if office.desk:
                seen = {p.id for p in self._run(store.productions(office.desk))}
                assert seen == set(office.open)
                for production, roles in office.open.items():
                    found = self._run(store.roles(office.desk, production))
                    assert {role.id for role in found} == roles

    def teardown(self) -> None:
        for office in self.offices:
            if office.desk:
                self._run(self._end(office, keep=False))
        self._run(self.database.close())
        self.runner.close()


async def test_two_offices_never_meet(database: str) -> None:
    TwoOffices.made = list(await agencies(database, 2))
    TwoOffices.owner_url, TwoOffices.database_url = database, sign_in(database, "gateway")
    await asyncio.to_thread(
        run_state_machine_as_test,
        TwoOffices,
        settings=settings(max_examples=examples(15), stateful_step_count=25, deadline=None),
    )
