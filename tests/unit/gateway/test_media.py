"""Ranges of stored files (RFC 9110, section 14.1.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.media import RangeNotSatisfiable, span_of
from shared.objects import Span


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-0", Span(0, 1, 100)),
        ("bytes=10-", Span(10, 100, 100)),
        ("bytes=90-500", Span(90, 100, 100)),
        ("bytes=-30", Span(70, 100, 100)),
        ("bytes=-500", Span(0, 100, 100)),
        (None, None),
        ("bytes=-", None),
        ("bytes=5-2", None),
        ("bytes=0-1,5-6", None),
        ("lines=1-2", None),
    ],
)
def test_a_range_is_a_span_of_bytes(header: str | None, span: Span | None) -> None:
    assert span_of(header, 100) == span


def test_a_range_behind_the_end_is_refused() -> None:
    for header in ("bytes=100-", "bytes=-0"):
        with pytest.raises(RangeNotSatisfiable):
            span_of(header, 100)


@given(st.text(max_size=40) | st.from_regex(r"bytes=\d{0,18}-\d{0,18}"), st.integers(0, 10**12))
def test_no_header_asks_for_more_than_there_is(header: str, size: int) -> None:
    try:
        span = span_of(header, size)
    except RangeNotSatisfiable:
        return
    assert span is None or 0 <= span.start <= span.end <= size
    assert span is None or span.start < span.end or size == 0
