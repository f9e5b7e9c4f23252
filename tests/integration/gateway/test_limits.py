"""Who asks too much is told to wait, and nobody else is."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
from redis.asyncio import Redis
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from services.gateway.web.rate_limit import API, REFUSALS, SIGN_IN, Bucket, acquire, place_of
from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.test_api_tokens import make, program
from tests.integration.gateway.test_origins import socket_url

SMALL = Bucket("small", burst=5, rate=0.01)


async def test_a_burst_is_served_and_then_no_more(redis_url: str) -> None:
    async with Redis.from_url(redis_url) as client:
        levels = await asyncio.gather(*(acquire(client, SMALL, "ann") for _ in range(8)))
        assert [level.allowed for level in levels].count(True) == 5
        refused = await acquire(client, SMALL, "ann")
        assert 50 <= int(refused.headers["retry-after"]) <= 100
        assert refused.headers["ratelimit-remaining"] == "0"
        assert (await acquire(client, SMALL, "ben")).headers["ratelimit-remaining"] == "4"


async def test_a_bucket_fills_again_and_not_beyond_its_brim(redis_url: str) -> None:
    quick = Bucket("quick", burst=2, rate=1000)
    async with Redis.from_url(redis_url) as client:
        for _ in range(20):
            await client.ping()
            level = await acquire(client, quick, "ann")
            assert level.left <= 2
        assert await client.pttl("limit:quick:ann") > 0, "who stays away is forgotten"


async def key_of(installation: Installation, token: str) -> str:
    """Return under which key a program is counted."""
    database = await asyncpg.connect(installation.plan.config.owner_url)
    key = await database.fetchval(
        "SELECT id FROM gateway.api_token WHERE token_hash = sha256($1)", token.encode()
    )
    await database.close()
    return f"limit:api:token:{key}"


async def test_a_program_is_told_what_is_left_and_when_to_wait(
    installation: Installation, office: Office
) -> None:
    token = await make(office, "read")
    async with program(installation, token) as busy:
        first = await busy.get("/api/v1/productions")
        assert first.headers["ratelimit-limit"] == str(API.burst)
        assert int(first.headers["ratelimit-remaining"]) == API.burst - 1
        async with Redis.from_url(installation.plan.config.redis_url) as client:
            await client.hset(await key_of(installation, token), mapping={"left": "-20"})
        refused = await busy.get("/api/v1/productions")
    assert refused.status_code == 429
    assert refused.headers["content-type"] == "application/problem+json"
    assert int(refused.headers["retry-after"]) >= 1
    async with program(installation, await make(office, "read")) as other:
        assert (await other.get("/api/v1/productions")).status_code == 200
    assert (await office.owner.get("/api/v1/productions")).status_code == 200


async def test_who_asks_for_links_too_often_is_asked_to_wait(
    installation: Installation, stranger: Visitor
) -> None:
    async with Redis.from_url(installation.plan.config.redis_url) as client:
        await client.hset(f"limit:sign-in:{stranger.address}", mapping={"left": "-20"})
    refused = await stranger.post("/sign-in", data={"email": "ann@signin.test"})
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 10
    assert "go on in a moment" in refused.text
    async with installation.browser() as elsewhere:
        answer = await elsewhere.post("/sign-in", data={"email": "ann@signin.test"})
        assert answer.status_code == 200


def test_sign_in_lets_an_office_in() -> None:
    """Many people of one office come from one address."""
    assert SIGN_IN.burst >= 100


@pytest.fixture
async def drained(installation: Installation, stranger: Visitor) -> AsyncIterator[Redis]:
    """Leave nothing in any bucket of the stranger's address."""
    async with Redis.from_url(installation.plan.config.redis_url) as client:
        for bucket in (API, SIGN_IN, REFUSALS):
            await client.hset(f"limit:{bucket.name}:{stranger.address}", mapping={"left": "-200"})
        yield client


@pytest.mark.parametrize(
    "made_up", [{"cookie": "session=made-up"}, {"authorization": "Bearer cb_made-up"}]
)
async def test_what_is_made_up_names_nobody(
    made_up: dict[str, str], drained: Redis, stranger: Visitor
) -> None:
    asked = await stranger.post("/sign-in", data={"email": "ann@signin.test"}, headers=made_up)
    assert asked.status_code == 429
    asked = await stranger.get("/api/v1/productions", headers=made_up)
    assert asked.status_code == 429
    assert asked.headers["ratelimit-limit"] == str(API.burst)


GUESSES = [
    ("GET", "/account", {"cookie": "session=guess"}),
    ("GET", "/productions", {"cookie": "session=guess"}),
    ("GET", "/", {"cookie": "session=guess"}),
    ("GET", "/sign-in/guess", {}),
    ("GET", "/join/guess", {}),
    ("GET", "/join/guess/room", {}),
    ("GET", "/invitations/guess", {}),
]


@pytest.mark.parametrize(("method", "path", "carried"), GUESSES)
async def test_a_guess_counts_wherever_it_is_made(
    method: str, path: str, carried: dict[str, str], drained: Redis, stranger: Visitor
) -> None:
    answer = await stranger.client.request(method, path, headers=carried)
    assert answer.status_code == 429, answer.text
    assert int(answer.headers["retry-after"]) >= 1


async def test_guesses_at_a_token_end_with_429(stranger: Visitor) -> None:
    answers = [
        (await stranger.get("/api/v1/productions", headers={"authorization": f"Bearer cb_{n}"}))
        for n in range(REFUSALS.burst + 20)
    ]
    codes = [answer.status_code for answer in answers]
    assert codes[0] == 401
    assert codes[-1] == 429


async def test_a_guess_at_a_socket_counts_too(
    installation: Installation, drained: Redis, stranger: Visitor
) -> None:
    url = socket_url(installation, "/join/guess/stage/socket")
    async with connect(url, local_addr=(stranger.address, 0)) as socket:
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
    assert closed.value.rcvd
    assert "too much" in closed.value.rcvd.reason


async def test_who_is_known_is_not_kept_out_by_a_neighbour_who_guesses(
    installation: Installation, office: Office
) -> None:
    """An office is one address to us."""
    async with Redis.from_url(installation.plan.config.redis_url) as client:
        for bucket in (API, SIGN_IN, REFUSALS):
            key = f"limit:{bucket.name}:{office.owner.address}"
            await client.hset(key, mapping={"left": "-200"})
    assert (await office.owner.get("/api/v1/productions")).status_code == 200
    assert (await office.owner.get(office.actor_link)).status_code == 200


async def test_a_browser_forgets_a_session_that_is_none(stranger: Visitor) -> None:
    answer = await stranger.get("/productions", headers={"cookie": "session=ended-long-ago"})
    assert answer.headers["location"] == "/sign-in"
    assert answer.headers["set-cookie"].startswith("session=")
    assert "Max-Age=0" in answer.headers["set-cookie"]


def test_one_subscriber_is_one_place() -> None:
    assert place_of("2001:db8:1:2::1") == place_of("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert place_of("2001:db8:1:3::1") != place_of("2001:db8:1:2::1")
    assert place_of("::ffff:192.0.2.7") == place_of("192.0.2.7") == "192.0.2.7"
    assert place_of("not an address") == ""
