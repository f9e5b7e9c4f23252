"""The gateway as one process: `python -m services.gateway.main`."""

import sys

import uvicorn

from services.gateway.app import create_app
from services.gateway.settings import Settings
from shared import log, settings


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
