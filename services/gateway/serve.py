"""Serves the gateway, with its settings in the environment."""

from collections.abc import Coroutine
from typing import Any

from services.gateway.app import create_app
from services.gateway.settings import Settings
from services.gateway.web.middleware import proxy_protocol
from services.gateway.web.middleware.proxies import TrustedProxies
from shared import settings
from shared.runtime import process, serving
from shared.runtime.shutdown import Shutdown


def main() -> None:
    process.run("gateway", _serve)


def _serve(shutdown: Shutdown) -> Coroutine[Any, Any, None]:
    config = settings.load(Settings)
    return serving.serve(
        create_app(config),
        shutdown,
        host=config.gateway_host,
        port=config.gateway_port,
        http=proxy_protocol.behind(TrustedProxies(config.proxies))
        if config.proxy_protocol
        else "h11",
        ws_max_size=128 * 1024,
        ws_ping_interval=5,
        ws_ping_timeout=5,
        timeout_graceful_shutdown=5,
        ssl_certfile=config.tls_cert or None,
        ssl_keyfile=config.tls_key or None,
    )
