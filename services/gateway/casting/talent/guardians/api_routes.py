"""The API of guardians and what they agreed to. Months of birth are for people's eyes only."""

from uuid import UUID

import msgspec
from litestar import Controller, delete, get, post, put
from litestar.params import FromPath, JSONBody

from services.gateway.casting.talent import store as talent_store
from services.gateway.casting.talent.guardians import actions, agreements, store
from services.gateway.casting.talent.guardians.model import (
    Agreement,
    Guardian,
    GuardianFields,
    NewAgreement,
)
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.permissions import Permission


class Added(msgspec.Struct, frozen=True):
    """The id of what was written down."""

    id: UUID


class GuardianApi(Controller):
    """Guardians of minors, for programs."""

    path = "/api/v1"
    tags = ["talent"]
    dependencies = require(Permission.PEOPLE)

    @get("/talent/{talent_id:uuid}/guardians")
    async def list_guardians(self, talent_id: FromPath[UUID], desk: OpenDesk) -> list[Guardian]:
        """List who answers for a minor."""
        talent = await talent_store.talent(desk, talent_id)
        return await store.of_talent(desk, talent.id)

    @post("/talent/{talent_id:uuid}/guardians")
    async def add_guardian(
        self, talent_id: FromPath[UUID], data: JSONBody[GuardianFields], desk: OpenDesk
    ) -> Added:
        """Add who answers for a minor."""
        return Added(await actions.add(desk, talent_id, data))

    @put("/guardians/{guardian_id:uuid}", status_code=204, dependencies=require(Permission.CURATE))
    async def edit_guardian(
        self, guardian_id: FromPath[UUID], data: JSONBody[GuardianFields], desk: OpenDesk
    ) -> None:
        """Write down a guardian anew."""
        await actions.edit(desk, guardian_id, data)

    @delete(
        "/guardians/{guardian_id:uuid}", status_code=204, dependencies=require(Permission.CURATE)
    )
    async def delete_guardian(self, guardian_id: FromPath[UUID], desk: OpenDesk) -> None:
        """Remove a guardian. What they agreed to stays."""
        await actions.delete(desk, guardian_id)

    @get("/talent/{talent_id:uuid}/agreements")
    async def list_agreements(self, talent_id: FromPath[UUID], desk: OpenDesk) -> list[Agreement]:
        """List what guardians agreed to for a minor, the newest first."""
        talent = await talent_store.talent(desk, talent_id)
        return await agreements.of_talent(desk, talent.id)

    @post("/talent/{talent_id:uuid}/agreements")
    async def add_agreement(
        self, talent_id: FromPath[UUID], data: JSONBody[NewAgreement], desk: OpenDesk
    ) -> Added:
        """Write down what a guardian agreed to for a minor in a production."""
        return Added(await actions.agree(desk, talent_id, data))

    @post("/agreements/{agreement_id:uuid}/withdraw", status_code=204)
    async def withdraw_agreement(self, agreement_id: FromPath[UUID], desk: OpenDesk) -> None:
        """Write down that a guardian agrees no more."""
        await actions.withdraw(desk, agreement_id)
