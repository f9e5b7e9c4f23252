"""What is sent by somebody who tries: values for every door."""

from typing import Any
from urllib.parse import quote

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.extent import examples


def sample(few: int) -> settings:
    """Return how a door is tried: by `few` examples in a plain run."""
    return settings(
        max_examples=examples(few),
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


# Each has broken something somewhere: what no database holds, what no number has room for, days
# before and after all others, names that are none, bytes that are no text.
NASTY = (
    "", " ", "\x00", "a\x00b", "\x1b[0m", "\r\nSet-Cookie: x=1", "\u202e", "\ufeff", "\U0010ffff",
    "٣", "ﬁ", "İ", "ß", "é", "💥", "a\u0301" * 50, "{{7*7}}", "%00", "%s%n", "../../etc/passwd",
    "-1", "0", "1e400", "NaN", "inf", "9" * 30, "9" * 5000, str(2**31), str(2**63), "0x10", "1_0",
    "0001-01-01", "9999-12-31", "2027-02-30", "2027-01-15T10:00:00+99:99", "24:00", "23:59:60",
    "00:00", "Europe/London\x00", "../UTC", "Factory", "null", "true", "[]", "{}", '{"a":' * 2000,
    "00000000-0000-0000-0000-000000000000", "https://xn--", "https://xn--a", "http://[", "https://[::",
    "https://a@b:99999/", "https://\u2488.test/", "https://" + "a" * 300 + ".test/", "//", "\\\\x",
    "a@" + "b" * 300 + ".test", "\x00@x.test", '"a b"@x.test', "a@xn--", "a@[1.2.3.4]", "@",
    "x" * 20_000,
)  # fmt: skip
TEXTS = st.sampled_from(NASTY) | st.text(max_size=60)
# As they go into a form or an address: some are no UTF-8 (a lone surrogate among them).
RAW = TEXTS.map(lambda text: text.encode(errors="surrogatepass")) | st.sampled_from(
    [b"\xff", b"\xed\xa0\x80", b"\xc0\x80", b"\xf8\x88\x80\x80\x80"]
)
QUOTED = RAW.map(lambda raw: quote(raw, safe=""))
# As the value of a header: bytes of any kind but those that end it (RFC 9110, section 5.5).
HEADERS = RAW.map(lambda raw: raw.translate(None, b"\r\n\x00\x0b\x0c")[:4000].strip(b" \t"))
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | TEXTS.map(lambda text: text.encode(errors="replace").decode()),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
