"""Each service that is told to stop ends with status 0, at whichever moment of its life."""

import asyncio
import signal
import socket
from collections.abc import Callable
from contextlib import ExitStack

import msgspec
import pytest

from infra.embedded import service_config as services
from infra.embedded.ports import any_free_port
from infra.embedded.program import Program
from infra.embedded.service_config import ServiceConfig as Addresses
from infra.embedded.smtp_sink import program as smtp_sink
from infra.embedded.smtp_sink.program import SmtpSink
from shared.runtime.child_signals import send_signal
from tests.eventually import eventually
from tests.extent import LONG
from tests.installation import Installation
from tests.integration.runtime.starting import Starting, starting

pytestmark = pytest.mark.timeout(300)
STOPS = (signal.SIGTERM, signal.SIGINT)
MOMENTS = 7 if LONG else 4


def beside(installation: Installation) -> Addresses:
    """Return a second house in the first one's data, with ports of its own."""
    return msgspec.structs.replace(
        installation.plan.config,
        gateway_port=any_free_port(),
        billing_port=any_free_port(),
        postprocess_port=any_free_port(),
        gateway_work_port=any_free_port(),
        rooms_ports=(any_free_port(),),
    )


def stripe(installation: Installation) -> Program:
    folder = installation.plan.config.stripe_folder / "another"
    other = msgspec.structs.replace(installation.plan.config, stripe_folder=folder)
    return services.stripe_sandbox(other, any_free_port())


def mails(installation: Installation) -> Program:
    assert installation.plan.mails
    folder = installation.plan.mails.folder / "another"
    return smtp_sink.prepare(
        SmtpSink(folder=folder, smtp_port=any_free_port(), web_port=any_free_port())
    )


PROGRAMS: dict[str, Callable[[Installation], Program]] = {
    "gateway": lambda installation: services.gateway(beside(installation)),
    "gateway-work": lambda installation: services.gateway_work(beside(installation)),
    "rooms": lambda installation: services.rooms(beside(installation), 0),
    "postprocess": lambda installation: services.postprocess(beside(installation)),
    "billing": lambda installation: services.billing(beside(installation)),
    "stripe": stripe,
    "mails": mails,
}


@pytest.fixture(params=PROGRAMS)
def program(request: pytest.FixtureRequest, installation: Installation) -> Program:
    return PROGRAMS[request.param](installation)


async def is_ready(program: Program) -> None:
    await eventually(program.ready, bool)


async def ends_well(service: Starting) -> None:
    assert await service.status() == 0, service.log


async def test_at_every_moment_of_its_life(program: Program) -> None:
    """Once when it serves, and again in the last moment of its end; then all along its start."""
    async with starting(program) as service:
        await is_ready(program)
        moments = service.moments
        send_signal(service.process, signal.SIGTERM)
        await service.says("stopped")
        send_signal(service.process, signal.SIGTERM)
        await ends_well(service)
    for number in range(MOMENTS):
        async with starting(program) as service:
            await service.until(1 + number * (moments - 1) // (MOMENTS - 1))
            send_signal(service.process, STOPS[number % 2])
            await ends_well(service)


BEGUN = (
    b"POST /webhooks/stripe HTTP/1.1\r\nhost: localhost\r\n"
    b"stripe-signature: t=1,v1=00\r\ncontent-length: 1000\r\n\r\n{"
)


@pytest.mark.parametrize("program", ["gateway", "billing"], indirect=True)
async def test_in_the_middle_of_a_request(program: Program) -> None:
    """One whose body never ends, beside a connection that is kept for the next one."""
    port = int(program.env.get("GATEWAY_PORT") or program.env["BILLING_PORT"])
    async with starting(program) as service:
        await is_ready(program)
        idle, asks = await asyncio.open_connection("127.0.0.1", port)
        asks.write(b"GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n")
        assert (await idle.readline()).endswith(b"200 OK\r\n")
        _, begins = await asyncio.open_connection("127.0.0.1", port)
        begins.write(BEGUN)
        asks.write(b"GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n")
        assert await idle.readuntil(b"200 OK\r\n"), "what came before has been read"
        send_signal(service.process, signal.SIGTERM)
        await ends_well(service)
        for writer in (asks, begins):
            writer.close()


@pytest.mark.parametrize("program", [*PROGRAMS][:5], indirect=True)
async def test_who_finds_its_port_taken_fails_and_says_so(program: Program) -> None:
    names = (
        "GATEWAY_PORT", "GATEWAY_WORK_PORT", "BILLING_PORT", "ROOMS_PORT", "POSTPROCESS_PORT",
    )  # fmt: skip
    with ExitStack() as taken:
        for port in (int(program.env[name]) for name in names if name in program.env):
            taken.enter_context(socket.create_server(("127.0.0.1", port)))
        async with starting(program) as service:
            assert await service.status() > 0
            assert "address already in use" in service.log.lower()
