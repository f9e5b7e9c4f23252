"""What may be said: every message of the protocol, and nothing else, whatever the bytes."""

from contextlib import suppress
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rooms.back_room.behaviour import BACK_ROOM
from services.rooms.protocol import client_messages
from services.rooms.room.behaviour import Behaviour
from services.rooms.stage.behaviour import STAGE

json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


@given(st.binary(max_size=200))
def test_bytes_are_a_message_or_malformed(body: bytes) -> None:
    with suppress(msgspec.DecodeError, UnicodeDecodeError):
        assert isinstance(client_messages.ON_STAGE.decode(body), client_messages.ClientMessage)


@given(
    st.sampled_from([kind.kind() for kind in STAGE.message_handlers]),
    st.dictionaries(st.text(), json),
)
def test_fields_fit_or_are_malformed(kind: str, fields: dict[str, object]) -> None:
    with suppress(msgspec.DecodeError):
        message = client_messages.ON_STAGE.decode(msgspec.json.encode(fields | {"type": kind}))
        assert message.kind() == kind


@pytest.mark.parametrize(
    "kind",
    [kind.kind() for kind in STAGE.message_handlers if kind not in BACK_ROOM.message_handlers],
)
def test_the_back_room_does_not_know_what_only_the_stage_does(kind: str) -> None:
    with pytest.raises(msgspec.ValidationError, match="Invalid value"):
        client_messages.IN_BACK_ROOM.decode(msgspec.json.encode({"type": kind}))


@pytest.mark.parametrize(
    ("behaviour", "language"),
    [(STAGE, client_messages.OnStage), (BACK_ROOM, client_messages.InBackRoom)],
)
def test_all_that_is_heard_has_a_handler(behaviour: Behaviour[Any], language: Any) -> None:
    assert set(behaviour.message_handlers) == set(get_args(language))
