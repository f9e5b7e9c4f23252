"""What a rooms process counts, for /metrics."""

from prometheus_client import Counter, Gauge, Histogram

ROOMS = Gauge("callboard_rooms_open", "Room objects that this node has.")
PEOPLE = Gauge("callboard_rooms_people", "People in this node's rooms.")
HUNG = Counter("callboard_rooms_hung", "Connections ended by a room.", ["code"])
REFUSED = Counter("callboard_rooms_refused", "Requests that a room refused.", ["of", "code"])
TAKES = Counter("callboard_rooms_takes", "Takes by how they went.", ["outcome"])
STORED = Histogram(
    "callboard_rooms_take_stored_seconds",
    "From the stop of a take until its files are in the object store.",
    buckets=(0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 120),
)
FINISHED = Histogram(
    "callboard_rooms_take_finished_seconds",
    "Time that the finishing of a take took.",
    buckets=(1, 2, 5, 10, 30, 60, 120, 300, 900),
)
