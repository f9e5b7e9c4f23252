"""Candidates and rounds by their names, for the lines of the audit log."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from services.gateway.casting.candidates import store
from services.gateway.platform.audit.model import Kinds, Named
from services.gateway.web import urls
from services.gateway.web.desk import Desk


async def candidates(desk: Desk, ids: Sequence[UUID]) -> Mapping[UUID, Named]:
    found = await store.several(desk, ids)
    return {
        each.id: Named(f"{each.name}, {each.role_name}", urls.candidate(each.id)) for each in found
    }


async def rounds(desk: Desk, ids: Sequence[UUID]) -> Mapping[UUID, Named]:
    rows = await desk.connection.fetch(
        "SELECT id, title, production_id FROM round WHERE id = ANY($1::uuid[])", ids
    )
    return {row["id"]: Named(row["title"], urls.rounds(row["production_id"])) for row in rows}


NAMED: Kinds = {"candidate": candidates, "round": rounds}
