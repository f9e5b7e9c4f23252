"""The words that an office uses are offered to who sees the people that have them."""

from typing import Any
from uuid import UUID

from services.gateway.casting.talent import terms
from shared.vocabulary.member_roles import MemberRole
from tests.integration.gateway.desks import desk_in
from tests.integration.scope.conftest import Scoped


async def _tags(scoped: Scoped, role: MemberRole, *productions: UUID) -> set[str]:
    async with desk_in(scoped.gateway, scoped.agency, role=role, productions=productions) as desk:
        return set((await terms.known(desk))["tags"].values())


async def _tag(tx: Any, talent: UUID, tag: str) -> None:
    await tx.execute("UPDATE talent SET tags = ARRAY[$2] WHERE id = $1", talent, tag)


async def test_a_freelancer_is_offered_words_of_their_productions(scoped: Scoped) -> None:
    ours, theirs = scoped.ours, scoped.theirs
    async with scoped.owner() as tx:
        await _tag(tx, ours.talent, "cellist")
        await _tag(tx, theirs.talent, "difficult")
    async with scoped.gateway.tenant(scoped.founded.neighbour) as tx:
        await tx.execute("UPDATE talent SET tags = '{neighbour}'")
    assert await _tags(scoped, "owner") == {"cellist", "difficult"}
    assert await _tags(scoped, "freelancer", ours.production) == {"cellist"}
    assert await _tags(scoped, "freelancer", ours.production, theirs.production) == {
        "cellist",
        "difficult",
    }
    assert await _tags(scoped, "freelancer") == set()
    async with scoped.owner() as tx:
        await tx.execute("UPDATE talent SET deleted_at = now() WHERE id = $1", ours.talent)
    assert await _tags(scoped, "freelancer", ours.production) == set()
