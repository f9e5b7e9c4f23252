"""`traceparent` as W3C Trace Context defines it: what is not valid is as if it were not there."""

import pytest

from shared import trace_context

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = "b7ad6b7169203331"


@pytest.mark.parametrize(
    "header",
    [f"00-{TRACE}-{PARENT}-01", f"00-{TRACE}-{PARENT}-00", f"cc-{TRACE}-{PARENT}-01-what-comes"],
)
def test_the_trace_id_is_read(header: str) -> None:
    assert trace_context.read(header) == TRACE


@pytest.mark.parametrize(
    "header",
    [
        "",
        TRACE,
        f"ff-{TRACE}-{PARENT}-01",
        f"00-{'0' * 32}-{PARENT}-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"00-{TRACE.upper()}-{PARENT}-01",
        f"00-{TRACE}-{PARENT}-01-more",
        f"00-{TRACE}-{PARENT}-1",
        f"00-{TRACE}-{PARENT}-01\n",
        f"00-{TRACE[:-1]}\u0665-{PARENT}-01",
        f"00-{TRACE[:-1]}-{PARENT}-01",
    ],
)
def test_what_is_not_valid_is_not_read(header: str) -> None:
    assert trace_context.read(header) is None


def test_an_id_is_handed_on_as_it_is_read() -> None:
    (header,) = trace_context.headers(TRACE).values()
    assert trace_context.read(header) == TRACE


@pytest.mark.parametrize("request_id", [None, "", "no trace", TRACE + "0", "x\r\nset-cookie: a"])
def test_what_is_no_trace_id_is_not_handed_on(request_id: str | None) -> None:
    assert trace_context.headers(request_id) == {}
