"""Jobs that come again and again: at a wall time in a zone, or at an interval.

Each is planned one occurrence ahead, as a scheduled job of the platform's: what was due while no
worker ran is done when one does. `job_period` says up to when a kind is planned, so that several
workers plan an occurrence once.
"""

from datetime import UTC, datetime, timedelta

import msgspec
from whenever import Instant, Time

from shared.ids import new_id
from shared.jobs.model import Priority
from shared.tenancy import Connection

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Periodic(msgspec.Struct, frozen=True):
    """When a kind of job is to run: `at` (`HH:MM`) each day by the clocks of `zone`, or `every` so
    often. Its payload is `{"planned_for": …}`."""

    kind: str
    at: str = ""
    zone: str = "UTC"
    every: timedelta | None = None
    priority: Priority = Priority.NORMAL

    def __post_init__(self) -> None:
        if bool(self.at) == bool(self.every):
            raise ValueError(f"{self.kind}: say either `at`, or `every`")
        self.after(_EPOCH)  # a time or a zone that nobody knows is refused at the start

    def after(self, now: datetime) -> datetime:
        """Return the first occurrence after a moment, in UTC.

        A time that the clocks pass over is as much later as they jump; one that comes twice is the
        first (RFC 5545 section 3.3.5).
        """
        if self.every:
            return _EPOCH + ((now - _EPOCH) // self.every + 1) * self.every
        clock = Time.parse_iso(self.at)
        today = Instant(now).to_tz(self.zone).date()
        for day in (today, today.add(days=1)):
            occurrence = day.at(clock).assume_tz(self.zone, disambiguation="compatible")
            if occurrence.to_stdlib() > now:
                break
        return occurrence.to_stdlib().astimezone(UTC)


async def plan(tx: Connection, periodic: Periodic, now: datetime) -> datetime:
    """Plan the next occurrence unless it is; return when it will be."""
    occurrence = periodic.after(now)
    await tx.execute(
        """WITH planned AS (
            INSERT INTO job_period (kind, planned_for) VALUES ($1, $2)
            ON CONFLICT (kind) DO UPDATE SET planned_for = excluded.planned_for
                WHERE job_period.planned_for < excluded.planned_for
            RETURNING kind)
        INSERT INTO job (id, kind, key, priority, run_at, payload)
        SELECT $3, kind, 'periodic', $4, $2, $5 FROM planned""",
        periodic.kind,
        occurrence,
        new_id(),
        periodic.priority,
        {"planned_for": occurrence},
    )
    return occurrence
