"""Start billing: `python -m services.billing.main`, with its settings in the environment."""

import logging
import sys

import uvicorn

from services.billing.app import create_app
from services.billing.settings import Settings
from shared import log, settings

STOP_WITHIN = 5  # seconds, for requests under way


def main() -> None:
    log.configure("billing")
    logging.getLogger("stripe").setLevel(logging.WARNING)  # two lines for each call else
    try:
        given = settings.load(Settings)
    except settings.SettingsError as error:
        sys.exit(f"billing: {error}")
    uvicorn.run(
        create_app(given),
        host=given.billing_host,
        port=given.billing_port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=STOP_WITHIN,
    )


if __name__ == "__main__":
    main()
