"""Whom a datagram reaches, when all connections of a worker share one socket."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

import pytest
from aioice import stun

from services.rooms.media.transport.dtls_srtp import CryptoBuffer
from services.rooms.media.transport.listening import Listening
from services.rooms.media.transport.udp_mux import UdpMux
from services.rooms.media.transport.udp_socket import Path, UdpSocket

LOOPBACK = Listening(addresses=("127.0.0.1",))


@dataclass
class Receiver:
    """A connection that only writes down what it hears; every check is genuine to it."""

    is_alive: bool = True
    media: list[bytes] = field(default_factory=list)
    dtls: list[bytes] = field(default_factory=list)
    checks: list[bytes] = field(default_factory=list)
    path: Path | None = None
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def receive_media(self, buffer: CryptoBuffer, size: int, now: float) -> None:
        self.media.append(bytes(buffer.view[:size]))
        self.arrived.set()

    def receive_dtls(self, data: bytes) -> None:
        self.dtls.append(data)
        self.arrived.set()

    def receive_stun(self, data: bytes, path: Path) -> None:
        udp_socket, source = path
        self.checks.append(data)
        if udp_socket.bind(source, self):
            self.path = path
        self.arrived.set()

    async def hears(self) -> None:
        async with asyncio.timeout(30):
            await self.arrived.wait()
        self.arrived.clear()


def check(fragment: str) -> bytes:
    request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
    request.attributes["USERNAME"] = f"{fragment}:theirs"
    return bytes(request)


@pytest.fixture
def udp_mux() -> UdpMux:
    return UdpMux()


@pytest.fixture
def client(udp_mux: UdpMux) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as opened:
        opened.bind(("127.0.0.1", 0))
        yield opened


@pytest.fixture
async def ana(udp_mux: UdpMux, client: socket.socket) -> AsyncIterator[Receiver]:
    handler = Receiver()
    [place] = udp_mux.register(LOOPBACK, "ana", handler)
    client.connect(place)
    yield handler
    udp_mux.unregister("ana")


async def known(handler: Receiver, client: socket.socket, fragment: str = "ana") -> None:
    client.send(check(fragment))
    await handler.hears()


async def test_all_connections_share_one_port(udp_mux: UdpMux, ana: Receiver) -> None:
    first = udp_mux.register(LOOPBACK, "ben", Receiver())
    assert first == udp_mux.register(LOOPBACK, "cem", Receiver())
    assert len(first) == 1
    for fragment in ("ben", "cem"):
        udp_mux.unregister(fragment)


async def test_sockets_are_open_while_somebody_is_there(udp_mux: UdpMux, ana: Receiver) -> None:
    [(_, port)] = udp_mux.register(LOOPBACK, "ben", Receiver())
    udp_mux.unregister("ben")
    udp_mux.unregister("ben")
    with pytest.raises(OSError, match="no free UDP port"):
        UdpMux().register(Listening(("127.0.0.1",), (port, port)), "eve", Receiver())
    udp_mux.unregister("ana")
    again = UdpMux()
    assert again.register(Listening(("127.0.0.1",), (port, port)), "eve", Receiver())
    again.unregister("eve")


async def test_each_kind_reaches_who_lives_at_its_source(
    ana: Receiver, client: socket.socket
) -> None:
    await known(ana, client)
    for data in (b"\x80\x60" + bytes(20), b"\x16" + bytes(20)):
        client.send(data)
        await ana.hears()
    assert [len(ana.media), len(ana.dtls)] == [1, 1]


async def test_from_unknown_sources_only_checks_are_heard(
    udp_mux: UdpMux, ana: Receiver, client: socket.socket
) -> None:
    for data in (b"\x80\x60" + bytes(20), b"\x16" + bytes(20), check("eve"), bytes(20), b"", b"x"):
        client.send(data)
    await known(ana, client)
    assert (ana.media, ana.dtls, len(ana.checks)) == ([], [], 1)
    assert udp_mux.unknown == 4


async def test_a_check_names_whom_it_is_for_wherever_it_comes_from(
    udp_mux: UdpMux, ana: Receiver, client: socket.socket
) -> None:
    await known(ana, client)
    ben = Receiver()
    udp_mux.register(LOOPBACK, "ben", ben)
    await known(ben, client, "ben")
    assert ben.path is None, "a source that ana is heard from is hers"
    ana.is_alive = False
    await known(ben, client, "ben")
    client.send(b"\x80\x60" + bytes(20))
    await ben.hears()
    assert (len(ben.media), ana.media) == (1, [])
    udp_mux.unregister("ben")


async def test_who_moves_is_heard_from_the_new_source(ana: Receiver, client: socket.socket) -> None:
    await known(ana, client)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as elsewhere:
        elsewhere.connect(client.getpeername())
        await known(ana, elsewhere)
        assert ana.path is not None
        assert ana.path[1] == elsewhere.getsockname()
        elsewhere.send(b"\x80\x60" + bytes(20))
        await ana.hears()
    assert len(ana.media) == 1


async def test_only_the_resident_gives_up_a_source(ana: Receiver, client: socket.socket) -> None:
    await known(ana, client)
    assert ana.path is not None
    udp_socket, source = ana.path
    udp_socket.unbind(source, Receiver())
    assert source in udp_socket.handlers
    udp_socket.unbind(source, ana)
    assert udp_socket.handlers == {}


async def test_what_is_sent_while_receiving_leaves_after_it(
    udp_mux: UdpMux, ana: Receiver, client: socket.socket
) -> None:
    order: list[str] = []

    class Talkative(Receiver):
        def receive_media(self, buffer: CryptoBuffer, size: int, now: float) -> None:
            order.append("heard")
            if len(order) == 1:
                udp_mux.later(lambda: order.append("sent"))
            self.arrived.set()

    ben = Talkative()
    udp_mux.register(LOOPBACK, "ben", ben)
    ana.is_alive = False
    await known(ben, client, "ben")
    for _ in range(2):
        client.send(b"\x80\x60" + bytes(20))
    await ben.hears()
    assert order == ["heard", "heard", "sent"]
    udp_mux.unregister("ben")


async def test_what_is_sent_at_other_times_leaves_at_once(udp_mux: UdpMux) -> None:
    flushed = asyncio.Event()
    udp_mux.later(flushed.set)
    async with asyncio.timeout(30):
        await flushed.wait()


@pytest.fixture
def pair() -> Iterator[tuple[UdpSocket, socket.socket]]:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as near,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as far,
    ):
        far.bind(("127.0.0.1", 0))
        far.settimeout(30)
        yield UdpSocket(near), far


@pytest.mark.parametrize("segments", [True, False])
def test_a_run_arrives_as_its_datagrams(
    pair: tuple[UdpSocket, socket.socket], *, segments: bool
) -> None:
    udp_socket, far = pair
    udp_socket.segments = udp_socket.segments and segments
    run = b"a" * 1000 + b"b" * 1000 + b"c" * 10
    assert udp_socket.send_run(memoryview(run), 1000, far.getsockname()) == 0
    assert [far.recv(2048) for _ in range(3)] == [b"a" * 1000, b"b" * 1000, b"c" * 10]


def test_where_the_path_takes_no_run_packets_go_one_by_one(
    pair: tuple[UdpSocket, socket.socket],
) -> None:
    udp_socket, far = pair
    # The kernel refuses runs of packets that are longer than the path's MTU: loopback has 64 KiB
    # and takes all, so more segments than it allows stand for that.
    run = bytes(2) * 200
    assert udp_socket.send_run(memoryview(run), 2, far.getsockname()) == 0
    assert [len(far.recv(2048)) for _ in range(200)] == [2] * 200
    assert udp_socket.segments


def test_what_the_kernel_does_not_take_is_counted(pair: tuple[UdpSocket, socket.socket]) -> None:
    udp_socket, _ = pair
    assert udp_socket.send_run(memoryview(bytes(2500)), 1000, ("127.0.0.1", 0)) == 3
