"""The gateway, assembled: its routes, what they are given, and what stands before them."""

from litestar import Litestar
from litestar.config.csrf import CSRFConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.types import ControllerRouterHandler, ExceptionHandlersMap

from services.gateway.casting.auditions import dependencies
from services.gateway.casting.auditions.room_routes import (
    GuestRooms,
    MemberRooms,
    guest_socket,
    member_socket,
)
from services.gateway.casting.auditions.routes import GuestPages, SessionApi, SessionPages
from services.gateway.casting.evaluations.routes import TakeApi, TakePages
from services.gateway.casting.productions.routes import ProductionApi, ProductionPages
from services.gateway.identity.passkeys.routes import Account, PasskeySignIn
from services.gateway.identity.sign_in.routes import SignInController
from services.gateway.identity.sign_in_log.routes import members_sign_ins, own_sign_ins
from services.gateway.identity.subscriptions.routes import SubscriptionApi, SubscriptionPages
from services.gateway.identity.team.routes import Agencies, TeamPages
from services.gateway.lifespan import open_app_context
from services.gateway.platform.api_tokens.routes import TokenPages
from services.gateway.platform.audit.routes import AuditPages
from services.gateway.platform.mail import quota_hook
from services.gateway.platform.operations import health, metrics, stripe_webhook
from services.gateway.platform.webhooks import openapi as webhooks_described
from services.gateway.platform.webhooks.routes import WebhookPages
from services.gateway.settings import Settings
from services.gateway.web import context, errors, guards
from services.gateway.web.idempotency.middleware import Idempotency
from services.gateway.web.middleware import rate_limits
from services.gateway.web.middleware.head_requests import HeadRequests
from services.gateway.web.middleware.proxies import Proxies
from services.gateway.web.middleware.security_headers import HtmxRedirects, SecurityHeaders
from services.gateway.web.openapi import OpenApiDescription
from services.gateway.web.rendering import templates
from shared.errors import DomainError

BODY_LIMIT = 256 * 1024
ROUTES: list[ControllerRouterHandler] = [
    health,
    metrics,
    stripe_webhook,
    SignInController,
    PasskeySignIn,
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
    SubscriptionPages,
    SubscriptionApi,
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
    "app_context": Provide(context.provide_app_context),
    "current_user": Provide(context.provide_current_user),
    "desk": Provide(context.provide_desk),
    "visit": Provide(dependencies.provide_visit),
    "platform": Provide(context.provide_platform),
}
ERRORS: ExceptionHandlersMap = {
    DomainError: errors.domain_error,
    HTTPException: errors.http_error,
    RecursionError: errors.nested_too_deep,
    **dict.fromkeys(errors.UNKEEPABLE, errors.not_to_be_kept),
    **dict.fromkeys(errors.AWAY, errors.part_is_away),
    Exception: errors.unexpected,
}


def create_app(config: Settings) -> Litestar:
    assets = templates.Assets.read()
    app = Litestar(
        [*ROUTES, assets.route()],
        dependencies=GIVEN,
        guards=[guards.own_origin, guards.documents_only],
        middleware=[rate_limits.RateLimits(), Idempotency()],
        after_exception=[rate_limits.count_refusal, quota_hook.too_many_mails],
        exception_handlers=ERRORS,
        csrf_config=_csrf(config),
        template_config=templates.template_config(config, assets),
        openapi_config=_openapi(config),
        request_max_body_size=BODY_LIMIT,
        lifespan=[lambda app: open_app_context(app, config)],
        logging_config=None,
    )
    # Around the router, so that an address that leads nowhere has them too.
    handler = SecurityHeaders(config)(HeadRequests()(HtmxRedirects()(app.asgi_handler)))
    app.asgi_handler = Proxies(handler, config.proxies)
    return app


def _openapi(config: Settings) -> OpenAPIConfig:
    return OpenAPIConfig(
        title="Callboard",
        version="1",
        path="/api/schema",
        use_handler_docstrings=True,
        render_plugins=[OpenApiDescription(config)],
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
