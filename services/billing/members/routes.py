"""Internal HTTP: members and invitations."""

from uuid import UUID

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from services.billing.members import actions
from services.billing.members.model import (
    Acceptance,
    Invitation,
    Member,
    NewInvitation,
    Part,
    Renewal,
)
from shared.ids import AgencyId, PersonId
from shared.tenancy import Database


class Members(Controller):
    @post("/agencies/{agency_id:uuid}/invitations")
    async def invite(
        self,
        agency_id: FromPath[UUID],
        data: JSONBody[NewInvitation],
        database: NamedDependency[Database],
    ) -> Invitation:
        async with database.platform() as connection:
            return await actions.invite(connection, AgencyId(agency_id), data)

    @post("/agencies/{agency_id:uuid}/invitations/{invitation_id:uuid}/renew")
    async def renew(
        self,
        agency_id: FromPath[UUID],
        invitation_id: FromPath[UUID],
        data: JSONBody[Renewal],
        database: NamedDependency[Database],
    ) -> Invitation:
        async with database.platform() as connection:
            return await actions.renew(connection, AgencyId(agency_id), invitation_id, data)

    @post("/agencies/{agency_id:uuid}/invitations/{invitation_id:uuid}/withdraw")
    async def withdraw(
        self,
        agency_id: FromPath[UUID],
        invitation_id: FromPath[UUID],
        database: NamedDependency[Database],
    ) -> Invitation:
        async with database.platform() as connection:
            return await actions.withdraw(connection, AgencyId(agency_id), invitation_id)

    @post("/invitations/{invitation_id:uuid}/accept")
    async def accept(
        self,
        invitation_id: FromPath[UUID],
        data: JSONBody[Acceptance],
        database: NamedDependency[Database],
    ) -> Member:
        async with database.platform() as connection:
            return await actions.accept(connection, invitation_id, data)

    @post("/agencies/{agency_id:uuid}/members/{person_id:uuid}/change")
    async def change(
        self,
        agency_id: FromPath[UUID],
        person_id: FromPath[UUID],
        data: JSONBody[Part],
        database: NamedDependency[Database],
    ) -> Member:
        async with database.platform() as connection:
            return await actions.change(connection, AgencyId(agency_id), PersonId(person_id), data)

    @post("/agencies/{agency_id:uuid}/members/{person_id:uuid}/remove")
    async def remove(
        self,
        agency_id: FromPath[UUID],
        person_id: FromPath[UUID],
        database: NamedDependency[Database],
    ) -> Member:
        async with database.platform() as connection:
            return await actions.remove(connection, AgencyId(agency_id), PersonId(person_id))
