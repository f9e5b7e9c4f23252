"""What a reviewer finds their way by: losses and markers from the take's beginning, in words."""

from datetime import UTC, datetime, timedelta

from services.gateway.casting.evaluations import timeline
from services.gateway.casting.evaluations.model import Gap, Marker, Recording, Take
from shared.ids import ProductionId, SessionId, TakeId, new_id

BEGUN = datetime(2027, 1, 15, 10, tzinfo=UTC)
TAKE = Take(
    id=TakeId(new_id()), session_id=SessionId(new_id()), production_id=ProductionId(new_id()),
    role_name="Viola", scene="Scene 1", number=2, name="Softer", room=1, phase="finished",
    started_at=BEGUN, stopped_at=None, finish_percent=100, composite_key=None, thumbnail_key=None,
)  # fmt: skip


def recording(name: str, after_ms: int, gaps: list[Gap]) -> Recording:
    begun = BEGUN + timedelta(milliseconds=after_ms)
    return Recording(new_id(), TAKE.id, f"guest:{name}", name, begun, "key", 20_000, gaps)


def test_a_take_is_called_by_its_name_too() -> None:
    assert TAKE.label == "Viola, Scene 1, take 2: Softer"


def test_losses_are_told_from_the_takes_beginning_in_their_order() -> None:
    late = recording("Ben", 4_000, [Gap("audio", 0, 250)])
    first = recording("Ana", 0, [Gap("video", 12_000, 15_200), Gap("small", 15_200, 17_000)])
    line = timeline.of(TAKE, [first, late], [])
    assert [(loss.start_ms, loss.words) for loss in line.losses] == [
        (4_000, "sound missing 0.2 s, Ben"),
        (12_000, "picture missing 3.2 s, Ana"),
        (15_200, "small picture 1.8 s, Ana"),
    ]
    assert line.length_ms == 24_000


def test_the_line_is_as_long_as_what_is_on_it() -> None:
    marker = Marker(new_id(), 30_000, "She laughs", "Paula")
    assert timeline.of(TAKE, [recording("Ana", 0, [])], [marker]).length_ms == 30_000
    assert timeline.of(TAKE, [], []).length_ms > 0


def test_so_many_losses_are_shown_and_the_rest_counted() -> None:
    gaps = [Gap("video", at, at + 1) for at in range(1000)]
    line = timeline.of(TAKE, [recording("Ana", 0, gaps)], [])
    assert (len(line.losses), line.more_losses) == (200, 800)


def test_a_moment_is_written_in_minutes_and_seconds() -> None:
    assert [timeline.clock(ms) for ms in (0, 9_999, 61_000, 3_600_000)] == [
        "0:00", "0:09", "1:01", "60:00",
    ]  # fmt: skip
