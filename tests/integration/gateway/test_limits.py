"""Who asks too much is told to wait, and nobody else is."""

import asyncio
import hashlib

from redis.asyncio import Redis

from services.gateway.limits import API, DOOR, Bucket, take
from tests.house import House, Office, Visitor
from tests.integration.gateway.test_api_tokens import make, program

SMALL = Bucket("small", burst=5, rate=0.01)


async def test_a_burst_is_served_and_then_no_more(redis_url: str) -> None:
    async with Redis.from_url(redis_url) as client:
        levels = await asyncio.gather(*(take(client, SMALL, "ann") for _ in range(8)))
        assert [level.allowed for level in levels].count(True) == 5
        refused = await take(client, SMALL, "ann")
        assert 50 <= int(refused.headers["retry-after"]) <= 100
        assert refused.headers["ratelimit-remaining"] == "0"
        assert (await take(client, SMALL, "ben")).headers["ratelimit-remaining"] == "4"


async def test_a_bucket_fills_again_and_not_beyond_its_brim(redis_url: str) -> None:
    quick = Bucket("quick", burst=2, rate=1000)
    async with Redis.from_url(redis_url) as client:
        for _ in range(20):
            await client.ping()
            level = await take(client, quick, "ann")
            assert level.left <= 2
        assert await client.pttl("limit:quick:ann") > 0, "who stays away is forgotten"


async def test_a_program_is_told_what_is_left_and_when_to_wait(
    house: House, office: Office
) -> None:
    token = await make(office, "read")
    key = f"limit:api:{hashlib.sha256(token.encode()).hexdigest()}"
    async with program(house, token) as busy:
        first = await busy.get("/api/v1/productions")
        assert first.headers["ratelimit-limit"] == str(API.burst)
        assert int(first.headers["ratelimit-remaining"]) == API.burst - 1
        async with Redis.from_url(house.plan.house.redis_url) as client:
            await client.hset(key, mapping={"left": "-20"})
        refused = await busy.get("/api/v1/productions")
    assert refused.status_code == 429
    assert refused.headers["content-type"] == "application/problem+json"
    assert int(refused.headers["retry-after"]) >= 1
    async with program(house, await make(office, "read")) as other:
        assert (await other.get("/api/v1/productions")).status_code == 200
    assert (await office.owner.get("/api/v1/productions")).status_code == 200


async def test_who_knocks_at_the_door_too_often_is_asked_to_wait(
    house: House, stranger: Visitor
) -> None:
    async with Redis.from_url(house.plan.house.redis_url) as client:
        await client.hset(f"limit:door:{stranger.address}", mapping={"left": "-20"})
    refused = await stranger.post("/sign-in", data={"email": "ann@door.test"})
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 10
    assert "go on in a moment" in refused.text
    async with house.browser() as elsewhere:
        answer = await elsewhere.post("/sign-in", data={"email": "ann@door.test"})
        assert answer.status_code == 200


def test_the_door_lets_an_office_in() -> None:
    """Many people of one office come from one address."""
    assert DOOR.burst >= 100
