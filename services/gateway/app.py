"""The gateway, assembled: its routes, what they are given, and what stands before them."""

from litestar import Litestar
from litestar.config.csrf import CSRFConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.types import ControllerRouterHandler, ExceptionHandlersMap

from services.gateway import counting, guards, guests, house, pages, problems, told
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
from services.gateway.described import Described
from services.gateway.evaluations.routes import TakeApi, TakePages
from services.gateway.headers import Headers, HtmxRedirects
from services.gateway.heads import Heads
from services.gateway.money.routes import MoneyApi, MoneyPages
from services.gateway.operations import health, metrics, stripe_webhook
from services.gateway.productions.routes import ProductionApi, ProductionPages
from services.gateway.proxies import Proxies
from services.gateway.repeats.actions import Repeats
from services.gateway.running import open_house
from services.gateway.settings import Settings
from services.gateway.sign_in_log.routes import members_sign_ins, own_sign_ins
from services.gateway.team.routes import Agencies, TeamPages
from services.gateway.webhooks import described as webhooks_described
from services.gateway.webhooks.routes import WebhookPages
from shared.errors import DomainError

BODY_LIMIT = 256 * 1024
ROUTES: list[ControllerRouterHandler] = [
    health,
    metrics,
    stripe_webhook,
    Door,
    PasskeyDoor,
    Account,
    Agencies,
    TeamPages,
    AuditPages,
    own_sign_ins,
    members_sign_ins,
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
]
GIVEN = {
    "house": Provide(house.provide_house),
    "at_door": Provide(house.provide_at_door),
    "desk": Provide(house.provide_desk),
    "visit": Provide(guests.provide_visit),
    "platform": Provide(house.provide_platform),
}
ERRORS: ExceptionHandlersMap = {
    DomainError: problems.domain_error,
    HTTPException: problems.http_error,
    RecursionError: problems.nested_too_deep,
    **dict.fromkeys(problems.UNKEEPABLE, problems.not_to_be_kept),
    **dict.fromkeys(problems.AWAY, problems.part_is_away),
    Exception: problems.unexpected,
}


def create_app(config: Settings) -> Litestar:
    assets = pages.Assets.read()
    app = Litestar(
        [*ROUTES, assets.route()],
        dependencies=GIVEN,
        guards=[guards.own_origin, guards.documents_only],
        middleware=[counting.Limits(), Repeats()],
        after_exception=[counting.count_refusal, told.too_many_mails],
        exception_handlers=ERRORS,
        csrf_config=_csrf(config),
        template_config=pages.template_config(config, assets),
        openapi_config=_openapi(config),
        request_max_body_size=BODY_LIMIT,
        lifespan=[lambda app: open_house(app, config)],
        logging_config=None,
    )
    # Around the router, so that an address that leads nowhere has them too.
    handler = Headers(config)(Heads()(HtmxRedirects()(app.asgi_handler)))
    app.asgi_handler = Proxies(handler, config.proxies)
    return app


def _openapi(config: Settings) -> OpenAPIConfig:
    return OpenAPIConfig(
        title="Callboard",
        version="1",
        path="/api/schema",
        use_handler_docstrings=True,
        render_plugins=[Described(config)],
        webhooks=webhooks_described.webhooks(),
    )


def _csrf(config: Settings) -> CSRFConfig:
    """Forms carry a token. `own_origin` guards the API, and Stripe signs its calls."""
    return CSRFConfig(
        secret=config.csrf_key,
        cookie_name=config.cookie("csrf"),
        cookie_secure=config.secure,
        cookie_httponly=True,
        exclude=["^/webhooks/", "^/api/", "^/static/"],
    )
