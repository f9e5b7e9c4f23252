"""What routes of webhooks are given: how secrets are sealed, and which addresses are allowed."""

from typing import TypeAlias

from litestar.di import NamedDependency

from services.gateway.platform.webhooks.delivery.signing import SecretBox
from services.gateway.platform.webhooks.delivery.ssrf_safe_client import SsrfSafeClient

SecretBoxDep: TypeAlias = NamedDependency[SecretBox]
SsrfSafeClientDep: TypeAlias = NamedDependency[SsrfSafeClient]
