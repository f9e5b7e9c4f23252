"""The embedded servers as every other test uses them."""

import asyncpg
import pytest
from redis.asyncio import Redis
from redis.exceptions import AuthenticationError

from infra.embedded.postgres import Postgres
from infra.embedded.valkey import Valkey


async def test_postgres_serves_and_asks_for_the_password(postgres: Postgres, database: str) -> None:
    connection = await asyncpg.connect(database)
    try:
        assert connection.get_server_version().major >= 18
        assert await connection.fetchval("SELECT lower('ÉLODIE')") == "élodie"
    finally:
        await connection.close()
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(database.replace(postgres.password, "wrong"))


async def test_a_database_of_a_test_starts_empty(database: str) -> None:
    connection = await asyncpg.connect(database)
    try:
        found = await connection.fetchval(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        )
        assert found == 0
    finally:
        await connection.close()


async def test_valkey_serves_and_asks_for_the_password(valkey: Valkey, redis_url: str) -> None:
    async with Redis.from_url(redis_url) as redis:
        await redis.xadd("events", {"a": "b"})
        assert await redis.xlen("events") == 1
    async with Redis.from_url(redis_url.replace(valkey.password, "wrong")) as stranger:
        with pytest.raises(AuthenticationError):
            await stranger.ping()


async def test_valkey_writes_no_file_for_a_full_disk_would_silence_it(
    valkey: Valkey, redis_url: str
) -> None:
    async with Redis.from_url(redis_url) as redis:
        for setting, value in {"appendonly": "no", "save": ""}.items():
            assert await redis.config_get(setting) == {setting: value}
        await redis.set("kept", "in memory")
    assert [path.name for path in valkey.folder.iterdir()] == ["valkey.conf"]
