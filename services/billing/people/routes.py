"""Internal HTTP: people."""

from litestar import post
from litestar.params import JSONBody

from services.billing.desk import OpenConnection
from services.billing.people import actions
from services.billing.people.model import NewPerson, Person


@post("/people", status_code=200)
async def meet(data: JSONBody[NewPerson], connection: OpenConnection) -> Person:
    return await actions.meet(connection, data)
