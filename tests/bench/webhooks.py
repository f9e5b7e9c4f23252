"""Stripe's webhooks in the worst order: how many a second are stored, answered and worked off.

Productions are paid for, then half of them end while every webhook is held back. Old events of
each, told twice and shuffled, are posted as Stripe posts them, through the gateway, and others
at billing's own door. The clock stops when the last is worked off and every subscription stands as
it does at Stripe. Prints a JSON line for each of the two.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import msgspec

from infra.embedded.stripe_sandbox.webhook_sender import signature
from shared.ids import new_id
from tests.bench._figures import Figure, count_up_to, tell
from tests.installation import CARD, Installation, open_installation

PRODUCTIONS = 40
COPIES = 2
AT_ONCE = 16
MOST = 100_000
PATIENCE_S = 600
GOAL = 300
KINDS = ("customer.subscription.created", "customer.subscription.updated", "invoice.paid")


async def measure(count: int) -> Sequence[Figure]:
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        async with (
            open_installation(Path(folder), lasting=True) as installation,
            httpx.AsyncClient(timeout=60, trust_env=False) as http,
            asyncio.timeout(PATIENCE_S),
        ):
            database = await asyncpg.connect(installation.plan.config.owner_url)
            try:
                return await _measured(installation, http, database, count)
            finally:
                await database.close()


async def _measured(
    installation: Installation, http: httpx.AsyncClient, database: Any, count: int
) -> list[Figure]:
    await _subscribe(installation, http, database)
    truth = await _end_every_second(installation, http)
    receivers = {
        "through the gateway": installation.url,
        "at billing": installation.plan.config.billing_url,
    }
    figures: list[Figure] = []
    for where, receiver in receivers.items():
        bodies = _shuffled(list(truth.values()), count, where)
        begun = time.perf_counter()
        await _post_all(installation, http, receiver, bodies)
        answered = time.perf_counter() - begun
        await _worked_off(database)
        took = time.perf_counter() - begun
        figures.append(
            {
                "bench": "webhooks",
                "what": f"{count} shuffled, each {COPIES} times, {where}",
                "unit": "webhooks/s",
                "rate": round(count / took),
                "answered": round(count / answered),
                "wrong_states": await _wrong(database, truth),
                "goal": {"rate": GOAL, "wrong_states": 0},
            }
        )
    return figures


async def _subscribe(installation: Installation, http: httpx.AsyncClient, database: Any) -> None:
    """Have one agency pay for some productions."""
    planned = installation.plan.config
    billing = {"Authorization": f"Bearer {planned.keys.internal_token}"}

    async def ask(path: str, body: dict[str, str]) -> Any:
        answer = await http.post(f"{planned.billing_url}{path}", json=body, headers=billing)
        return answer.raise_for_status().json()

    person = await ask("/people", {"email": "olivia@bench.test"})
    agency = await ask("/agencies", {"name": "Bench", "person_id": person["id"]})
    for _ in range(PRODUCTIONS):
        order = {
            "agency_id": agency["id"],
            "production_id": str(new_id()),
            "production_title": "The Tempest",
            "plan": "short",
            "person_email": "olivia@bench.test",
            "success_url": "http://127.0.0.1:1/paid",
            "cancel_url": "http://127.0.0.1:1/unpaid",
        }
        url = (await ask("/checkouts", order))["url"]
        paid = await http.post(url, data=CARD | {"email": "olivia@bench.test"})
        assert paid.status_code == 303, paid.text
    await _until(database, "SELECT count(*) = $1 FROM platform.subscription", PRODUCTIONS)
    await _worked_off(database)


async def _end_every_second(
    installation: Installation, http: httpx.AsyncClient
) -> dict[str, dict[str, Any]]:
    """Cancel every second subscription while its webhooks are held back; return all, as they were
    before, with the status that they have now."""
    planned = installation.plan.config
    stripe = {"Authorization": f"Bearer {planned.keys.stripe_secret_key}"}
    held = await http.post(
        f"{planned.stripe_url}/sandbox/webhooks", json={"hold": True}, headers=stripe
    )
    held.raise_for_status()
    listed = await http.get(
        f"{planned.stripe_url}/v1/subscriptions", params={"limit": "100"}, headers=stripe
    )
    before: list[dict[str, Any]] = listed.json()["data"]
    for subscription in before[::2]:
        address = f"{planned.stripe_url}/v1/subscriptions/{subscription['id']}"
        (await http.delete(address, headers=stripe)).raise_for_status()
    return {
        each["id"]: each | {"now": "canceled" if place % 2 == 0 else "active"}
        for place, each in enumerate(before)
    }


def _shuffled(subscriptions: list[dict[str, Any]], count: int, where: str) -> list[bytes]:
    """Make old events of them, each told several times, in no order."""
    bodies = []
    for number in range(count // COPIES):
        subscription = subscriptions[number % len(subscriptions)]
        kind = KINDS[number % len(KINDS)]
        details = {"subscription": subscription["id"], "metadata": subscription["metadata"]}
        invoice = {"id": "in_old", "parent": {"subscription_details": details}}
        thing = invoice if kind.startswith("invoice") else subscription
        event = {"id": f"evt_{where}_{number}", "type": kind, "data": {"object": thing}}
        bodies += [msgspec.json.encode(event)] * COPIES
    random.shuffle(bodies)
    return bodies


async def _post_all(
    installation: Installation, http: httpx.AsyncClient, receiver: str, bodies: list[bytes]
) -> None:
    waiting = iter(bodies)
    secret = installation.plan.config.keys.stripe_webhook_secret

    async def post() -> None:
        for body in waiting:
            signed = {"Stripe-Signature": signature(body, secret, int(time.time()))}
            answer = await http.post(f"{receiver}/webhooks/stripe", content=body, headers=signed)
            answer.raise_for_status()

    await asyncio.gather(*(post() for _ in range(AT_ONCE)))


async def _worked_off(database: Any) -> None:
    await _until(
        database, "SELECT NOT EXISTS (SELECT FROM platform.stripe_event WHERE state = 'waiting')"
    )


async def _until(database: Any, query: str, *values: object) -> None:
    while True:
        if await database.fetchval(query, *values):
            return
        await asyncio.sleep(0.05)


async def _wrong(database: Any, truth: dict[str, dict[str, Any]]) -> int:
    rows = await database.fetch("SELECT stripe_id, status FROM platform.subscription")
    return sum(truth[row["stripe_id"]]["now"] != row["status"] for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=count_up_to(MOST), default=10_000)
    tell(measure(parser.parse_args().count))


if __name__ == "__main__":
    main()
