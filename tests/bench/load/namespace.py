"""A network namespace with one link to it, for a browser that is far away or moves about."""

import asyncio
import json
import os
import shutil
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.bench.load.link import FAR, FAR_MOVED
from tests.bench.load.servers import ended

ROOT = Path(__file__).parents[3]


class Skipped(RuntimeError):
    """What is measured needs something that is not here; says what."""


class Namespace:
    """Made by `open_namespace`."""

    def __init__(self, name: str, process: asyncio.subprocess.Process) -> None:
        self.name = name
        self._process = process
        self._address = FAR

    def program(self, path: str, folder: Path) -> str:
        """Return a program that runs another one in the namespace."""
        wrapper = folder / f"in-{self.name}"
        wrapper.write_text(f'#!/bin/sh\nexec ip netns exec {self.name} "{path}" "$@"\n')
        wrapper.chmod(0o755)
        return str(wrapper)

    async def order(self, **orders: object) -> None:
        """Change what the link does to packets; return when it holds."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(orders).encode() + b"\n")
        assert await self._process.stdout.readline() == b"done\n"

    async def move(self) -> None:
        """Give the namespace another address, as another network would."""
        old, new = self._address, FAR_MOVED if self._address == FAR else FAR
        self._address = new
        device = ("dev", self.name)
        inside = ("netns", "exec", self.name, "ip", "address")
        await _ip(*inside, "add", new, *device)
        await _ip(*inside, "del", f"{old}/32", *device)
        await _ip("netns", "exec", self.name, "ip", "route", "replace", "default", *device)


@asynccontextmanager
async def open_namespace() -> AsyncIterator[Namespace]:
    """Make a namespace, and remove it at the end. Raises Skipped."""
    _check()
    name = f"cb{os.getpid()}"
    await _ip("netns", "add", name)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.load.link", name, name),
        cwd=ROOT,
        stdin=PIPE,
        stdout=PIPE,
    )
    try:
        assert process.stdout
        if await process.stdout.readline() != b"ready\n":
            raise Skipped("the namespace could not be linked")
        yield Namespace(name, process)
    finally:
        await ended(process)
        await _ip("netns", "del", name)


def _check() -> None:
    if os.geteuid() != 0 or not Path("/dev/net/tun").exists() or not shutil.which("ip"):
        raise Skipped("needs root, /dev/net/tun and iproute2: a network namespace is made")


async def _ip(*words: str) -> None:
    process = await asyncio.create_subprocess_exec("ip", *words)
    if await process.wait() != 0:
        raise Skipped(f"not allowed here: ip {' '.join(words)}")
