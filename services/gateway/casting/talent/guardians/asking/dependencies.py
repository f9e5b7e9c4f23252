"""How a guardian's request gets its context, by the personal link in its address."""

from collections.abc import AsyncGenerator
from typing import Any, TypeAlias

import msgspec
from litestar import Request
from litestar.di import NamedDependency
from litestar.params import FromPath

from services.gateway.casting.talent.guardians.asking import actions
from services.gateway.casting.talent.guardians.asking.model import GuardianVisit
from services.gateway.identity.access_links.dependencies import opened

OpenGuardianVisit: TypeAlias = NamedDependency[GuardianVisit]


async def provide_guardian_visit(
    request: Request[Any, Any, Any], agreement: FromPath[str]
) -> AsyncGenerator[GuardianVisit]:
    """Open the visit of a guardian: one transaction in the agency that asked them.

    Raises:
        LinkUnknown, LinkRevoked, TalentNotFound
    """
    async with opened(request, "agreement", agreement, actions.holder) as (office, link, found):
        guardian, child = found
        yield GuardianVisit(
            **msgspec.structs.asdict(office),
            guardian=guardian,
            child=child,
            link=link,
            token=agreement,
        )
