"""Stripe's errors: https://docs.stripe.com/api/errors."""

from typing import Any

Json = dict[str, Any]


class StripeError(Exception):
    """A refusal, ready for the wire: `{"error": {"type", "code", "param", "message"}}`."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        details = {"type": kind, "code": code, "message": message, "param": param}
        self.body: Json = {"error": {k: v for k, v in details.items() if v is not None}}


def missing_object(kind: str, key: str, param: str = "id", status: int = 404) -> StripeError:
    return StripeError(
        f"No such {kind}: '{key}'", status=status, code="resource_missing", param=param
    )


def missing_param(param: str) -> StripeError:
    return StripeError(f"Missing required param: {param}.", code="parameter_missing", param=param)


def unknown_param(param: str) -> StripeError:
    return StripeError(
        f"Received unknown parameter: {param} (the Stripe sandbox knows what Callboard sends)",
        code="parameter_unknown",
        param=param,
    )


def bad_key(given: str) -> StripeError:
    if not given:
        message = "You did not provide an API key. Send it as 'Authorization: Bearer YOUR_KEY'."
    else:
        message = f"Invalid API Key provided: {given[:8]}{'*' * 8}"
    return StripeError(message, status=401)


def other_request_with_key(key: str) -> StripeError:
    return StripeError(
        "Keys for idempotent requests can only be used with the same parameters they were first "
        f"used with. Try using a key other than '{key}' if you meant to execute a different "
        "request.",
        kind="idempotency_error",
    )
