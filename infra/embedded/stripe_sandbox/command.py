"""The sandbox as a command."""

import sys
from pathlib import Path

import cyclopts

from infra.embedded.stripe_sandbox.app import create_app
from infra.embedded.stripe_sandbox.sandbox import Options
from shared.runtime import process, serving


def sandbox(
    *,
    port: int,
    data: Path,
    key: str,
    webhook_url: str,
    webhook_secret: str,
    host: str = "127.0.0.1",
    public_url: str = "",
) -> None:
    """Serve Stripe's API, a payment page and signed webhooks from this machine.

    Parameters
    ----------
    port: the TCP port to listen on.
    data: the folder for state.json, made when it is not there.
    key: the API key to expect, such as sk_test_callboard.
    webhook_url: where events are posted; empty for nowhere.
    webhook_secret: the secret that signs them, such as whsec_callboard.
    host: the address to listen on.
    public_url: where a browser reaches the payment page; http://HOST:PORT if not given.
    """
    if not key.startswith("sk_test_") or not webhook_secret.startswith("whsec_"):
        sys.exit("stripe sandbox: --key begins with sk_test_ and --webhook-secret with whsec_")
    options = Options(
        key, (public_url or f"http://{host}:{port}").rstrip("/"), webhook_url, webhook_secret, data
    )
    process.run(
        "stripe-sandbox",
        lambda shutdown: serving.serve(
            create_app(options), shutdown, host=host, port=port, timeout_graceful_shutdown=5
        ),
    )


def main() -> None:
    cyclopts.run(sandbox)
