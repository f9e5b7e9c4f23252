"""Ranges of stored files (RFC 9110, section 14.1.2)."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.web.rendering.file_response import (
    RangeNotSatisfiable,
    disposition,
    serve,
    span_of,
)
from shared.objects import Objects, Span


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


async def test_what_a_browser_does_not_show_is_saved(tmp_path: Path) -> None:
    objects = Objects(tmp_path.as_uri())
    for key, kind, how in (
        ("a.pdf", "application/pdf", 'inline; filename="it"'),
        ("a.svg", "application/octet-stream", 'attachment; filename="it"'),
        ("a.html", "application/octet-stream", 'attachment; filename="it"'),
        ("a", "application/octet-stream", 'attachment; filename="it"'),
    ):
        await objects.put(key, b"x")
        answer = await serve(objects, key, {}, name="it")
        assert answer.media_type == kind
        assert answer.headers["content-disposition"] == how
        assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"


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


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("sides.pdf", 'inline; filename="sides.pdf"'),
        ("Zoë.pdf", "inline; filename=\"Zoe.pdf\"; filename*=UTF-8''Zo%C3%AB.pdf"),
        ("台本.pdf", "inline; filename=\"file.pdf\"; filename*=UTF-8''%E5%8F%B0%E6%9C%AC.pdf"),
        ('a"b;c\r\nset-cookie: x.pdf', None),
        ("\u202egpj.exe", 'inline; filename="gpj.exe"'),
        ("../../etc/passwd", None),
    ],
)
def test_a_file_is_named_as_it_was_written(name: str, header: str | None) -> None:
    """RFC 6266 section 4.3 and RFC 8187 section 3.2."""
    made = disposition("inline", name)
    assert header is None or made == header
    assert made.isascii()
    assert re.fullmatch(
        r"inline; filename=\"[\w .()-]+\"(; filename\*=UTF-8''([\w!#$&+.^`|~-]|%[0-9A-F]{2})+)?",
        made,
    )
