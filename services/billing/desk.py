"""The explicit context of a request: its transaction, and Stripe where it is asked."""

from collections.abc import AsyncGenerator
from typing import TypeAlias

import msgspec
from litestar.di import NamedDependency

from services.billing.stripe.client import Stripe
from shared.tenancy import Connection, Database


class Desk(msgspec.Struct, frozen=True):
    """Goes first in every action that speaks with Stripe; one transaction long."""

    connection: Connection
    stripe: Stripe


# As Litestar's dependencies. A generator ends after its handler and before the answer leaves, so
# an answer that says "done" has been committed.


OpenConnection: TypeAlias = NamedDependency[Connection]
OpenDesk: TypeAlias = NamedDependency[Desk]


async def provide_connection(database: NamedDependency[Database]) -> AsyncGenerator[Connection]:
    async with database.platform() as connection:
        yield connection


async def provide_desk(connection: OpenConnection, stripe: NamedDependency[Stripe]) -> Desk:
    return Desk(connection, stripe)
