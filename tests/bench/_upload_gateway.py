"""A gateway for `uploads.py`: it takes sides of any size, and has a route that only reads, hashes
and writes, as the least that any gateway of this kind does with a body."""

import hashlib
import tempfile
from typing import Any

import msgspec
from litestar import Request, post

from services.gateway import app, commands, routes
from services.gateway.platform.uploads import purposes
from shared.runtime.begin import begin

RAW = "/webhooks/raw"


@post(RAW, request_max_body_size=None)
async def raw(request: Request[Any, Any, Any]) -> str:
    """Write a body into a file, and return its SHA-256."""
    digest = hashlib.sha256()
    with tempfile.TemporaryFile() as file:
        async for chunk in request.stream():
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def main() -> None:
    sides = purposes.PURPOSES["sides"]
    large = msgspec.structs.replace(sides, most_bytes=10**10, waiting=1000)
    vars(purposes)["PURPOSES"]["sides"] = large
    vars(app)["ROUTES"] = (*routes.ROUTES, raw)
    commands.main()


if __name__ == "__main__":
    begin(f"{__spec__.name}:main")
