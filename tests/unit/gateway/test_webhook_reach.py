"""Where webhooks may go: the public Internet over TLS, and nowhere inside (OWASP ASVS, SSRF)."""

import asyncio
import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infra.embedded import certificate
from services.gateway.webhooks import reach as module
from services.gateway.webhooks.model import AddressRefused
from services.gateway.webhooks.reach import ANSWER_LIMIT, Reach, Unreachable, is_outside
from tests.receiver import receiving

INSIDE = [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
    "2002:7f00:1::1", "2001:db8::1", "2001::1", "100::1",
]  # fmt: skip
PUBLIC = Reach(anywhere=False)


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_refused(address: str) -> None:
    assert not is_outside(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111"])
def test_a_public_address_is_not(address: str) -> None:
    assert is_outside(address)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://example.com/", "https"),
        ("ftp://example.com/", "https://"),
        ("file:///etc/passwd", "whole address"),
        ("example.com/hook", "whole address"),
        ("https://", "whole address"),
        ("https://user:pass@example.com/", "password"),
        ("https://user@example.com/", "password"),
        ("https://example.com:22/", "port"),
        ("https://example.com:80/", "port"),
        ("https://example.com:99999/", "port"),
        ("https://exa mple.com/\x00", "not an address"),
        ("https://[::1/", "not an address"),
    ],
)
def test_an_address_of_another_kind_is_refused_in_words(url: str, said: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        PUBLIC.checked(url)
    assert said in refused.value.fields["url"]


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://example.com/a?b=c#d", "https://example.com/a?b=c"),
        ("https://EXAMPLE.com:8443/", "https://example.com:8443/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ],
)
def test_an_address_is_kept_in_its_normal_form(url: str, normal: str) -> None:
    assert PUBLIC.checked(url) == normal


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "[::1]",
        "[::ffff:7f00:1]",
        "169.254.169.254",
    ],
)
async def test_a_name_that_leads_inside_is_refused(host: str) -> None:
    with pytest.raises(AddressRefused, match="not public"):
        await PUBLIC.looked_at(f"https://{host}/")
    with pytest.raises(Unreachable, match="not public"):
        await PUBLIC.post(f"https://{host}/", {}, b"")


async def test_a_name_that_cannot_be_is_refused_in_words() -> None:
    with pytest.raises(AddressRefused, match="not known"):
        await PUBLIC.looked_at(f"https://{'a' * 64}.com/")


class Names:
    """A resolver under somebody else's hand."""

    def __init__(self, *answers: str) -> None:
        self.answers = answers
        self.asked = 0

    async def __call__(self, _: str, port: int, **__: Any) -> list[tuple[Any, ...]]:
        self.asked += 1
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in self.answers]


@pytest.fixture
def lead(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Names]:
    """Let every name lead to some addresses."""

    def leading(*answers: str) -> Names:
        names = Names(*answers)
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", names)
        return names

    return leading


@pytest.mark.parametrize("answers", [("8.8.8.8", "10.0.0.1"), ("10.0.0.1", "8.8.8.8"), ()])
async def test_a_name_with_one_address_inside_is_refused(
    answers: tuple[str, ...], lead: Callable[..., Names]
) -> None:
    lead(*answers)
    with pytest.raises(Unreachable):
        await PUBLIC.resolve("example.com", 443)


async def test_the_connection_goes_to_the_address_that_was_looked_at(
    lead: Callable[..., Names], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is asked once; TLS still wants a certificate for the name."""
    files = certificate.ensure(tmp_path, "192.0.2.1")  # it is for localhost too
    monkeypatch.setenv("SSL_CERT_FILE", str(files.authority))
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(files.chain, files.key)
    async with receiving(tls) as receiver:
        port = receiver.url.rpartition(":")[2]
        names = lead("127.0.0.1")
        reach = Reach(anywhere=True)
        answer = await reach.post(f"https://localhost:{port}/in?a=b", {"x-y": "z"}, b"{}")
        assert (answer.code, names.asked) == (204, 1)
        taken = await receiver.next()
        assert (taken.line, taken.body) == ("POST /in?a=b HTTP/1.1", b"{}")
        assert (taken.headers["host"], taken.headers["x-y"]) == (f"localhost:{port}", "z")
        with pytest.raises(Unreachable, match="certificate"):
            await reach.post(f"https://other.example:{port}/", {}, b"")


async def test_redirects_are_not_followed_and_answers_not_read_whole() -> None:
    async with receiving() as receiver:
        receiver.refuses(302, "x" * 100_000, f"location: {receiver.url}/elsewhere")
        answer = await Reach(anywhere=True).post(receiver.url, {}, b"{}")
        assert (answer.code, len(answer.body)) == (302, ANSWER_LIMIT)
        await receiver.next()
        assert receiver.taken.empty()


@pytest.mark.parametrize("said", [b"", b"not HTTP at all\r\n\r\n", b"HTTP/1.1 200 OK\r\n"])
async def test_what_does_not_speak_http_is_not_reached(said: bytes) -> None:
    async with receiving() as receiver:
        receiver.answer = said
        with pytest.raises(Unreachable, match="failed"):
            await Reach(anywhere=True).post(receiver.url, {}, b"{}")


async def test_what_is_silent_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TIMEOUT_S", 0.2)
    async with receiving() as receiver:
        receiver.let_go.clear()
        with pytest.raises(Unreachable, match="within"):
            await Reach(anywhere=True).post(receiver.url, {}, b"{}")


async def test_nobody_listens() -> None:
    async with receiving() as receiver:
        closed = receiver.url
    with pytest.raises(Unreachable, match="failed"):
        await Reach(anywhere=True).post(closed, {}, b"{}")
