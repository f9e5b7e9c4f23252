"""Dependencies of the routes: the encryption of secrets, and the client that posts."""

from typing import TypeAlias

from litestar.di import NamedDependency

from services.gateway.platform.webhooks.delivery.signing import SecretBox
from services.gateway.platform.webhooks.delivery.ssrf_safe_client import SsrfSafeClient

SecretBoxDep: TypeAlias = NamedDependency[SecretBox]
SsrfSafeClientDep: TypeAlias = NamedDependency[SsrfSafeClient]
