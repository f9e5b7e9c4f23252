"""The gateway as one process: `python -m services.gateway.main`."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from litestar import Litestar, Request, Response, get, post
from litestar.config.csrf import CSRFConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from prometheus_client import generate_latest

from services.gateway import guests, inbox, pages, web
from services.gateway import house as providers
from services.gateway.access.routes import Account, PasskeyDoor
from services.gateway.accounts.routes import Door
from services.gateway.api_access.routes import TokenPages
from services.gateway.audit.routes import AuditPages
from services.gateway.auditions.room_routes import (
    GuestRooms,
    MemberRooms,
    guest_socket,
    member_socket,
)
from services.gateway.auditions.routes import GuestPages, SessionApi, SessionPages
from services.gateway.billing import Billing
from services.gateway.evaluations.routes import TakeApi, TakePages
from services.gateway.house import House
from services.gateway.limits import Limits
from services.gateway.money.routes import MoneyApi, MoneyPages
from services.gateway.notifications.actions import Mailer
from services.gateway.productions.routes import ProductionApi, ProductionPages
from services.gateway.repeats.actions import Repeats
from services.gateway.settings import Settings
from services.gateway.signalling import Hub
from services.gateway.team.routes import Agencies, TeamPages
from services.gateway.webhooks import described, telling
from services.gateway.webhooks.addresses import Addresses
from services.gateway.webhooks.courier import Courier
from services.gateway.webhooks.reach import Reach
from services.gateway.webhooks.routes import WebhookPages
from services.gateway.webhooks.sender import Sender
from services.gateway.webhooks.signing import Seal
from shared import log, settings, tenancy
from shared.beside import ended
from shared.bus import streams
from shared.bus.consumer import Consumer
from shared.bus.relay import Relay
from shared.errors import DomainError
from shared.objects import Objects

logger = log.get(__name__)
BODY_LIMIT = 256 * 1024
WEBHOOK_LIMIT = 256 * 1024


@get("/health", include_in_schema=False)
async def health(house: providers.OpenHouse) -> dict[str, str]:
    async with house.database.platform() as tx:
        await tx.execute("SELECT 1")
    await house.redis.ping()
    return {"status": "ok"}


@get("/metrics", include_in_schema=False, media_type="text/plain", guards=[web.from_this_machine])
async def metrics() -> bytes:
    return generate_latest()


@post("/webhooks/stripe", include_in_schema=False, request_max_body_size=WEBHOOK_LIMIT)
async def stripe_webhook(
    request: Request[Any, Any, Any], house: providers.OpenHouse
) -> Response[bytes]:
    """Hand Stripe's webhook on to billing, which alone can verify it, byte by byte."""
    signature = request.headers.get("stripe-signature", "")
    status, answer = await house.billing.pass_on_webhook(await request.body(), signature)
    return Response(answer, status_code=status, media_type="application/json")


def create_app(config: Settings) -> Litestar:
    assets = pages.Assets.read()
    app = Litestar(
        route_handlers=[
            health,
            metrics,
            stripe_webhook,
            Door,
            PasskeyDoor,
            Account,
            Agencies,
            TeamPages,
            AuditPages,
            TokenPages,
            WebhookPages,
            ProductionPages,
            ProductionApi,
            MoneyPages,
            MoneyApi,
            SessionPages,
            GuestPages,
            MemberRooms,
            GuestRooms,
            SessionApi,
            TakePages,
            TakeApi,
            member_socket,
            guest_socket,
            assets.route(),
        ],
        dependencies={
            "house": Provide(providers.provide_house),
            "at_door": Provide(providers.provide_at_door),
            "desk": Provide(providers.provide_desk),
            "visit": Provide(guests.provide_visit),
            "platform": Provide(providers.provide_platform),
        },
        guards=[web.own_origin],
        middleware=[Limits(), Repeats()],
        exception_handlers={
            DomainError: web.domain_error,
            HTTPException: web.http_error,
            RecursionError: web.nested_too_deep,
            **dict.fromkeys(web.AWAY, web.part_is_away),
            Exception: web.unexpected,
        },
        csrf_config=CSRFConfig(
            secret=config.csrf_key,
            cookie_name=config.cookie("csrf"),
            cookie_secure=config.secure,
            cookie_httponly=True,
            exclude=[
                "^/webhooks/",
                "^/api/",
                "^/static/",
            ],  # own_origin guards the API; Stripe signs its calls
        ),
        template_config=pages.template_config(config, assets),
        openapi_config=OpenAPIConfig(
            title="Callboard",
            version="1",
            path="/api/schema",
            render_plugins=[JsonRenderPlugin()],
            webhooks=described.webhooks(),
        ),
        request_max_body_size=BODY_LIMIT,
        lifespan=[lambda app: _open_house(app, config)],
        logging_config=None,
    )
    # Around the router, so that an address that leads nowhere has them too.
    app.asgi_handler = web.Headers(config)(web.HtmxRedirects()(app.asgi_handler))
    return app


@asynccontextmanager
async def _open_house(app: Litestar, config: Settings) -> AsyncIterator[None]:
    database = await tenancy.connect(config.database_url, "gateway", size=15)
    client, blocking = (
        streams.connect(config.redis_url),
        streams.connect_blocking(config.redis_url),
    )
    billing = Billing(config.billing_url, config.internal_token)
    hub = Hub(client, blocking, config.ticket_key)
    seal, reach = Seal(config.webhook_key), Reach(Addresses(anywhere=config.webhooks_anywhere))
    objects = Objects(config.object_store_url)
    app.state.house = House(config, database, client, billing, objects, hub, seal, reach)
    facts = inbox.handlers(objects)
    work = [
        hub.run(),
        Relay(database, client).run(),
        Consumer(database, blocking, "casting", facts, sources=inbox.SOURCES).run(),
        Consumer(database, blocking, "webhooks", telling.HANDLERS, sources=telling.SOURCES).run(),
        Mailer(database, config.smtp_url, config.mail_from).run(),
        Courier(database, Sender(database, seal, reach, config.public_url)).run(),
    ]
    tasks = [asyncio.create_task(_essential(job)) for job in work]
    try:
        yield
    finally:
        await asyncio.gather(*(ended(task) for task in tasks))
        await billing.close()
        await client.aclose()
        await blocking.aclose()
        await database.close()


async def _essential(job: Coroutine[Any, Any, None]) -> None:
    """Run what the process is useless without; if it ends by itself, let another take over."""
    try:
        await job
    except Exception:
        logger.exception("a background job ended, so this process does")
        os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    log.configure("gateway")
    try:
        config = settings.load(Settings)
    except settings.SettingsError as error:
        sys.exit(f"gateway: {error}")
    uvicorn.run(
        create_app(config),
        host=config.gateway_host,
        port=config.gateway_port,
        loop="uvloop",
        log_config=None,
        access_log=False,
        ws_max_size=128 * 1024,
        ws_ping_interval=5,
        ws_ping_timeout=5,
        timeout_graceful_shutdown=5,
        ssl_certfile=config.tls_cert or None,
        ssl_keyfile=config.tls_key or None,
    )


if __name__ == "__main__":
    main()
