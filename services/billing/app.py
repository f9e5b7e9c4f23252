"""Billing, assembled: what it opens, what it runs beside the requests, what it answers."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.plugins.prometheus import PrometheusConfig

from services.billing import desk, schema_owner, web
from services.billing.agencies import routes as agencies
from services.billing.checkouts import routes as checkouts
from services.billing.members.routes import Members
from services.billing.people import routes as people
from services.billing.reconciler import Reconciler
from services.billing.settings import Settings
from services.billing.stripe import routes as webhooks
from services.billing.stripe.client import Stripe
from services.billing.stripe.event_store import EventBuffer
from services.billing.stripe.worker import Worker
from services.billing.stripe_handlers import READERS, sync
from services.billing.subscriptions import prices
from services.billing.subscriptions.routes import Subscriptions
from services.billing.usage import actions as usage
from shared import log
from shared.background_tasks import cancel_and_wait
from shared.errors import DomainError
from shared.events.rooms import TakeRecorded
from shared.runtime import operations
from shared.runtime.service import connected

MAX_BODY = 64 * 1024

_log = log.get(__name__)


def create_app(settings: Settings) -> Litestar:
    @asynccontextmanager
    async def running(app: Litestar) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await _open(app.state, settings, stack)
            yield

    return Litestar(
        [
            people.meet,
            people.rename,
            agencies.found,
            agencies.rename,
            Members,
            checkouts.check_out,
            Subscriptions,
            webhooks.take_in,
            operations.health(database=True),
            operations.metrics(settings.metrics_token),
        ],
        lifespan=[running],
        guards=[web.internal_only(settings.internal_token)],
        dependencies={
            name: _from_state(name)
            for name in ("database", "owner", "stripe", "worker", "event_buffer", "settings")
        }
        | {"connection": Provide(desk.provide_connection), "desk": Provide(desk.provide_desk)},
        exception_handlers={
            DomainError: web.domain_problem,
            HTTPException: web.http_problem,
            RecursionError: web.nested_too_deeply,
            **dict.fromkeys(web.UNKEEPABLE, web.not_to_be_kept),
            Exception: web.unforeseen,
        },
        middleware=[
            web.RequestIds(),
            PrometheusConfig("billing", prefix="callboard", group_path=True).middleware,
        ],
        request_max_body_size=MAX_BODY,
        openapi_config=None,
        logging_config=None,
    )


async def _open(state: State, settings: Settings, stack: AsyncExitStack) -> None:
    """Open what billing needs, and start what runs beside the requests; `stack` ends it all."""
    runtime = await stack.enter_async_context(
        connected("billing", settings.database_url, settings.redis_url)
    )
    database = runtime.database
    schemas = await schema_owner.connect(settings.database_owner_url)
    stack.push_async_callback(schemas.close)
    stripe = Stripe(settings.stripe_secret_key, settings.stripe_api_base)
    stack.push_async_callback(stripe.close)
    event_buffer = EventBuffer(database)
    worker = Worker(database, stripe, READERS, sync)
    state.runtime, state.database, state.owner = runtime, database, schemas
    state.stripe, state.worker, state.event_buffer = stripe, worker, event_buffer
    state.settings = settings
    consumer = runtime.consumer("usage", {"usage": {TakeRecorded: usage.count}}, sources=["rooms"])
    await stack.enter_async_context(runtime.at_work(consumer))
    for run in (each.run for each in (event_buffer, worker, Reconciler(database, stripe))):
        stack.push_async_callback(cancel_and_wait, asyncio.create_task(_steadily(run)))
    stack.push_async_callback(cancel_and_wait, asyncio.create_task(_make_prices(stripe)))


async def _steadily(run: Callable[[], Awaitable[None]]) -> None:
    """Run for ever: what nobody foresaw is logged, and it starts again."""
    while True:
        try:
            await run()
        except Exception:  # noqa: BLE001 - logged; one task's end must not be silent
            _log.exception("task_ended", task=run.__qualname__)
        await asyncio.sleep(1)


async def _make_prices(stripe: Stripe) -> None:
    """Have the prices ready; a checkout makes them where this came too early."""
    try:
        await prices.ensure(stripe)
    except DomainError as error:
        _log.warning("prices_not_ready", error=str(error))


def _from_state(name: str) -> Provide:
    def provide(state: State) -> Any:
        return state[name]

    return Provide(provide, sync_to_thread=False)
