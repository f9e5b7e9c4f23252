"""Billing as it is served, with its settings in the environment."""

import logging
from collections.abc import Coroutine
from typing import Any

from services.billing.app import create_app
from services.billing.settings import Settings
from shared import settings
from shared.runtime import process, serving
from shared.runtime.shutdown import Shutdown

STOP_WITHIN = 5  # seconds, for requests under way


def main() -> None:
    process.run("billing", _serve)


def _serve(shutdown: Shutdown) -> Coroutine[Any, Any, None]:
    logging.getLogger("stripe").setLevel(logging.WARNING)  # two lines for each call else
    given = settings.load(Settings)
    return serving.serve(
        create_app(given),
        shutdown,
        host=given.billing_host,
        port=given.billing_port,
        timeout_graceful_shutdown=STOP_WITHIN,
    )
