"""What `./infra/up` does: it opens the house, and holds it open until it is told to stop."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import cyclopts
from cyclopts import Parameter
from cyclopts.validators import Number

from infra.embedded import plan, reachability
from infra.embedded.addresses import Addresses
from infra.embedded.data_folder import DataFolder, Link, Running
from infra.embedded.demo import DemoFailed, demo_links, fill
from infra.embedded.errors import CannotStart
from infra.embedded.plan import Options, Plan
from infra.embedded.ports import Ports
from infra.embedded.service_config import ROOT
from infra.embedded.startup import Startup
from infra.embedded.steps import Steps
from infra.embedded.supervisor import Supervisor
from shared.runtime.begin import STOPS
from shared.runtime.process import until_shutdown

WORKERS = min(os.cpu_count() or 1, 8)


def main(
    *,
    port: Annotated[int, Parameter(validator=Number(gte=1, lte=65535))] = 8000,
    lan: Annotated[bool, Parameter(negative=())] = False,
    rooms: Annotated[int, Parameter(validator=Number(gte=1, lte=64))] = WORKERS,
    demo: bool = True,
    fresh: Annotated[bool, Parameter(negative=())] = False,
    data: Path = ROOT / ".callboard",
) -> None:
    """Run Callboard on this machine until Ctrl-C.

    What is not named in the environment is embedded: DATABASE_URL, REDIS_URL, SMTP_URL,
    OBJECT_STORE_URL, STRIPE_SECRET_KEY with STRIPE_WEBHOOK_SECRET. PUBLIC_URL names the address
    that people use when something stands in front.

    Parameters
    ----------
    port: the gateway's port; the next free one if it is taken.
    lan: serve HTTPS on the local network, so that a phone can join.
    rooms: how many workers of live rooms to run; one for each core, at most eight.
    demo: make demo data the first time: what to open first, the rest while the house is open.
    fresh: forget all data and start over.
    data: the folder in which everything is kept.
    """
    os.umask(0o077)  # data, mails and logs are their owner's alone
    steps = Steps()
    options = Options(port=port, lan=lan, rooms=rooms, demo=demo, fresh=fresh)
    try:
        asyncio.run(_until_stopped(DataFolder(data.resolve()), options, steps))
    except* CannotStart as group:
        sys.exit("\n".join(["Cannot start.", *(str(error) for error in _leaves(group))]))


async def _until_stopped(folder: DataFolder, options: Options, steps: Steps) -> None:
    """Run until a signal comes; a closed terminal counts as one."""
    await until_shutdown(
        lambda _: _run(folder, options, steps),
        on_signal=lambda _: _stopping(steps),
        signals=(*STOPS, signal.SIGHUP),
    )
    steps.say("Stopped.")


def _stopping(steps: Steps) -> None:
    steps.say("\nStopping …")
    asyncio.get_running_loop().set_exception_handler(_left_behind)


def _left_behind(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Say what nobody waited for, but for connections that were being made when the stop came."""
    if not isinstance(context.get("exception"), ConnectionError):
        loop.default_exception_handler(context)


async def _run(folder: DataFolder, options: Options, steps: Steps) -> None:
    given = Addresses.read(os.environ)
    with folder.hold(), Ports() as ports:
        if options.fresh:
            folder.start_over()
            for name in given.lasting():
                steps.say(f"--fresh leaves what {name} names as it is.")
        await reachability.check(given)
        planned = await plan.make(folder, given, options, ports)
        if planned.config.gateway_port != options.port:
            steps.say(f"Port {options.port} is taken; using {planned.config.gateway_port}.")
        async with Supervisor(folder.logs, steps.say) as supervisor:
            await Startup(planned, supervisor, steps).open()
            running = _running(planned, supervisor, steps.seconds)
            folder.announce(running)
            steps.say(f"Ready after {steps.seconds:.1f} s.\n")
            links = await _links_to_open(folder, planned, steps) if options.demo else []
            _show(folder, planned, links, steps)
            if links:
                await _fill_behind(folder, planned, steps)
            await asyncio.Event().wait()


async def _links_to_open(folder: DataFolder, planned: Plan, steps: Steps) -> list[Link]:
    try:
        return await demo_links(folder, planned.config)
    except DemoFailed as error:
        steps.say(f"No demo data: {error}")
        return []


async def _fill_behind(folder: DataFolder, planned: Plan, steps: Steps) -> None:
    """Make the rest of the demo data, while the house is open."""
    try:
        await fill(folder, planned.config)
    except DemoFailed as error:
        steps.say(f"Not all demo data: {error}")


def _running(planned: Plan, supervisor: Supervisor, seconds: float) -> Running:
    config = planned.config
    return Running(
        pid=os.getpid(),
        public_url=config.public_url,
        mails_url=planned.mails.web_url if planned.mails else "",
        stripe_url=config.stripe_url,
        smtp_url=config.smtp_url,
        database_url=config.owner_url,
        redis_url=config.redis_url,
        object_store_url=config.object_store_url,
        ready_seconds=round(seconds, 2),
        programs=supervisor.pids(),
    )


def _show(folder: DataFolder, planned: Plan, links: list[Link], steps: Steps) -> None:
    config = planned.config
    shown = [Link("Callboard", config.public_url)]
    if planned.mails:
        shown.append(Link("Mails sent by Callboard", planned.mails.web_url))
    width = max(len(link.title) for link in [*shown, *links]) + 2
    for link in [*shown, *links]:
        steps.say(f"  {link.title:<{width}}{link.url}")
    if config.tls_authority:
        steps.say(
            "\nA phone warns of an unknown certificate: go on, or have it trust\n"
            f"  {config.tls_authority}"
        )
    steps.say(f"\nCtrl-C stops everything. Data and logs are in {folder.root}")


def _leaves(group: BaseExceptionGroup[CannotStart]) -> Iterator[CannotStart]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _leaves(error)
        else:
            yield error


def up() -> None:
    cyclopts.run(main)
