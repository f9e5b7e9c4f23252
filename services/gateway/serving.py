"""Serves the gateway."""

from contextlib import AsyncExitStack

from services.gateway import work
from services.gateway.app import create_app
from services.gateway.settings import Settings
from services.gateway.web.middleware import proxy_protocol
from services.gateway.web.middleware.proxies import TrustedProxies
from shared.runtime import serving
from shared.runtime.shutdown import Shutdown


async def run(config: Settings, shutdown: Shutdown, *, works: bool = False) -> None:
    """Serve until told to stop; with `works` this process also does the jobs."""
    async with AsyncExitStack() as stack:
        if works:
            await stack.enter_async_context(work.at_work(config))
        await serving.serve(
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
