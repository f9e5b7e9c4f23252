"""A real coturn, set up by `infra/coturn/turnserver.conf`, for loopback and without TLS."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_urlsafe
from typing import NamedTuple

from infra.checks.tools import COTURN
from infra.embedded.ports import any_free_port
from infra.embedded.program import Program
from infra.embedded.readiness import answers
from infra.embedded.supervisor import Supervisor

TEMPLATE = Path(__file__).parents[2] / "infra" / "coturn" / "turnserver.conf"
LOOPBACK = "127.0.0.1"
ASKED = bytes.fromhex("000100002112a442") + bytes(12)
ANSWERED = b"\x01\x01"
"""The beginning of a STUN binding, RFC 8489 section 5."""
_LEFT_OUT = ("tls-listening-port=", "cert=", "pkey=")


class Relay(NamedTuple):
    url: str
    secret: str


@asynccontextmanager
async def relay(folder: Path) -> AsyncIterator[Relay]:
    """Run coturn until the block ends; it relays to loopback and to nothing else."""
    port, secret = any_free_port(), token_urlsafe()
    settings = folder / "turnserver.conf"
    settings.write_text(_settings(port, secret))
    program = Program(
        name="coturn",
        argv=(COTURN.ensure(), "-c", str(settings)),
        env={},
        cwd=folder,
        ready=answers(port, ASKED, ANSWERED),
    )
    async with Supervisor(folder, print) as supervisor:
        await supervisor.start(program)
        yield Relay(f"turn:{LOOPBACK}:{port}?transport=udp", secret)


def _settings(port: int, secret: str) -> str:
    filled = {
        "listening-port": f"{port}\nlistening-ip={LOOPBACK}\nrelay-ip={LOOPBACK}",
        "static-auth-secret": secret,
        "realm": "callboard.test",
        "allowed-peer-ip": f"{LOOPBACK}\nallow-loopback-peers",
    }
    lines = []
    for line in TEMPLATE.read_text().splitlines():
        name, _, value = line.partition("=")
        if not line.startswith(_LEFT_OUT):
            lines.append(f"{name}={filled.get(name, value)}" if value else line)
    return "\n".join([*lines, "no-tls", "no-dtls"])
