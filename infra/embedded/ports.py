"""Free TCP ports on this machine."""

import errno
import socket
from contextlib import closing

from infra.embedded.errors import CannotStart

_TRIES = 200


class NoFreePort(CannotStart):
    """None of the ports that were tried is free."""


class Ports:
    """Hands out ports that are free now, and none of them twice."""

    def __init__(self) -> None:
        self._given: set[int] = set()

    def take(self, wanted: int, *hosts: str) -> int:
        """Return the wanted port, or the next above it that is free on all these addresses.

        Raises:
            NoFreePort: the wanted port and the 200 above it are all taken.
        """
        for port in range(wanted, min(wanted + _TRIES, 65_536)):
            if port not in self._given and all(_is_free(host, port) for host in hosts):
                self._given.add(port)
                return port
        raise NoFreePort(f"no free port from {wanted} to {wanted + _TRIES - 1} on {hosts[0]}")


def any_free_port() -> int:
    """Return a port of 127.0.0.1 that the system picks."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


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
