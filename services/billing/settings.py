"""What billing reads from its environment."""

from typing import Annotated

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """`stripe_api_base` is empty for Stripe itself; `database_owner_url` may make schemas."""

    database_url: str
    database_owner_url: str
    redis_url: str
    stripe_secret_key: Annotated[str, msgspec.Meta(pattern="^(sk|rk)_(test|live)_")]
    stripe_webhook_secret: Annotated[str, msgspec.Meta(pattern="^whsec_")]
    internal_token: Annotated[str, msgspec.Meta(min_length=32)]
    billing_port: Annotated[int, msgspec.Meta(ge=0, le=65535)]
    metrics_token: str = ""
    billing_host: str = "127.0.0.1"
    stripe_api_base: Annotated[str, msgspec.Meta(pattern="^(https?://[^/]+)?$")] = ""
