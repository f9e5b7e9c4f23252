"""Internal HTTP: agencies."""

from litestar import post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from services.billing.agencies import actions
from services.billing.agencies.model import Agency, NewAgency
from services.billing.schema_owner import SchemaOwner


@post("/agencies")
async def found(data: JSONBody[NewAgency], owner: NamedDependency[SchemaOwner]) -> Agency:
    async with owner.transaction() as connection:
        return await actions.found(connection, data)
