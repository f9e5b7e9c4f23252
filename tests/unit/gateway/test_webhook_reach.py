"""Posting to webhooks: to the address that was looked at, once, and not for ever."""

import ssl
from pathlib import Path

import pytest

from infra.embedded import certificate
from services.gateway.platform.webhooks.delivery import ssrf_safe_client as module
from services.gateway.platform.webhooks.delivery.addresses import Addresses, Unreachable
from services.gateway.platform.webhooks.delivery.ssrf_safe_client import (
    ANSWER_LIMIT,
    SsrfSafeClient,
)
from tests.receiver import receiving
from tests.unit.gateway.names import Names

ANYWHERE = SsrfSafeClient(Addresses(anywhere=True))


async def test_the_connection_goes_to_the_address_that_was_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is asked once; TLS still wants a certificate for the name."""
    files = certificate.ensure(tmp_path, "192.0.2.1")  # it is for localhost too
    monkeypatch.setenv("SSL_CERT_FILE", str(files.authority))
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(files.chain, files.key)
    async with receiving(tls) as receiver:
        port = receiver.url.rpartition(":")[2]
        names = Names(monkeypatch, "127.0.0.1")
        reach = SsrfSafeClient(Addresses(anywhere=True))  # which reads what to trust
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
        answer = await ANYWHERE.post(receiver.url, {}, b"{}")
        assert (answer.code, len(answer.body)) == (302, ANSWER_LIMIT)
        await receiver.next()
        assert receiver.taken.empty()


@pytest.mark.parametrize("said", [b"", b"not HTTP at all\r\n\r\n", b"HTTP/1.1 200 OK\r\n"])
async def test_what_does_not_speak_http_is_not_reached(said: bytes) -> None:
    async with receiving() as receiver:
        receiver.answer = said
        with pytest.raises(Unreachable, match="failed"):
            await ANYWHERE.post(receiver.url, {}, b"{}")


async def test_what_is_silent_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TIMEOUT_S", 0.2)
    async with receiving() as receiver:
        receiver.let_go.clear()
        with pytest.raises(Unreachable, match="within"):
            await ANYWHERE.post(receiver.url, {}, b"{}")


async def test_nobody_listens() -> None:
    async with receiving() as receiver:
        closed = receiver.url
    with pytest.raises(Unreachable, match="failed"):
        await ANYWHERE.post(closed, {}, b"{}")
