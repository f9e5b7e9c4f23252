"""An owner's desk with webhooks: a real database, a courier, and a receiver to be told."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg

from services.gateway.platform.webhooks import actions, enqueue
from services.gateway.platform.webhooks.delivery import store as deliveries
from services.gateway.platform.webhooks.delivery.addresses import Addresses
from services.gateway.platform.webhooks.delivery.dispatcher import Dispatcher
from services.gateway.platform.webhooks.delivery.model import LOG, Delivery
from services.gateway.platform.webhooks.delivery.sender import DeliverySender
from services.gateway.platform.webhooks.delivery.signing import SecretBox
from services.gateway.platform.webhooks.delivery.ssrf_safe_client import SsrfSafeClient
from services.gateway.platform.webhooks.model import KindName, NewWebhook
from services.gateway.web import listing
from shared.background_tasks import background_tasks
from shared.events.gateway import ProductionStarted
from shared.ids import AgencyId, ProductionId, new_id
from shared.tenancy import Database
from tests.eventually import eventually
from tests.migrated import Founded, databases
from tests.receiver import Receiver, receiving

SEAL = SecretBox("k" * 32)
OWNER = "olivia@office.test"


class WebhookDesk:
    """An owner's webhook, its receiver, and the database as the owner of all sees it."""

    def __init__(
        self, founded: Founded, database: Database, receiver: Receiver, owner: asyncpg.Connection
    ) -> None:
        self.agency = founded.agency
        self.neighbour = founded.neighbour
        self.database = database
        self.receiver = receiver
        self.owner = owner
        reach = SsrfSafeClient(Addresses(anywhere=True))
        self.sender = DeliverySender(database, SEAL, reach, "https://callboard.test")
        self.webhook = UUID(int=0)
        self.secret = ""

    async def add(self, *kinds: KindName, agency: AgencyId | None = None) -> UUID:
        new = NewWebhook(self.receiver.url, kinds or ("production.started",))
        async with self.database.platform() as tx:
            self.webhook, self.secret = await actions.add(tx, SEAL, agency or self.agency, new)
        return self.webhook

    async def happens(self) -> ProductionStarted:
        event = ProductionStarted(agency_id=self.agency, production_id=ProductionId(new_id()))
        async with self.database.tenant(self.agency) as tx:
            await enqueue.HANDLERS[ProductionStarted](tx, event)
        return event

    async def log(self, webhook: UUID | None = None) -> list[Delivery]:
        async with self.database.platform() as tx:
            first = listing.first(LOG)
            return (await deliveries.log(tx, self.agency, webhook or self.webhook, first)).items

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        webhook_dispatcher = Dispatcher(self.database, self.sender)
        async with background_tasks(webhook_dispatcher.run()):
            yield

    async def become(self, status: str, attempts: int) -> Delivery:
        """Wait until the only delivery was tried so often, and is what it should be."""
        asked = """SELECT leased_until IS NULL AND status = $1 AND attempts = $2
            AND tried_at IS NOT NULL FROM gateway.webhook_delivery"""
        await eventually(lambda: self.owner.fetchval(asked, status, attempts), bool)
        (found,) = await self.log()
        return found

    async def time_passes(self) -> None:
        """Let what waits be due, and leases end."""
        await self.owner.execute(
            """UPDATE gateway.webhook_delivery SET due_at = now(), leased_until = now()
            WHERE status = 'waiting'"""
        )


@asynccontextmanager
async def webhook_desk_in(founded: Founded) -> AsyncIterator[WebhookDesk]:
    owner = await asyncpg.connect(founded.url)
    person = new_id()
    await owner.execute(
        f"""INSERT INTO platform.agency (id, name) VALUES ('{founded.agency}', 'Ours');
        INSERT INTO platform.person (id, email, name) VALUES ('{person}', '{OWNER}', 'Olivia');
        INSERT INTO platform.membership (agency_id, person_id, role)
        VALUES ('{founded.agency}', '{person}', 'owner')"""
    )
    async with databases(founded.url, "gateway") as (database,), receiving() as receiver:
        yield WebhookDesk(founded, database, receiver, owner)
    await owner.close()
