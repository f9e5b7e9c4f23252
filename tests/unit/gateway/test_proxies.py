"""Whom a request came from: told by proxies that are named, and by nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from litestar.types import Receive, Scope, Send

from services.gateway.settings import networks
from services.gateway.web.middleware.proxies import ProxyHeaders, TrustedProxies

PROXY, OURS = "10.0.0.1", TrustedProxies(networks("10.0.0.0/24, 2001:db8:aa::1"))


async def client_of(
    peer: str, headers: list[tuple[str, str]], trusted: TrustedProxies = OURS, kind: str = "http"
) -> tuple[str, str]:
    """Return the address and the scheme that the application sees."""
    seen: list[tuple[str, str]] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["client"]
        seen.append((scope["client"][0], scope["scheme"]))

    scope = {
        "type": kind, "client": (peer, 4711), "scheme": "ws" if kind == "websocket" else "http",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
    }  # fmt: skip
    await ProxyHeaders(app, trusted)(scope, None, None)  # type: ignore[arg-type]
    return seen[0]


FORWARDED = [
    ([("x-forwarded-for", "192.0.2.7")], "192.0.2.7"),
    ([("x-forwarded-for", "1.2.3.4, 192.0.2.7")], "192.0.2.7"),
    ([("x-forwarded-for", "1.2.3.4"), ("x-forwarded-for", "192.0.2.7, 10.0.0.9")], "192.0.2.7"),
    ([("x-forwarded-for", "192.0.2.7:4711")], "192.0.2.7"),
    ([("x-forwarded-for", "2001:db8::7")], "2001:db8::7"),
    ([("x-forwarded-for", "[2001:DB8:0::7]:4711")], "2001:db8::7"),
    ([("x-forwarded-for", "::ffff:192.0.2.7")], "192.0.2.7"),
    ([("forwarded", "for=192.0.2.7;proto=https;by=203.0.113.43")], "192.0.2.7"),
    ([("forwarded", 'For="[2001:db8:cafe::17]:4711"')], "2001:db8:cafe::17"),
    ([("forwarded", "for=1.2.3.4, for=192.0.2.7"), ("forwarded", "for=10.0.0.9")], "192.0.2.7"),
    ([("forwarded", "for=192.0.2.7"), ("x-forwarded-for", "1.2.3.4")], "192.0.2.7"),
    # Nothing that can be believed: then it is the proxy itself.
    ([], PROXY),
    ([("x-forwarded-for", "")], PROXY),
    ([("x-forwarded-for", "1.2.3.4, <script>")], PROXY),
    ([("x-forwarded-for", "1.2.3.4, unknown, 10.0.0.9")], "10.0.0.9"),
    ([("x-forwarded-for", "fe80::1%eth0\r\nwho=me")], PROXY),
    ([("forwarded", "for=1.2.3.4, for=unknown")], PROXY),
    ([("forwarded", "for=_hidden")], PROXY),
    ([("forwarded", 'for="1.2.3.4')], PROXY),
    ([("forwarded", "192.0.2.7")], PROXY),
]


@pytest.mark.parametrize(("headers", "address"), FORWARDED)
async def test_a_trusted_proxy_is_believed_as_far_as_it_saw(
    headers: list[tuple[str, str]], address: str
) -> None:
    assert (await client_of(PROXY, headers))[0] == address


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "192.0.2.99", "10.0.1.1"])
async def test_nobody_else_is_believed(peer: str) -> None:
    for headers, _ in FORWARDED:
        assert await client_of(peer, headers) == (peer, "http")
        assert await client_of(peer, headers, TrustedProxies()) == (peer, "http")


async def test_the_scheme_is_told_too() -> None:
    by_x = [("x-forwarded-for", "192.0.2.7"), ("x-forwarded-proto", "https")]
    by_rfc = [("forwarded", "for=192.0.2.7;proto=HTTPS")]
    for headers in (by_x, by_rfc):
        assert (await client_of(PROXY, headers))[1] == "https"
        assert (await client_of(PROXY, headers, kind="websocket"))[1] == "wss"
    odd = [("x-forwarded-for", "192.0.2.7"), ("x-forwarded-proto", "gopher")]
    assert (await client_of(PROXY, odd))[1] == "http"


@given(header=some.sampled_from(["forwarded", "x-forwarded-for"]), value=some.text(
    alphabet=some.characters(max_codepoint=255)))  # fmt: skip
async def test_whatever_is_written_an_address_comes_out(header: str, value: str) -> None:
    address, _ = await client_of(PROXY, [(header, value)])
    assert address == PROXY or networks(address)


@pytest.mark.parametrize("wrong", ["proxy.example", "10.0.0.1/8", "10.0.0.0/33", "*", "10.0.0"])
def test_what_is_no_address_is_not_trusted(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        networks(wrong)
