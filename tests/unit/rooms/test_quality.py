"""Numbers become a score and plain words; the worst is said first."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rooms.room.media.quality import WORDS, Measurements, Trouble, Verdict, judge, words

GOOD = Measurements(up_kbps=1600, down_kbps=3000, round_trip_ms=40.0, jitter_ms=5.0)


def changed(**numbers: object) -> Measurements:
    return msgspec.structs.replace(GOOD, **numbers)


@pytest.mark.parametrize(
    ("numbers", "score", "trouble"),
    [
        (GOOD, 5, None),
        (Measurements(), 5, None),
        (changed(up_loss=0.02), 4, None),
        (changed(round_trip_ms=300.0), 4, None),
        (changed(smaller=True), 3, Trouble.SMALLER),
        (changed(up_loss=0.05), 3, Trouble.WEAK_UPLOAD),
        (changed(up_loss=0.12), 2, Trouble.WEAK_UPLOAD),
        (changed(up_loss=0.2, sound_loss=0.2), 1, Trouble.BREAKS_UP),
        (changed(reduced=2), 3, Trouble.REDUCED),
        (changed(down_loss=0.05), 3, Trouble.SLOW_DOWNLOAD),
        (changed(reduced=2, down_loss=0.2), 2, Trouble.SLOW_DOWNLOAD),
        (changed(round_trip_ms=500.0), 3, Trouble.LATE),
        (changed(round_trip_ms=900.0), 2, Trouble.LATE),
        (changed(jitter_ms=80.0), 3, Trouble.UNEVEN),
        (changed(silent=True, up_loss=0.12), 1, Trouble.SILENT),
        (changed(lost=True, silent=True), 1, Trouble.LOST),
    ],
)
def test_numbers_are_judged(numbers: Measurements, score: int, trouble: Trouble | None) -> None:
    assert judge(numbers) == Verdict(score, trouble)


def test_words_name_others_and_speak_to_the_person() -> None:
    said = words(Trouble.SMALLER, "Ana")
    assert said == "Ana's upload is weak: the picture is reduced, the sound is safe."
    assert words(Trouble.SMALLER, None).startswith("Your upload is weak")
    assert words(None, "Ana") == ""


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_sentences_without_a_gender(trouble: Trouble) -> None:
    for sentence in WORDS[trouble]:
        assert sentence.endswith(".")
        assert not {"he", "she", "him", "her", "his", "hers"} & set(sentence.lower().split())


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 5000), st.floats(0, 500))
def test_worse_numbers_never_score_better(
    up: float, down: float, more: float, round_trip: float, jitter: float
) -> None:
    numbers = Measurements(up_loss=up, down_loss=down, round_trip_ms=round_trip, jitter_ms=jitter)
    worse = msgspec.structs.replace(numbers, up_loss=max(up, more), round_trip_ms=round_trip + 100)
    assert 1 <= judge(worse).score <= judge(numbers).score <= 5
