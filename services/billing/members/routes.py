"""Internal HTTP: members and invitations."""

from uuid import UUID

from litestar import Controller, post
from litestar.params import FromPath, JSONBody

from services.billing.desk import OpenConnection
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


class Members(Controller):
    """Who works for an agency, and who is invited to."""

    @post("/agencies/{agency_id:uuid}/invitations")
    async def invite(
        self,
        agency_id: FromPath[UUID],
        data: JSONBody[NewInvitation],
        connection: OpenConnection,
    ) -> Invitation:
        return await actions.invite(connection, AgencyId(agency_id), data)

    @post("/agencies/{agency_id:uuid}/invitations/{invitation_id:uuid}/renew")
    async def renew(
        self,
        agency_id: FromPath[UUID],
        invitation_id: FromPath[UUID],
        data: JSONBody[Renewal],
        connection: OpenConnection,
    ) -> Invitation:
        return await actions.renew(connection, AgencyId(agency_id), invitation_id, data)

    @post("/agencies/{agency_id:uuid}/invitations/{invitation_id:uuid}/withdraw")
    async def withdraw(
        self,
        agency_id: FromPath[UUID],
        invitation_id: FromPath[UUID],
        connection: OpenConnection,
    ) -> Invitation:
        return await actions.withdraw(connection, AgencyId(agency_id), invitation_id)

    @post("/invitations/{invitation_id:uuid}/accept")
    async def accept(
        self,
        invitation_id: FromPath[UUID],
        data: JSONBody[Acceptance],
        connection: OpenConnection,
    ) -> Member:
        return await actions.accept(connection, invitation_id, data)

    @post("/agencies/{agency_id:uuid}/members/{person_id:uuid}/change")
    async def change(
        self,
        agency_id: FromPath[UUID],
        person_id: FromPath[UUID],
        data: JSONBody[Part],
        connection: OpenConnection,
    ) -> Member:
        return await actions.change(connection, AgencyId(agency_id), PersonId(person_id), data)

    @post("/agencies/{agency_id:uuid}/members/{person_id:uuid}/remove")
    async def remove(
        self,
        agency_id: FromPath[UUID],
        person_id: FromPath[UUID],
        connection: OpenConnection,
    ) -> Member:
        return await actions.remove(connection, AgencyId(agency_id), PersonId(person_id))
