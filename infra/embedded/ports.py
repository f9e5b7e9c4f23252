"""Free TCP ports on this machine, held for the servers that will listen on them."""

import errno
import random
import socket
import sys
from contextlib import closing
from typing import Self

from infra.embedded.errors import CannotStart

_TRIES = 200
_ANY = range(20_000, 32_000)
"""Below what systems give to connections that go out, which would take a port at any moment."""


class NoFreePort(CannotStart):
    """None of the ports that were tried is free."""


class Ports:
    """Hands out ports that are free now, and none of them twice.

    On Linux it holds them as long as it is open, so that of two houses that start at one moment
    none gets the other's.
    """

    def __init__(self) -> None:
        self._held: dict[int, socket.socket] = {}

    def take(self, wanted: int, *hosts: str) -> int:
        """Return the wanted port, or the next above it that is free on all these addresses.

        Raises:
            NoFreePort: the wanted port and the 200 above it are all taken.
        """
        for port in range(wanted, min(wanted + _TRIES, 65_536)):
            if port not in self._held and (holder := _hold(port)):
                if all(_is_free(host, port) for host in hosts):
                    self._held[port] = holder
                    return port
                holder.close()
        raise NoFreePort(f"no free port from {wanted} to {wanted + _TRIES - 1} on {hosts[0]}")

    def close(self) -> None:
        """Let others have what was handed out."""
        while self._held:
            self._held.popitem()[1].close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_ours = Ports()


def any_free_port() -> int:
    """Return some port of 127.0.0.1, which is this process's as long as it runs."""
    return _ours.take(random.choice(_ANY), "127.0.0.1")  # noqa: S311 - no secret


def _hold(port: int) -> socket.socket | None:
    """Hold a port against others who look for one; None where somebody holds it.

    By an abstract socket name (unix(7)): it belongs to the network that ports belong to, and goes
    with the process that has it.
    """
    holder = socket.socket(socket.AF_UNIX)
    try:
        if sys.platform == "linux":
            holder.bind(f"\0callboard-port-{port}")
    except OSError:
        holder.close()
        return None
    return holder


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family)) as probe:
        # As servers do: a port in TIME_WAIT from the last run counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.errno == errno.EADDRNOTAVAIL  # a machine without this address
    return True
