"""The productions page with nothing around it: no session, no tenancy, no headers.

`python -m tests.bench.load.bare PORT DATABASE_URL SCHEMA` answers `/productions` with the same
template and the same queries: a yardstick.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import asyncpg
import uvicorn
from litestar import Litestar, Request, get
from litestar.response import Template

from services.gateway.casting.productions import figures
from services.gateway.casting.productions.lists import productions
from services.gateway.casting.productions.model import PRODUCTIONS
from services.gateway.settings import Settings
from services.gateway.web import listing
from services.gateway.web.desk import Agency, Desk, Person
from services.gateway.web.rendering import templates
from shared.ids import AgencyId, PersonId, new_id
from shared.objects import Objects
from shared.tenancy import Connection

NOWHERE = Settings(
    database_url="postgresql://nowhere",
    redis_url="redis://nowhere",
    smtp_url="smtp://nowhere",
    object_store_url="file:///tmp",
    public_url="http://nowhere",
    billing_url="http://nowhere",
    internal_token="x" * 32,
    ticket_key="x" * 32,
    csrf_key="x" * 32,
    webhook_key="x" * 32,
    directory_key="x" * 32,
    gateway_port=0,
)


def desk(connection: Connection) -> Desk:
    return Desk(
        agency=Agency(AgencyId(new_id()), "Bench"),
        connection=connection,
        objects=Objects("memory://"),
        now=datetime.now(UTC),
        public_url="http://nowhere",
        address="127.0.0.1",
        person=Person(PersonId(new_id()), "olivia@bench.test", "Olivia"),
        role="owner",
    )


@get("/productions")
async def page(request: Request[Any, Any, Any]) -> Template:
    async with request.app.state.pool.acquire() as connection:
        who, asked = desk(connection), listing.read(PRODUCTIONS, request)
        found = await productions(who, asked)
        context = {
            "desk": who,
            "csrf_input": "",
            "asked": asked,
            "page": found,
            "figures": await figures.of_productions(who, [each.id for each in found.items]),
        }
    return Template("casting/productions/pages/productions.html", context=context)


def create_app(database_url: str, schema: str) -> Litestar:
    @asynccontextmanager
    async def running(app: Litestar) -> AsyncIterator[None]:
        async with asyncpg.create_pool(
            database_url, min_size=1, max_size=15, server_settings={"search_path": schema}
        ) as pool:
            app.state.pool = pool
            yield

    return Litestar(
        [page],
        lifespan=[running],
        template_config=templates.template_config(NOWHERE, templates.Assets.read()),
        openapi_config=None,
        logging_config=None,
    )


def main(port: str, database_url: str, schema: str) -> None:
    app = create_app(database_url, schema)
    uvicorn.run(app, port=int(port), loop="uvloop", log_config=None, access_log=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
