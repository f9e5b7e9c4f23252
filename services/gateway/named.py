"""What lines of the audit log name, by the word that they have for a kind."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from services.gateway.casting.candidates import named as candidates
from services.gateway.casting.evaluations import named as evaluations
from services.gateway.platform.audit.model import Kinds, Named, NamesOf
from services.gateway.platform.search.model import Searched
from services.gateway.searched import SEARCHED
from services.gateway.web.desk import Desk


def _of(searched: Searched) -> NamesOf:
    async def names(desk: Desk, ids: Sequence[UUID]) -> Mapping[UUID, Named]:
        shown = await searched.look_up(desk, ids)
        return {each.id: Named(each.title, each.path) for each in shown}

    return names


KINDS: Kinds = {
    **{each.kind.replace("_", " "): _of(each) for each in SEARCHED},
    **candidates.NAMED,
    **evaluations.NAMED,
}
"""What can be searched is named as it is found there."""


async def provide_audit_kinds() -> Kinds:
    return KINDS
