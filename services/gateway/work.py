"""The parts of `work`, put together: jobs, mails and webhooks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from services.gateway import job_handlers
from services.gateway.platform.jobs import JobDeps
from services.gateway.platform.mail.delivery import smtp_pool
from services.gateway.platform.mail.delivery.operator import Operator
from services.gateway.platform.mail.delivery.sender import MailSender
from services.gateway.platform.mail.delivery.smtp_pool import SmtpPool
from services.gateway.platform.webhooks.delivery.addresses import Addresses
from services.gateway.platform.webhooks.delivery.dispatcher import Dispatcher
from services.gateway.platform.webhooks.delivery.sender import DeliverySender
from services.gateway.platform.webhooks.delivery.signing import SecretBox
from services.gateway.platform.webhooks.delivery.ssrf_safe_client import SsrfSafeClient
from services.gateway.settings import Settings
from shared.background_tasks import background_tasks
from shared.jobs import Worker
from shared.objects import Objects
from shared.runtime.health import served
from shared.runtime.service import ServiceRuntime, connected
from shared.runtime.shutdown import Shutdown

BESIDE = 6
"""Connections beside those of jobs: the loops that listen, and what they do."""


async def run(config: Settings, shutdown: Shutdown) -> None:
    """Work until told to stop."""
    async with (
        at_work(config) as runtime,
        served(config.gateway_work_port, config.metrics_token, runtime),
    ):
        await shutdown.wait()


@asynccontextmanager
async def at_work(config: Settings) -> AsyncIterator[ServiceRuntime]:
    """Work while the block runs. What fails ends it: the process ends, and another takes over."""
    size = config.gateway_work_slots + BESIDE
    async with (
        connected("gateway", config.database_url, config.redis_url, size=size) as runtime,
        smtp_pool.opened(config.smtp_url, config.gateway_work_slots) as smtp,
        background_tasks(_dispatcher(config, runtime).run()),
        _worker(config, runtime, smtp).at_work(),
    ):
        yield runtime


def _worker(config: Settings, runtime: ServiceRuntime, smtp: SmtpPool) -> Worker[JobDeps]:
    objects = Objects(config.object_store_url)
    return Worker(
        runtime.database,
        JobDeps(config, runtime.database, runtime.redis, objects),
        job_handlers.handlers(MailSender(smtp, Operator.of(config))),
        job_handlers.PERIODIC,
        slots=config.gateway_work_slots,
    )


def _dispatcher(config: Settings, runtime: ServiceRuntime) -> Dispatcher:
    client = SsrfSafeClient(Addresses(anywhere=config.allow_private_webhooks))
    secret_box = SecretBox(config.webhook_key)
    sender = DeliverySender(runtime.database, secret_box, client, config.public_url)
    return Dispatcher(runtime.database, sender)
