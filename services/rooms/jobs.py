"""Jobs of the rooms service, in `rooms.job`; `postprocess` works them off."""

from pathlib import Path
from typing import TypeAlias

import msgspec

from shared import jobs
from shared.objects import Objects
from shared.tenancy import Database

QUEUE = jobs.JobQueue("rooms")


class JobDeps(msgspec.Struct, frozen=True):
    """What handlers work with; their files lie below `workspaces` meanwhile."""

    database: Database
    objects: Objects
    workspaces: Path


JobRun: TypeAlias = jobs.JobRun[JobDeps]
JobHandler: TypeAlias = jobs.JobHandler[JobDeps]
