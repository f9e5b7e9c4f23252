"""What a browser may say (PROTOCOL.md, "From the browser"). Each place hears its own kinds only."""

from typing import Annotated, TypeAlias
from uuid import UUID

import msgspec

LONGEST = 64 * 1024
"""Bytes of one message."""

Sdp: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=60_000)]
Who: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type"):
    """One message of one connection."""

    @classmethod
    def kind(cls) -> str:
        """Return the message's `type`."""
        return str(cls.__struct_config__.tag)


class Publish(Message, frozen=True, tag="publish"):
    sdp: Sdp


class Subscribe(Message, frozen=True, tag="subscribe"):
    pass


class Answer(Message, frozen=True, tag="answer"):
    sdp: Sdp


class Devices(Message, frozen=True, tag="devices"):
    microphone: bool
    camera: bool


class Chat(Message, frozen=True, tag="chat"):
    """`to` is looked at for hosts and runners on the stage only."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]
    to: Annotated[str, msgspec.Meta(pattern="^(stage|lobby)$")] = "stage"


class Ping(Message, frozen=True, tag="ping"):
    pass


class Consent(Message, frozen=True, tag="consent"):
    agreed: bool
    statement: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class BringIn(Message, frozen=True, tag="bring_in"):
    who: Who


class SendBack(Message, frozen=True, tag="send_back"):
    who: Who


class StartTake(Message, frozen=True, tag="start_take"):
    role_id: UUID
    scene: Annotated[str, msgspec.Meta(max_length=80)]


class StopTake(Message, frozen=True, tag="stop_take"):
    pass


InBackRoom: TypeAlias = Publish | Subscribe | Answer | Devices | Chat | Ping
OnStage: TypeAlias = InBackRoom | Consent | BringIn | SendBack | StartTake | StopTake

IN_BACK_ROOM: msgspec.json.Decoder[Message] = msgspec.json.Decoder(InBackRoom)
ON_STAGE: msgspec.json.Decoder[Message] = msgspec.json.Decoder(OnStage)

COST: dict[type[Message], int] = {Publish: 10, Subscribe: 10, Answer: 5, StartTake: 5}
"""How many plain messages one of these counts for: they make the node work."""
