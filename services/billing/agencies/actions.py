"""Founding an agency, and naming it."""

from services.billing.agencies import store
from services.billing.agencies.model import (
    UNPAID_AGENCIES,
    Agency,
    NamedOtherwise,
    NewAgency,
    NewName,
    TooManyAgencies,
)
from shared.bus.outbox import publish
from shared.events.billing import AgencyProvisioned
from shared.ids import AgencyId, new_id
from shared.migrations import create_tenant
from shared.tenancy import Connection


async def found(connection: Connection, new: NewAgency) -> Agency:
    """Make an agency with its schema and owner; `connection` is the database owner's.

    The same person founding the same name again gets the agency they have.

    Raises:
        PersonNotFound: nobody has this id.
        TooManyAgencies
    """
    name = " ".join(new.name.split())
    await store.lock_person(connection, new.person_id)
    if present := await store.owned(connection, new.person_id, name):
        return present
    if await store.unpaid(connection, new.person_id) >= UNPAID_AGENCIES:
        raise TooManyAgencies
    agency = Agency(AgencyId(new_id()), name)
    await store.add(connection, agency, new.person_id)
    await create_tenant(connection, agency.id)
    await publish(
        connection, "billing", AgencyProvisioned(agency_id=agency.id, owner_id=new.person_id)
    )
    return agency


async def rename(connection: Connection, key: AgencyId, new: NewName) -> Agency:
    """Give an agency another name.

    Raises:
        AgencyNotFound
        NamedOtherwise: it is not called any more as it was for who typed the name.
    """
    agency = await store.hold(connection, key)
    if agency.name != new.before:
        raise NamedOtherwise
    named = Agency(key, " ".join(new.name.split()))
    await store.rename(connection, key, named.name)
    return named
