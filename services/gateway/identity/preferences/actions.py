"""Keeps what a person chooses, and has billing name them."""

from services.gateway.identity.preferences import store
from services.gateway.identity.preferences.model import NewName, NewPreferences
from services.gateway.platform.billing_client import BillingClient
from services.gateway.web.desk import Person
from services.gateway.web.rendering import zones
from services.gateway.web.rendering.display import Preferences
from shared.ids import PersonId
from shared.tenancy import Connection


async def choose(connection: Connection, person: PersonId, new: NewPreferences) -> None:
    """Raises ZoneUnknown."""
    zones.check(new.zone)
    await store.save(connection, person, Preferences(new.zone, new.clock, new.language))


async def rename(billing: BillingClient, person: PersonId, new: NewName) -> Person:
    """Have billing name a person.

    Raises:
        Conflict: they are called otherwise by now.
    """
    return await billing.post(f"/people/{person}/name", new, Person)
