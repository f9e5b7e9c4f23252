"""What is done with uploads after the request."""

from collections.abc import Mapping

from services.gateway.platform.jobs import JobHandler
from services.gateway.platform.uploads import assembling, discarding
from services.gateway.platform.uploads.model import ASSEMBLE, CLEAR, EXPIRE

JOBS: Mapping[str, JobHandler] = {
    ASSEMBLE: JobHandler(assembling.assemble, gave_up=assembling.gave_up),
    CLEAR: JobHandler(discarding.clear),
    EXPIRE: JobHandler(discarding.expire),
}
