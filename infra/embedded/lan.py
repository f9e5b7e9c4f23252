"""This machine's address on the local network."""

import socket
from contextlib import closing

from infra.embedded.errors import CannotStart

_ELSEWHERE = ("192.0.2.1", 9)  # RFC 5737: an address that is nobody's; nothing is sent to it


def address() -> str:
    """Return the IPv4 address that the network knows this machine by.

    Raises:
        CannotStart: this machine is on no network.
    """
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(_ELSEWHERE)
        except OSError as error:
            raise CannotStart("--lan: this machine is on no network") from error
        found: str = probe.getsockname()[0]
        return found
