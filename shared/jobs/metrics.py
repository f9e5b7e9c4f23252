"""The figures of jobs, in each process that works."""

from prometheus_client import Counter, Gauge, Histogram

ENDED = Counter("callboard_jobs", "Runs of jobs by how they ended.", ["kind", "result"])
DELAY = Histogram(
    "callboard_job_delay_seconds",
    "From when a job was due until a worker had it.",
    ["priority"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3600),
)
TOOK = Histogram(
    "callboard_job_seconds",
    "How long runs took.",
    ["kind"],
    buckets=(0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1800),
)
WAITING = Gauge("callboard_jobs_ready", "Jobs that are due and wait for a worker.", ["kind"])
OLDEST = Gauge("callboard_job_oldest_seconds", "For how long the oldest of them waits.", ["kind"])
DEAD = Gauge("callboard_jobs_dead", "Jobs that were given up, and nobody has replayed.", ["kind"])
