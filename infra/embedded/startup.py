"""Opening the house: stores first, then services, everything beside each other where it can be."""

import asyncio

import asyncpg
import msgspec

from infra.embedded import postgres, valkey
from infra.embedded import service_config as services
from infra.embedded.errors import CannotStart
from infra.embedded.plan import Plan
from infra.embedded.program import Program
from infra.embedded.smtp_sink import program as smtp_sink
from infra.embedded.steps import Steps
from infra.embedded.supervisor import Supervisor
from shared.migrations import ChecksumChanged, ExtensionsMissing, MigrationsFailed, migrate


class Startup:
    """One run of `up`, from nothing to a house that serves."""

    def __init__(self, plan: Plan, supervisor: Supervisor, steps: Steps) -> None:
        self._plan = plan
        self._supervisor = supervisor
        self._steps = steps

    async def open(self) -> None:
        """Start everything; return when all of it is ready.

        Raises:
            ExceptionGroup of CannotStart: what did not start. The supervisor stops the rest.
        """
        config = self._plan.config
        async with asyncio.TaskGroup() as group:
            stores = [group.create_task(self._database()), group.create_task(self._streams())]
            group.create_task(self._payments())
            group.create_task(self._mails())
            await asyncio.gather(*stores)
            for program in services.programs_of(config):
                group.create_task(self._start(program))

    async def _start(self, program: Program) -> None:
        with self._steps.step(program.name):
            await self._supervisor.start(program)

    async def _database(self) -> None:
        if self._plan.postgres:
            with self._steps.step("postgres"):
                program = await postgres.prepare(self._plan.postgres)
                await self._supervisor.start(program)
        with self._steps.step("migrations"):
            await _migrate(self._plan)

    async def _streams(self) -> None:
        if self._plan.valkey:
            await self._start(valkey.prepare(self._plan.valkey))

    async def _payments(self) -> None:
        if self._plan.stripe_port:
            await self._start(services.stripe_sandbox(self._plan.config, self._plan.stripe_port))

    async def _mails(self) -> None:
        if self._plan.mails:
            program = smtp_sink.prepare(self._plan.mails)
            await self._start(msgspec.structs.replace(program, layer=services.SIDE_DOORS))


async def _migrate(plan: Plan) -> None:
    """On an embedded database nobody of before is at work; on another somebody may be."""
    alone = plan.postgres is not None
    try:
        await migrate(plan.config.owner_url, plan.config.passwords(), contract=alone)
    except (
        MigrationsFailed,
        ChecksumChanged,
        ExtensionsMissing,
        asyncpg.PostgresError,
    ) as error:
        raise CannotStart(f"the database could not be brought up to date: {error}") from error
