"""Internal HTTP: people."""

from litestar import post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from services.billing.people import actions
from services.billing.people.model import NewPerson, Person
from shared.tenancy import Database


@post("/people", status_code=200)
async def meet(data: JSONBody[NewPerson], database: NamedDependency[Database]) -> Person:
    async with database.platform() as connection:
        return await actions.meet(connection, data)
