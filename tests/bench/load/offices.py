"""Many agencies in one house, and somebody who belongs to all of them."""

import time
from collections.abc import Awaitable, Callable

import asyncpg

from services.gateway.identity.sign_in import store as accounts
from services.gateway.identity.sign_in.model import LINK_LIFETIME, SESSION_LIFETIME
from services.gateway.web import tokens
from shared import addresses, migrations
from shared.ids import AgencyId, PersonId, new_id
from shared.tenancy import Database, schema_of
from tests.bench.load.bare import NOWHERE
from tests.installation import Installation

EMAIL = "olivia@bench.test"
PRODUCTIONS = 20


class Offices:
    """`sessions` has a token for each of the first agencies, signed in to that one."""

    def __init__(
        self,
        installation: Installation,
        owner: asyncpg.Connection,
        plain: Database,
        gateway: Database,
    ) -> None:
        self._installation = installation
        self._owner = owner
        self._plain = plain
        self._gateway = gateway
        self._person = PersonId(new_id())
        self.agencies: list[AgencyId] = []
        self.sessions: list[str] = []

    async def arrive(self) -> None:
        await self._owner.execute(
            "INSERT INTO platform.person (id, email) VALUES ($1, $2)", self._person, EMAIL
        )

    async def make(self, count: int, *, signed_in: int = 0) -> list[float]:
        """Provision agencies, and sign in to the first few; return how long each took, in ms."""
        taken = []
        for number in range(count):
            agency = AgencyId(new_id())
            taken.append(await timed(lambda key=agency: self._provision(key)))  # type: ignore[misc]
            await self._join(agency)
            if number < signed_in:
                await self._sign_in_to(agency)
        return taken

    async def _provision(self, agency: AgencyId) -> None:
        async with self._owner.transaction():
            await migrations.create_tenant(self._owner, agency)

    async def _join(self, agency: AgencyId) -> None:
        await self._owner.execute(
            "INSERT INTO platform.agency (id, name) VALUES ($1, 'Bench')", agency
        )
        await self._owner.execute(
            "INSERT INTO platform.membership (agency_id, person_id, role) VALUES ($1, $2, 'owner')",
            agency,
            self._person,
        )
        self.agencies.append(agency)

    async def _sign_in_to(self, agency: AgencyId) -> None:
        token = tokens.new_token()
        key = tokens.hashed(token)
        async with self._gateway.platform() as tx:
            await accounts.add_session(tx, key, self._person, "bench", SESSION_LIFETIME)
            await accounts.work_for(tx, key, agency)
        async with self._gateway.tenant(agency) as tx:
            await tx.executemany(
                "INSERT INTO production (id, title, started_by) VALUES ($1, 'The Tempest', $1)",
                [(new_id(),) for _ in range(PRODUCTIONS)],
            )
        self.sessions.append(token)

    async def sign_in(self, times: int) -> list[float]:
        """Follow sign-in links: look at the page, send its form; return the times in ms."""
        browser = tokens.new_token()
        async with self._installation.browser() as visitor:
            visitor.client.cookies.set(NOWHERE.cookie("browser"), browser)
            taken = []
            for _ in range(times):
                page = f"/sign-in/{await self._link(browser)}"
                taken.append(await timed(lambda at=page: visitor.post(at, at)))  # type: ignore[misc]
            assert (await visitor.get("/productions")).status_code == 200
        return taken

    async def _link(self, browser: str) -> str:
        token = tokens.new_token()
        keys = tokens.hashed(token), tokens.hashed(browser)
        async with self._gateway.platform() as tx:
            await accounts.add_link(tx, *keys, "", addresses.read(EMAIL), LINK_LIFETIME)
        return token

    async def transactions(self, times: int) -> tuple[list[float], list[float]]:
        """Time one query in a tenant's transaction and in a bare one, in turns; in ms.

        Both take a connection of a pool of the same kind, and ask three times.
        """
        named = f'SELECT id FROM "{schema_of(self.agencies[0])}".production LIMIT 1'

        async def inside() -> None:
            async with self._gateway.tenant(self.agencies[0]) as tx:
                await tx.fetch("SELECT id FROM production LIMIT 1")

        async def bare() -> None:
            async with self._plain.pool.acquire() as connection:
                await connection.execute("BEGIN")
                await connection.fetch(named)
                await connection.execute("COMMIT")

        both = [(await timed(inside), await timed(bare)) for _ in range(times)]
        return [a for a, _ in both], [b for _, b in both]


async def timed(act: Callable[[], Awaitable[object]]) -> float:
    """Return how long an act takes, in ms."""
    begun = time.perf_counter()
    await act()
    return 1000 * (time.perf_counter() - begun)
