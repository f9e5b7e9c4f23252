"""Jobs: what is done later, by workers, under leases, fairly between agencies. Each service has its
own table, `<service>.job`, and its own workers."""

from shared.jobs.enqueueing import JobQueue, NewJob
from shared.jobs.model import (
    Cancelled,
    GiveUp,
    JobId,
    LeaseLost,
    OwnJob,
    Payload,
    Priority,
    PutOff,
)
from shared.jobs.periods import Periodic
from shared.jobs.run import JobHandler, JobRun
from shared.jobs.worker import Worker

__all__ = [
    "Cancelled",
    "GiveUp",
    "JobHandler",
    "JobId",
    "JobQueue",
    "JobRun",
    "LeaseLost",
    "NewJob",
    "OwnJob",
    "Payload",
    "Periodic",
    "Priority",
    "PutOff",
    "Worker",
]
