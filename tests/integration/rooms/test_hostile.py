"""Whatever somebody says in a room is acted upon, refused, or the end of who said it."""

from typing import Any

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from services.rooms.protocol import client_messages
from tests.fuzzing import JSON, TEXTS, sample
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.messages import KINDS, said
from tests.integration.rooms.visitor import Gateway

ODD = JSON | TEXTS.map(lambda text: text.encode(errors="replace").decode())


@sample(60)
@given(st.sampled_from(KINDS), ODD, st.integers(0, 3))
@example(client_messages.Prompt, "a\x00b", 1)
@example(client_messages.Prompt, "a\x00b", 0)
@example(client_messages.Chat, "\x00", 0)
@example(client_messages.Consent, "\x00", 1)
@example(client_messages.StartTake, "\x00", 1)
@example(client_messages.Mark, "\x00", 0)
@example(client_messages.NameTake, "\x00", 1)
async def test_a_message_with_one_odd_field(
    gateway: Gateway,
    audition: AuditionSession,
    kind: type[client_messages.ClientMessage],
    odd: Any,
    which: int,
) -> None:
    # The example before may have ended the room, which then opens again.
    host = await gateway.visit_again(audition.on_stage("host", "Vera"))
    actor = await gateway.visit_again(audition.on_stage("actor", "Nina", waits=1))
    message = said(kind, actor.who)
    if message:
        message[list(message)[which % len(message)]] = odd
    with capture_logs() as logs:
        await host.says_raw(msgspec.json.encode({"type": kind.kind(), **message}))
        await host.goes_on()
    await host.leaves()
    await actor.leaves()
    stumbled = [line for line in logs if line["log_level"] in {"error", "critical"}]
    assert not stumbled


async def test_a_backslash_that_is_typed_is_no_character_that_no_text_has(
    gateway: Gateway, audition: AuditionSession
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    await host.says("chat", text="write \\u0000, or \\\\u0000")
    assert (await host.hears("chat"))["text"] == "write \\u0000, or \\\\u0000"
