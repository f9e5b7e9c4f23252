"""What tests of billing do: call it, pay on the sandbox's page, wait for facts."""

import asyncio
import time
from datetime import timedelta
from typing import Any, Self
from uuid import UUID

import asyncpg
import httpx
import msgspec
from litestar import Litestar

from infra.embedded.stripe_sandbox import renewals
from infra.embedded.stripe_sandbox.sandbox import Sandbox
from infra.embedded.stripe_sandbox.webhook_sender import signature
from services.billing.reconciler import Reconciler
from services.billing.settings import Settings
from services.billing.usage import actions as usage
from shared.events.rooms import TakeRecorded
from shared.ids import AgencyId, SessionId, TakeId, new_id
from shared.tenancy import Database, schema_of
from tests.installation import NO_TLS

KEY = "sk_test_callboard"
SECRET = "whsec_callboard"
TOKEN = "internal-token-of-at-least-32-letters"
METRICS_TOKEN = "metrics-token"
WEBHOOKS_OF_A_PAYMENT = 6
GOOD, BAD = "4242 4242 4242 4242", "4000 0000 0000 0002"


def settings(owner_url: str, billing_url: str, redis_url: str, stripe_url: str) -> Settings:
    return Settings(
        database_url=billing_url,
        database_owner_url=owner_url,
        redis_url=redis_url,
        stripe_secret_key=KEY,
        stripe_webhook_secret=SECRET,
        stripe_api_base=stripe_url,
        internal_token=TOKEN,
        metrics_token=METRICS_TOKEN,
        billing_port=0,
    )


class Payer:
    """Somebody at the payment page."""

    def __init__(self, browser: httpx.AsyncClient) -> None:
        self.browser = browser

    async def pay(self, url: str, number: str = GOOD, **typed: str) -> httpx.Response:
        form = {"email": "pay@office.example", "number": number, "expiry": "12 / 44"}
        return await self.browser.post(url, data={**form, "cvc": "123", "name": "Ada Pay"} | typed)


class BillingDriver:
    """Billing, as the gateway sees it, and as its database and Stripe see it."""

    def __init__(self, billing: Litestar, sandbox: Litestar, url: str, owner_url: str) -> None:
        self.billing = billing
        self._sandbox = sandbox
        self._owner_url = owner_url
        headers = {"Authorization": f"Bearer {TOKEN}"}
        self.http = httpx.AsyncClient(
            base_url=url, headers=headers, trust_env=False, timeout=20, verify=NO_TLS
        )

    async def __aenter__(self) -> Self:
        self.database = await asyncpg.connect(self._owner_url)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.database.close()
        await self.http.aclose()

    @property
    def sandbox(self) -> Sandbox:
        box: Sandbox = self._sandbox.state.box
        return box

    def lose_webhooks(self) -> None:
        """Have the sandbox send nothing from now on."""
        self.sandbox.options = msgspec.structs.replace(self.sandbox.options, webhook_url="")

    async def person(self, email: str = "owner@office.example") -> dict[str, str]:
        return await self._made("/people", {"email": email})

    async def agency(self, name: str = "Brandt Casting") -> UUID:
        person = await self.person()
        made = await self._made("/agencies", {"name": name, "person_id": person["id"]})
        return UUID(made["id"])

    def order(self, agency: UUID, production: UUID, plan: str = "series") -> dict[str, str]:
        return {
            "agency_id": str(agency),
            "production_id": str(production),
            "production_title": "The Tempest",
            "plan": plan,
            "person_email": "owner@office.example",
            "success_url": "http://127.0.0.1:1/paid",
            "cancel_url": "http://127.0.0.1:1/unpaid",
        }

    async def check_out(self, agency: UUID, production: UUID, plan: str = "series") -> str:
        made = await self._made("/checkouts", self.order(agency, production, plan))
        return str(made["url"])

    async def send(
        self, event: dict[str, Any] | bytes, *, secret: str = SECRET, at: float | None = None
    ) -> httpx.Response:
        """Post a webhook, signed as Stripe signs."""
        body = event if isinstance(event, bytes) else msgspec.json.encode(event)
        signed = signature(body, secret, int(time.time() if at is None else at))
        headers = {"Stripe-Signature": signed}
        return await self.http.post("/webhooks/stripe", content=body, headers=headers)

    async def settled(self, count: int) -> None:
        """Wait until so many webhooks came in and all are worked off."""
        await self.until(
            """SELECT count(*) >= $1 AND bool_and(state <> 'waiting')
            FROM platform.stripe_event""",
            count,
        )

    async def until(self, query: str, *values: object) -> None:
        """Wait until the database says yes and the sandbox has nothing left to send."""
        async with asyncio.timeout(60):
            while True:
                yes = await self.database.fetchval(query, *values)
                if yes and not self.sandbox.store.state.deliveries:
                    return
                await asyncio.sleep(0.01)

    async def stored(self) -> int:
        count: int = await self.database.fetchval("SELECT count(*) FROM platform.stripe_event")
        return count

    async def subscription(self, production: UUID) -> dict[str, Any] | None:
        row = await self.database.fetchrow(
            "SELECT * FROM platform.subscription WHERE production_id = $1", production
        )
        return dict(row) if row else None

    async def facts(self, kind: str = "subscriptions.changed.v1") -> list[dict[str, Any]]:
        """Return the bodies of the facts told, in the order of their writing."""
        rows = await self.database.fetch(
            "SELECT body FROM platform.outbox WHERE type = $1 ORDER BY written_at, id", kind
        )
        return [msgspec.json.decode(row["body"]) for row in rows]

    async def days(self, count: float) -> None:
        """Let days pass at the sandbox, and wait until billing has heard of them."""
        renewals.advance(self.sandbox, int(count * 24 * 3600))
        await self.until(
            "SELECT coalesce(bool_and(state <> 'waiting'), true) FROM platform.stripe_event"
        )

    async def reconcile(self) -> None:
        """Look at everything again, as the night does."""
        state = self.billing.state
        await Reconciler(state.database, state.stripe).look_again(timedelta(0), timedelta(0))

    async def repairs(self) -> list[str]:
        rows = await self.database.fetch("SELECT what FROM platform.repair ORDER BY id")
        return [row["what"] for row in rows]

    async def paid(self, payer: Payer, production: UUID, number: str = GOOD) -> UUID:
        """Subscribe for a production; return its agency."""
        agency = await self.agency()
        await payer.pay(await self.check_out(agency, production), number)
        await self.settled(WEBHOOKS_OF_A_PAYMENT)
        return agency

    async def ask(self, path: str, agency: UUID, production: UUID, **more: Any) -> httpx.Response:
        """Ask billing for something about a subscription."""
        body = {"agency_id": str(agency), "production_id": str(production), **more}
        return await self.http.post(f"/subscriptions/{path}", json=body)

    async def record(self, agency: UUID, production: UUID, minutes: float) -> TakeRecorded:
        """Have rooms record a take; return the fact that billing takes in."""
        take, schema = new_id(), schema_of(agency)
        await self.database.execute(
            f"""INSERT INTO "{schema}".take (id, session_id, production_id, role_id, role_name,
                scene, number, phase, started_by, started_at, fence)
            VALUES ($1, $1, $2, $1, 'Miranda', '', 1, 'recorded', 'person:1', now(), 1)""",
            take,
            production,
        )
        return TakeRecorded(
            agency_id=AgencyId(agency),
            session_id=SessionId(take),
            take_id=TakeId(take),
            duration_ms=int(minutes * 60_000),
        )

    async def count(self, *facts: TakeRecorded) -> None:
        """Bring facts to billing as its consumer does."""
        database: Database = self.billing.state.database
        for fact in facts:
            async with database.tenant(fact.agency_id) as connection:
                await usage.count(connection, fact)

    async def _made(self, path: str, body: dict[str, str]) -> dict[str, str]:
        answer = await self.http.post(path, json=body)
        assert answer.is_success, answer.text
        made: dict[str, str] = answer.json()
        return made


async def counted_then(driver: BillingDriver, take: UUID) -> None:
    """Have a take counted at the sandbox's time, which may be ahead of the database's."""
    await driver.database.execute(
        "UPDATE platform.usage SET counted_at = to_timestamp($2) WHERE take_id = $1",
        take,
        driver.sandbox.now(),
    )


def event(kind: str, thing: dict[str, Any], key: str = "") -> dict[str, Any]:
    """Return an event as Stripe sends it, about an object as it was at some time."""
    return {
        "id": key or f"evt_{new_id().hex}",
        "object": "event",
        "type": kind,
        "data": {"object": thing},
    }
