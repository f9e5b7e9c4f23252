"""One line for each act on people's data, written in the act's own transaction."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.platform.audit import store
from services.gateway.platform.audit.model import SYSTEM
from services.gateway.web.desk import Office
from shared.ids import new_id
from shared.tenancy import Connection


async def note(office: Office, who: str, act: str, thing: str, thing_id: UUID | None) -> None:
    """Write down that `who` (`person:<id>`, `guest:<id>`) did something to a thing."""
    await store.add(office.connection, new_id(), who, act, thing, thing_id, address=office.address)


async def note_each(
    office: Office, who: str, act: str, thing: str, thing_ids: Sequence[UUID]
) -> None:
    """Write down that `who` did something to each of many things."""
    keys = [new_id() for _ in thing_ids]
    await store.add_each(office.connection, keys, who, act, thing, thing_ids, office.address)


async def note_viewing(office: Office, who: str, act: str, thing: str, thing_id: UUID) -> None:
    """Write down that `who` watches or reads a file: once in an hour, in which their browser may
    keep it, however many parts of it are asked for, also at once."""
    await store.add_viewing(office.connection, who, act, thing, thing_id, office.address)


async def note_by_system(
    connection: Connection, act: str, thing: str, thing_id: UUID | None
) -> None:
    """Write down what Callboard did by itself inside an agency, with nobody asking for it."""
    await store.add(connection, new_id(), SYSTEM, act, thing, thing_id)
