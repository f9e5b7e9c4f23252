"""Facts that a consumer could not take in: look at them, and send them again.

Run by hand: `REDIS_URL=… python -m shared.bus.dead_letters list|replay gateway`.
"""

import asyncio
import os
import sys
from typing import Any, get_args

import redis.asyncio as redis

from shared.bus import streams
from shared.tenancy import Service

_OF_FACT = ("id", "type", "body", "correlation")


async def listed(client: redis.Redis, service: Service) -> list[dict[str, str]]:
    """Return a service's dead letters, oldest first."""
    entries: Any = await client.xrange(streams.dead_letters_of(service))
    return [
        {"entry": entry.decode()} | {k.decode(): v.decode() for k, v in fields.items()}
        for entry, fields in entries
    ]


async def replay(client: redis.Redis, service: Service) -> int:
    """Put a service's dead letters back on their streams; return how many.

    Every group of the stream sees them again; those that took them in before pass over them.
    """
    dead = streams.dead_letters_of(service)
    letters = await listed(client, service)
    for letter in letters:
        fields = {key: letter[key] for key in _OF_FACT if key in letter}
        async with client.pipeline(transaction=True) as pipeline:
            pipeline.xadd(letter["stream"], fields)  # type: ignore[arg-type]
            pipeline.xdel(dead, letter["entry"])
            await pipeline.execute()
    return len(letters)


async def _main(act: str, service: Service) -> None:
    client = streams.connect(os.environ["REDIS_URL"])
    if act == "replay":
        print(f"{await replay(client, service)} sent again")
    else:
        for letter in await listed(client, service):
            cause = letter.get("correlation", "-")
            print(letter["entry"], letter["consumer"], cause, letter["body"])
    await client.aclose()


if __name__ == "__main__":
    if (
        len(sys.argv) != 3
        or sys.argv[1] not in {"list", "replay"}
        or (sys.argv[2] not in get_args(Service))
    ):
        sys.exit(__doc__)
    asyncio.run(_main(sys.argv[1], sys.argv[2]))  # type: ignore[arg-type]
