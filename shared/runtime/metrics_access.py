"""Who may read a service's figures (`/metrics`): who carries METRICS_TOKEN, as Prometheus does.

They tell of rooms and people, so nobody reads them where no token was set.
"""

import hmac


def may_read(authorization: str, token: str) -> bool:
    """Look at an Authorization header for the token (RFC 6750 section 2.1)."""
    scheme, _, given = authorization.partition(" ")
    alike = hmac.compare_digest(given.strip().encode(), token.encode())
    return bool(token) and scheme.casefold() == "bearer" and alike
