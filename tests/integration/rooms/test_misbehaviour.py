"""A client that misbehaves is ended with a reason, and the room goes on."""

import pytest

from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.visitor import Gateway, Visitor


async def goes_on(host: Visitor) -> None:
    await host.says("ping")
    await host.hears("pong")


@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        b"\xff\xfe",
        b'{"type":"unheard_of"}',
        b'{"type":"ping","more":1}',
        b'{"type":"chat","text":"' + b"x" * 2001 + b'"}',
        b'{"type":"chat","text":"' + b"x" * 70_000 + b'"}',
        b'{"type":"publish"}',
        b'{"type":"chat","text":"a\\u0000b"}',
    ],
)
async def test_a_malformed_message_ends_its_sender(
    gateway: Gateway, audition: AuditionSession, body: bytes
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    await actor.says_raw(body)
    assert (await actor.ends()).code == 4400
    await goes_on(host)


@pytest.mark.parametrize("sdp", ["nonsense", "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"])
async def test_a_malformed_description_ends_its_sender(
    gateway: Gateway, audition: AuditionSession, sdp: str
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    await actor.says("publish", sdp=sdp)
    end = await actor.ends()
    assert end.code == 4400
    assert "malformed" in end.reason
    await goes_on(host)


async def test_a_flood_ends_its_sender(gateway: Gateway, audition: AuditionSession) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    await actor.says_raw(*[b'{"type":"ping"}'] * 1_000)
    assert (await actor.ends()).code == 4429
    await goes_on(host)


async def test_a_forged_ticket_is_refused(gateway: Gateway, audition: AuditionSession) -> None:
    stranger = await gateway.knock(
        audition.on_stage("host", "Vera"), key="another-key-that-is-long-enough-too"
    )
    assert (await stranger.ends()).code == 4403
    assert stranger.received == []


async def test_an_answer_without_an_offer_is_refused(
    gateway: Gateway, audition: AuditionSession
) -> None:
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    assert (await actor.asks("answer", sdp="v=0"))["code"] == "not_subscribed"


async def test_a_watcher_shows_nothing(gateway: Gateway, audition: AuditionSession) -> None:
    watcher = await gateway.visit(audition.on_stage("decision_maker", "Olga"))
    refused = await watcher.asks("publish", sdp="v=0", screen="2")
    assert refused["code"] == "not_yours"
    assert (await watcher.asks("chat", text="Louder!"))["code"] == "not_yours"
    assert (await watcher.asks("consent", agreed=True, statement="recording-2026-11"))[
        "code"
    ] == "not_yours"
