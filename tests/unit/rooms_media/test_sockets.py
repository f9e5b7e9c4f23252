import socket
from contextlib import ExitStack

import pytest

from services.rooms.media.transport.listening import host_addresses
from services.rooms.media.transport.options import TransportOptions
from services.rooms.media.transport.ports import NoPortLeft, advertised, open_sockets, overflowed


def test_each_address_has_a_socket_in_the_range() -> None:
    options = TransportOptions(addresses=("127.0.0.1", "127.0.0.2"), port_range=(42_000, 42_999))
    sockets = open_sockets(options)
    with ExitStack() as closing:
        for opened in sockets:
            closing.enter_context(opened)
        places = advertised(options, sockets)
    assert [host for host, _ in places] == ["127.0.0.1", "127.0.0.2"]
    assert all(42_000 <= port <= 42_999 for _, port in places)


def test_behind_nat_the_public_address_is_told_with_the_local_port() -> None:
    options = TransportOptions(addresses=("203.0.113.7",), bind="127.0.0.1")
    [opened] = open_sockets(options)
    with opened:
        assert advertised(options, [opened]) == [("203.0.113.7", opened.getsockname()[1])]


def test_an_address_of_another_machine_is_passed_over() -> None:
    options = TransportOptions(addresses=("203.0.113.7", "127.0.0.1"))
    [opened] = open_sockets(options)
    with opened:
        assert opened.getsockname()[0] == "127.0.0.1"


def test_each_worker_takes_the_first_port_that_is_free() -> None:
    options = TransportOptions(addresses=("127.0.0.1",), port_range=(43_000, 43_099))
    with ExitStack() as closing:
        opened = [closing.enter_context(open_sockets(options)[0]) for _ in range(3)]
        ports = [one.getsockname()[1] for one in opened]
    assert ports == sorted(ports)
    assert ports[-1] < 43_099


def test_what_nobody_takes_in_time_is_counted() -> None:
    [opened] = open_sockets(TransportOptions(addresses=("127.0.0.1",)))
    with opened, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        assert overflowed(opened) == 0
        for _ in range(40):
            sender.sendto(bytes(1000), opened.getsockname())
        assert 0 < overflowed(opened) < 40


def test_a_full_range_is_told_in_words() -> None:
    options = TransportOptions(addresses=("127.0.0.1",))
    [taken] = open_sockets(options)
    with taken:
        port = taken.getsockname()[1]
        narrow = TransportOptions(addresses=("127.0.0.1",), port_range=(port, port))
        with pytest.raises(NoPortLeft, match=f"no free UDP port for media from {port} to {port}"):
            open_sockets(narrow)


def test_this_machine_has_addresses() -> None:
    assert host_addresses()[0] == "127.0.0.1"
