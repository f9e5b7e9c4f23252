"""Internal HTTP: people."""

from uuid import UUID

from litestar import post
from litestar.params import FromPath, JSONBody

from services.billing.desk import OpenConnection
from services.billing.people import actions
from services.billing.people.model import NewName, NewPerson, Person
from shared.ids import PersonId


@post("/people", status_code=200)
async def meet(data: JSONBody[NewPerson], connection: OpenConnection) -> Person:
    return await actions.meet(connection, data)


@post("/people/{person_id:uuid}/name", status_code=200)
async def rename(
    person_id: FromPath[UUID], data: JSONBody[NewName], connection: OpenConnection
) -> Person:
    return await actions.rename(connection, PersonId(person_id), data)
