"""The metrics of a rooms process."""

from prometheus_client import Counter, Gauge, Histogram

ROOMS = Gauge("callboard_rooms_open", "Room objects that this node has.")
PEOPLE = Gauge("callboard_rooms_people", "People in this node's rooms.")
CONNECTIONS_CLOSED = Counter(
    "callboard_rooms_connections_closed", "Connections ended by a room.", ["code"]
)
REFUSED = Counter("callboard_rooms_refused", "Requests that a room refused.", ["of", "code"])
_PERSON = ["room", "who"]
LOSS = Gauge("callboard_rooms_loss_ratio", "Share of packets lost.", [*_PERSON, "way"])
BITRATE = Gauge("callboard_rooms_bitrate_kbps", "Media of a person.", [*_PERSON, "way"])
JITTER = Gauge("callboard_rooms_jitter_ms", "Jitter of what a person sends.", _PERSON)
ROUND_TRIP = Gauge("callboard_rooms_round_trip_ms", "Round trip to a person.", _PERSON)
SCORE = Gauge("callboard_rooms_score", "How well a person's media gets through, 1 to 5.", _PERSON)
SCORES = Histogram(
    "callboard_rooms_scores", "Scores of all people, every 2 s.", buckets=(1, 2, 3, 4, 5)
)
TAKES = Counter("callboard_rooms_takes", "Takes by how they went.", ["outcome"])
STORED = Histogram(
    "callboard_rooms_take_stored_seconds",
    "From the stop of a take until its files are in the object store.",
    buckets=(0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 120),
)
POST_PROCESSED = Histogram(
    "callboard_rooms_take_finished_seconds",
    "Time that post-processing a take took.",
    buckets=(1, 2, 5, 10, 30, 60, 120, 300, 900),
)
