"""Free ports."""

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from infra.embedded.ports import NoFreePort, Ports, any_free_port

HOST = "127.0.0.1"


@pytest.fixture
def taken() -> Iterator[int]:
    with closing(socket.socket()) as holder:
        holder.bind((HOST, 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_a_taken_port_gives_the_next_free_one(taken: int) -> None:
    assert Ports().take(taken, HOST) > taken


def test_no_port_is_given_twice() -> None:
    ports, wanted = Ports(), any_free_port()
    assert ports.take(wanted, HOST) == wanted
    assert ports.take(wanted, HOST) > wanted


def test_an_address_that_this_machine_lacks_takes_no_port() -> None:
    wanted = any_free_port()
    assert Ports().take(wanted, HOST, "2001:db8::1") == wanted


def test_the_end_of_the_range_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    ports = Ports()
    ports.take(65_535, HOST)
    with pytest.raises(NoFreePort, match="65535"):
        ports.take(65_535, HOST)
