"""Assembles the gateway: routes, their dependencies, middleware, error handlers."""

from collections.abc import Mapping

from litestar import Litestar
from litestar.config.csrf import CSRFConfig
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig

from services.gateway.binned import provide_bin_kinds
from services.gateway.casting.auditions.guests.dependencies import provide_visit
from services.gateway.casting.talent.guardians.asking.dependencies import provide_guardian_visit
from services.gateway.identity.sign_in_log.refused_tokens import note_refused_token
from services.gateway.lifespan import open_app_context
from services.gateway.named import provide_audit_kinds
from services.gateway.platform.mail import quota_hook
from services.gateway.platform.webhooks import openapi as webhook_openapi
from services.gateway.routes import ROUTES
from services.gateway.searched import provide_searched
from services.gateway.settings import Settings
from services.gateway.web import dependencies, guards
from services.gateway.web.authentication import TokenRefused
from services.gateway.web.dependencies import from_state
from services.gateway.web.errors.handlers import EXCEPTION_HANDLERS
from services.gateway.web.errors.reader import note_reader
from services.gateway.web.idempotency.middleware import Idempotency
from services.gateway.web.middleware import rate_limits
from services.gateway.web.middleware.head_requests import HeadRequests
from services.gateway.web.middleware.proxies import ProxyHeaders, TrustedProxies
from services.gateway.web.middleware.security_headers import HtmxRedirects, SecurityHeaders
from services.gateway.web.openapi import OpenApiDescription
from services.gateway.web.rendering import templates
from shared.runtime import operations

BODY_LIMIT = 256 * 1024
DEPENDENCIES: Mapping[str, Provide] = {
    **dependencies.DEPENDENCIES,
    "audit_kinds": Provide(provide_audit_kinds),
    "bin_kinds": Provide(provide_bin_kinds),
    "billing": from_state("billing"),
    "hub": from_state("hub"),
    "pdf_reader": from_state("pdf_reader"),
    "searched": Provide(provide_searched),
    "secret_box": from_state("secret_box"),
    "upload_gate": from_state("upload_gate"),
    "ssrf_client": from_state("ssrf_client"),
    "visit": Provide(provide_visit),
    "guardian_visit": Provide(provide_guardian_visit),
}
"""What routes are given, by the name of a parameter; `lifespan` puts the state there."""


def create_app(config: Settings) -> Litestar:
    assets = templates.Assets.read()
    app = Litestar(
        [*ROUTES, assets.route(), operations.metrics(config.metrics_token, TokenRefused)],
        dependencies=DEPENDENCIES,
        guards=[guards.own_origin, guards.documents_only],
        middleware=[rate_limits.RateLimits(), Idempotency()],
        after_exception=[
            note_refused_token,
            rate_limits.count_refusal,
            quota_hook.too_many_mails,
            note_reader,
        ],
        exception_handlers=EXCEPTION_HANDLERS,
        csrf_config=_csrf(config),
        template_config=templates.template_config(config, assets),
        openapi_config=_openapi(config),
        request_max_body_size=BODY_LIMIT,
        lifespan=[lambda app: open_app_context(app, config)],
        logging_config=None,
    )
    # Around the router, so that an address that leads nowhere has them too.
    handler = SecurityHeaders(config)(HeadRequests()(HtmxRedirects()(app.asgi_handler)))
    app.asgi_handler = ProxyHeaders(handler, TrustedProxies(config.proxies))
    return app


def _openapi(config: Settings) -> OpenAPIConfig:
    return OpenAPIConfig(
        title="Callboard",
        version="1",
        path="/api/schema",
        use_handler_docstrings=True,
        render_plugins=[OpenApiDescription(config)],
        webhooks=webhook_openapi.webhooks(),
    )


def _csrf(config: Settings) -> CSRFConfig:
    """Forms carry a token. `own_origin` guards the API, Stripe signs its calls, and who posts to
    unsubscribe is a mail program, with a signed link."""
    return CSRFConfig(
        secret=config.csrf_key,
        cookie_name=config.cookie("csrf"),
        cookie_secure=config.secure,
        cookie_httponly=True,
        exclude=["^/webhooks/", "^/unsubscribe/", "^/api/", "^/static/"],
    )
