"""The id of a request: a caller's own trace goes on, to logs, facts and the services behind."""

from typing import Any

import asyncpg
import pytest
from litestar import Litestar, post

from services.billing import web
from services.gateway.platform.billing_client import BillingClient
from shared import log
from tests.installation import Installation, Office
from tests.integration.billing.serving import ListeningSocket, serving

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


async def causes(installation: Installation, production: str) -> list[str]:
    """Return the ids of the requests that led to facts about a production."""
    owner: Any = await asyncpg.connect(installation.plan.config.owner_url)
    rows = await owner.fetch(
        "SELECT correlation FROM platform.outbox WHERE body::jsonb ->> 'production_id' = $1",
        production,
    )
    await owner.close()
    return [row["correlation"] for row in rows]


@pytest.mark.parametrize(
    ("header", "goes_on"), [(f"00-{TRACE}-{PARENT}-01", True), (f"00-{TRACE}", False)]
)
async def test_a_trace_goes_on_in_the_answer_and_in_facts(
    header: str, goes_on: bool, office: Office, neighbour: Office, installation: Installation
) -> None:
    answer = await office.owner.client.post(
        "/api/v1/productions", json={"title": "Traced"}, headers={"traceparent": header}
    )
    theirs = await neighbour.owner.client.post("/api/v1/productions", json={"title": "Theirs"})
    request = answer.headers["x-request-id"]
    assert (request == TRACE) == goes_on
    assert await causes(installation, answer.json()["id"]) == [request]
    assert await causes(installation, theirs.json()["id"]) == [theirs.headers["x-request-id"]]


async def test_two_traces_are_none(office: Office) -> None:
    headers = [("traceparent", f"00-{TRACE}-{PARENT}-01")] * 2
    answer = await office.owner.client.get("/health", headers=headers)
    assert len(answer.headers["x-request-id"]) == 32
    assert answer.headers["x-request-id"] != TRACE


async def test_billing_goes_on_with_the_id_of_the_gateways_request() -> None:
    @post("/echo")
    async def echo() -> dict[str, str | None]:
        return {"request": log.correlation()}

    listening = ListeningSocket()
    async with serving(Litestar([echo], middleware=[web.RequestIds()]), listening):
        billing = BillingClient(listening.url, "token")
        with log.caused_by(TRACE):
            assert (await billing.post("/echo", {}, dict[str, str]))["request"] == TRACE
        own = (await billing.post("/echo", {}, dict[str, str]))["request"]
        await billing.close()
    assert len(own) == 32
    assert own != TRACE
