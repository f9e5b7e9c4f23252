"""Where webhooks may go: the public Internet over TLS, and nowhere inside (OWASP ASVS, SSRF)."""

import asyncio
import socket
import threading
from typing import Any

import pytest

from services.gateway.platform.webhooks.delivery.addresses import Addresses, Unreachable, is_outside
from services.gateway.platform.webhooks.delivery.ssrf_safe_client import SsrfSafeClient
from services.gateway.platform.webhooks.model import AddressRefused
from tests.unit.gateway.names import Names

INSIDE = [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
    "2002:7f00:1::1", "2001:db8::1", "2001::1", "100::1",
]  # fmt: skip
PUBLIC = Addresses(anywhere=False)


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
        ("https://xn--", "not an address"),
        ("https://xn--a/", "not an address"),
        ("https://xn--9999999999.example/", "not an address"),
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
        await SsrfSafeClient(PUBLIC).post(f"https://{host}/", {}, b"")


async def test_a_name_that_cannot_be_is_refused_in_words() -> None:
    with pytest.raises(AddressRefused, match="not known"):
        await PUBLIC.looked_at(f"https://{'a' * 64}.com/")


@pytest.mark.parametrize("answers", [("8.8.8.8", "10.0.0.1"), ("10.0.0.1", "8.8.8.8"), ()])
async def test_a_name_with_one_address_inside_is_refused(
    answers: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    Names(monkeypatch, *answers)
    with pytest.raises(Unreachable):
        await PUBLIC.resolve("example.com", 443)


async def test_names_that_are_never_found_hold_up_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ordinary, let_go = socket.getaddrinfo, threading.Event()

    def find(host: str, *how: Any, **more: Any) -> Any:
        return ordinary(host, *how, **more) if host == "127.0.0.1" else let_go.wait(30) and []

    monkeypatch.setattr(socket, "getaddrinfo", find)
    slow = [asyncio.create_task(PUBLIC.resolve("slow.example", 443)) for _ in range(40)]
    await asyncio.sleep(0)
    async with asyncio.timeout(30):
        assert await asyncio.get_running_loop().getaddrinfo("127.0.0.1", 80)
    let_go.set()
    await asyncio.gather(*slow, return_exceptions=True)
