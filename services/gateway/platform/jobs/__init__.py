"""Jobs of the gateway, in `gateway.job`; `gateway work` works them off.

A slice declares in its `jobs.py` what it does, `JOBS: Mapping[str, JobHandler]`, and what comes
again and again, `PERIODIC: Sequence[Periodic]`; `services/gateway/job_handlers.py` collects them.
"""

from typing import TypeAlias

import msgspec
import redis.asyncio as redis

from services.gateway.settings import Settings
from shared import jobs
from shared.jobs import (
    Cancelled,
    GiveUp,
    JobId,
    LeaseLost,
    NewJob,
    OwnJob,
    Periodic,
    Priority,
    PutOff,
)
from shared.objects import Objects
from shared.tenancy import Database

__all__ = [
    "QUEUE",
    "Cancelled",
    "GiveUp",
    "JobDeps",
    "JobHandler",
    "JobId",
    "JobRun",
    "LeaseLost",
    "NewJob",
    "OwnJob",
    "Periodic",
    "Priority",
    "PutOff",
    "cancel",
    "cancel_keyed",
    "enqueue",
    "enqueue_each",
    "own",
    "own_keyed",
]

QUEUE = jobs.JobQueue("gateway")
enqueue, enqueue_each = QUEUE.enqueue, QUEUE.enqueue_each
cancel, cancel_keyed = QUEUE.cancel, QUEUE.cancel_keyed
own, own_keyed = QUEUE.own, QUEUE.own_keyed


class JobDeps(msgspec.Struct, frozen=True):
    """What handlers of the gateway work with."""

    settings: Settings
    database: Database
    redis: redis.Redis
    objects: Objects


JobRun: TypeAlias = jobs.JobRun[JobDeps]
JobHandler: TypeAlias = jobs.JobHandler[JobDeps]
