"""From the commit of a fact to the committed effect of its consumer.

Facts are told at a steady rate, through the real outbox, relay, stream and consumer; PostgreSQL
and Valkey write durably. The effect is a NOTIFY, which PostgreSQL sends when the consumer's
transaction is committed. Prints one JSON line for the whole way, and one for the commit alone.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from secrets import token_urlsafe

import asyncpg

from infra.embedded import postgres, valkey
from infra.embedded.ports import any_free_port
from infra.embedded.supervisor import Supervisor
from shared.background_tasks import cancel_and_wait
from shared.bus import outbox, streams
from shared.bus.consumer import Consumer, Handler
from shared.bus.relay import Relay
from shared.events import Event
from shared.events.gateway import ProductionStarted
from shared.ids import AgencyId, ProductionId, new_id
from shared.tenancy import Connection, Database
from tests.bench._figures import Figure, count_up_to, figure, tell
from tests.migrated import agencies, databases

MOST_FACTS = 5_000
PATIENCE_S = 120
GOAL = {"p99": 50}
_CHANNEL = "bench"


class Facts:
    """Tells facts, and notes when their effects are there. Times are in seconds."""

    def __init__(self, gateway: Database, agency: AgencyId) -> None:
        self._gateway = gateway
        self._agency = agency
        self._effects: dict[str, asyncio.Future[float]] = {}

    async def tell(self) -> tuple[float, float]:
        """Tell one fact; return how long its effect took, and its own commit, from its COMMIT."""
        agency, production = self._agency, ProductionId(new_id())
        fact = ProductionStarted(agency_id=agency, production_id=production)
        effect = self._effects[str(fact.id)] = asyncio.get_running_loop().create_future()
        async with self._gateway.tenant(agency) as tx:
            await outbox.publish(tx, "gateway", fact)
            begun = time.perf_counter()
        committed = time.perf_counter()
        return await effect - begun, committed - begun

    async def take_in(self, tx: Connection, fact: ProductionStarted) -> None:
        await tx.execute("SELECT pg_notify($1, $2)", _CHANNEL, str(fact.id))

    def saw(self, _: object, __: int, ___: str, fact: object) -> None:
        """Take what PostgreSQL tells once the effect of a fact is committed."""
        self._effects.pop(str(fact)).set_result(time.perf_counter())


async def measure(facts: int, rate: int) -> Sequence[Figure]:
    async with _flowing() as received, asyncio.timeout(PATIENCE_S):
        await received.tell()  # opens connections, joins the group
        begun = time.perf_counter()
        telling: list[asyncio.Task[tuple[float, float]]] = []
        for number in range(facts):
            await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
            telling.append(asyncio.create_task(received.tell()))
        effects, commits = zip(*await asyncio.gather(*telling), strict=True)
    in_ms = [[1000 * seconds for seconds in times] for times in (effects, commits)]
    return [
        figure("outbox", "commit to committed effect", in_ms[0], high=99, goal=GOAL),
        figure("outbox", "commit of the fact alone", in_ms[1], high=99, goal=None),
    ]


@asynccontextmanager
async def _flowing() -> AsyncIterator[Facts]:
    """Let facts flow from the gateway's side to billing's."""
    async with AsyncExitStack() as stack:
        owner_url, redis_url = await stack.enter_async_context(_servers())
        (agency,) = await agencies(owner_url, 1)
        both = await stack.enter_async_context(databases(owner_url, "gateway", "billing"))
        client, blocking = streams.connect(redis_url), streams.connect_blocking(redis_url)
        stack.push_async_callback(client.aclose)
        stack.push_async_callback(blocking.aclose)
        received = Facts(both[0], agency)
        listener = await asyncpg.connect(owner_url)
        stack.push_async_callback(listener.close)
        await listener.add_listener(_CHANNEL, received.saw)
        handlers: dict[type[Event], Handler] = {ProductionStarted: received.take_in}
        consumer = Consumer(both[1], blocking, "bench", {"bench": handlers}, sources=["gateway"])
        running = [asyncio.create_task(run()) for run in (Relay(both[0], client).run, consumer.run)]
        try:
            yield received
        finally:
            await cancel_and_wait(*running)


@asynccontextmanager
async def _servers() -> AsyncIterator[tuple[str, str]]:
    """Start PostgreSQL and Valkey; yield the addresses of both."""
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as scratch:
        folder, password = Path(scratch), token_urlsafe()
        home = await postgres.home_for(folder / "postgres")
        database = postgres.Postgres(folder=home, port=any_free_port(), password=password)
        store = valkey.Valkey(folder=folder / "valkey", port=any_free_port(), password=password)
        try:
            async with Supervisor(folder / "logs", print) as supervisor:
                await supervisor.start(await postgres.prepare(database), valkey.prepare(store))
                yield database.url, store.url
        finally:
            postgres.forget(folder / "postgres")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=count_up_to(MOST_FACTS), default=500)
    parser.add_argument("--rate", type=count_up_to(1_000), default=50, help="facts a second")
    given = parser.parse_args()
    tell(measure(given.facts, given.rate))


if __name__ == "__main__":
    main()
