"""Internal HTTP: agencies."""

from uuid import UUID

from litestar import post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from services.billing.agencies import actions
from services.billing.agencies.model import Agency, NewAgency, NewName
from services.billing.desk import OpenConnection
from services.billing.schema_owner import SchemaOwner
from shared.ids import AgencyId


@post("/agencies")
async def found(data: JSONBody[NewAgency], owner: NamedDependency[SchemaOwner]) -> Agency:
    async with owner.transaction() as connection:
        return await actions.found(connection, data)


@post("/agencies/{agency_id:uuid}/name", status_code=200)
async def rename(
    agency_id: FromPath[UUID], data: JSONBody[NewName], connection: OpenConnection
) -> Agency:
    return await actions.rename(connection, AgencyId(agency_id), data)
