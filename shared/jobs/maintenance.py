"""What workers do beside the jobs: old ones are forgotten, and figures taken."""

from datetime import timedelta

from shared.jobs import metrics
from shared.tenancy import Connection

KEPT_FOR = timedelta(days=1)
DEAD_FOR = timedelta(days=30)
FORGET_AT_ONCE = 1000


async def forget(tx: Connection) -> int:
    """Delete some of what was over long ago; return how many.

    What was kept for a page goes after a day; what is dead waits a month for the operator.
    """
    rows = await tx.fetch(
        """DELETE FROM job WHERE id IN (
            SELECT id FROM job
            WHERE settled_at < now() - $2::interval
                AND (status <> 'dead' OR settled_at < now() - $1::interval)
            ORDER BY settled_at LIMIT $3 FOR UPDATE SKIP LOCKED)
        RETURNING id""",
        DEAD_FOR,
        KEPT_FOR,
        FORGET_AT_ONCE,
    )
    return len(rows)


async def take_figures(tx: Connection) -> None:
    """Set the gauges of what waits and what is dead."""
    rows = await tx.fetch(
        """SELECT kind, count(*) FILTER (WHERE status = 'ready') AS ready,
            coalesce(extract(epoch FROM now() - min(run_at) FILTER (WHERE status = 'ready')), 0)
                ::float8 AS oldest_s,
            count(*) FILTER (WHERE status = 'dead') AS dead
        FROM job WHERE status IN ('ready', 'dead') GROUP BY kind"""
    )
    for gauge in (metrics.WAITING, metrics.OLDEST, metrics.DEAD):
        gauge.clear()
    for row in rows:
        metrics.WAITING.labels(row["kind"]).set(row["ready"])
        metrics.OLDEST.labels(row["kind"]).set(max(0.0, row["oldest_s"]))
        metrics.DEAD.labels(row["kind"]).set(row["dead"])
