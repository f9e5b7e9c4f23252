"""Meeting somebody, and naming them."""

from services.billing.people import store
from services.billing.people.model import NamedOtherwise, NewName, NewPerson, Person
from shared import addresses
from shared.ids import PersonId, new_id
from shared.tenancy import Connection


async def meet(connection: Connection, new: NewPerson) -> Person:
    """Return the person with this address; make them if they are new.

    Raises:
        Invalid: the address is not one.
    """
    person = Person(PersonId(new_id()), addresses.read(new.email).typed, new.name.strip())
    return await store.keep(connection, person)


async def rename(connection: Connection, key: PersonId, new: NewName) -> Person:
    """Give a person another name.

    Raises:
        NamedOtherwise: they are not called any more as they were for who typed it.
    """
    named = await store.rename(connection, key, " ".join(new.name.split()), new.before)
    if named is None:
        raise NamedOtherwise
    return named
