"""Free ports."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from infra.embedded.ports import NoFreePort, Ports, any_free_port

HOST = "127.0.0.1"
ANOTHER_HOUSE = f"""
import sys
from infra.embedded.ports import Ports
with Ports() as ports:
    print(ports.take(int(sys.argv[1]), "{HOST}"), flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def ports() -> Iterator[Ports]:
    with Ports() as ports:
        yield ports


@pytest.fixture
def free() -> int:
    """Return a port that is free, and held by nobody."""
    with Ports() as ports:
        return ports.take(any_free_port() + 1, HOST)


@pytest.fixture
def taken(free: int) -> Iterator[int]:
    with closing(socket.socket()) as holder:
        holder.bind((HOST, free))
        holder.listen()
        yield free


@contextmanager
def another_house(wanted: int) -> Iterator[int]:
    """Start a process that wants a port, and yield which it gets; it does not listen yet."""
    words = (sys.executable, "-c", ANOTHER_HOUSE, str(wanted))
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as installation:
        assert installation.stdin
        assert installation.stdout
        yield int(installation.stdout.readline())
        installation.stdin.close()


def test_a_taken_port_gives_the_next_free_one(ports: Ports, taken: int) -> None:
    assert ports.take(taken, HOST) > taken


def test_no_port_is_given_twice(ports: Ports, free: int) -> None:
    assert ports.take(free, HOST) == free
    assert ports.take(free, HOST) > free


@pytest.mark.skipif(sys.platform != "linux", reason="abstract socket names are Linux's")
def test_of_two_houses_that_start_at_one_moment_none_gets_the_others(
    ports: Ports, free: int
) -> None:
    with another_house(free) as theirs:
        assert theirs == free
        assert ports.take(free, HOST) > free
    assert Ports().take(free, HOST) == free, "it is let go of with the house"


@pytest.mark.skipif(sys.platform != "linux", reason="abstract socket names are Linux's")
def test_any_port_is_nobody_elses_as_long_as_we_run() -> None:
    ours = any_free_port()
    with another_house(ours) as theirs:
        assert theirs > ours


def test_an_address_that_this_machine_lacks_takes_no_port(ports: Ports, free: int) -> None:
    assert ports.take(free, HOST, "2001:db8::1") == free


def test_the_end_of_the_range_is_told(ports: Ports) -> None:
    with pytest.raises(NoFreePort, match="65535"):
        for _ in range(2):
            ports.take(65_535, HOST)
