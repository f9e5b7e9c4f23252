"""The messages of a browser (PROTOCOL.md, "From the browser"). Each kind of room has its own."""

from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec

LONGEST = 64 * 1024
"""Bytes of one message."""

Sdp: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=60_000)]
Mid: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=16)]
Who: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Group: TypeAlias = Annotated[list[Who], msgspec.Meta(min_length=1, max_length=6)]
SlotSize: TypeAlias = Literal["large", "small", "none"]
Scene: TypeAlias = Annotated[str, msgspec.Meta(max_length=80)]
TakeName: TypeAlias = Annotated[str, msgspec.Meta(max_length=80)]
Device: TypeAlias = Literal["microphone", "camera"]
Portion: TypeAlias = Annotated[float, msgspec.Meta(ge=0, le=1)]


class ClientMessage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type"):
    """One message of one connection."""

    @classmethod
    def kind(cls) -> str:
        """Return the message's `type`."""
        return str(cls.__struct_config__.tag)


class Publish(ClientMessage, frozen=True, tag="publish"):
    """`screen` is the mid (RFC 8843) of the section that carries a shared screen."""

    sdp: Sdp
    screen: Mid | None = None


class Subscribe(ClientMessage, frozen=True, tag="subscribe"):
    """Ask for an offer of media slots."""


class Answer(ClientMessage, frozen=True, tag="answer"):
    """Answer the offer of media slots."""

    sdp: Sdp


class LayerRequest(ClientMessage, frozen=True, tag="look"):
    """How large each slot is on the sender's screen; slots that are not named are large."""

    sizes: Annotated[list[SlotSize], msgspec.Meta(max_length=32)]


class Devices(ClientMessage, frozen=True, tag="devices"):
    """What is sent just now, and what of it the device keeps to itself: for a call, say."""

    microphone: bool
    camera: bool
    held: Annotated[list[Device], msgspec.Meta(max_length=2)] = []


class Chat(ClientMessage, frozen=True, tag="chat"):
    """A line of the chat. `to` counts for hosts and runners on the stage only."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]
    to: Annotated[str, msgspec.Meta(pattern="^(stage|lobby)$")] = "stage"


class Ping(ClientMessage, frozen=True, tag="ping"):
    """Show that the connection lives."""


class Consent(ClientMessage, frozen=True, tag="consent"):
    """Agree to be recorded, or not, after this version of the statement."""

    agreed: bool
    statement: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class BringIn(ClientMessage, frozen=True, tag="bring_in"):
    """Bring people from the lobby onto the stage."""

    who: Group


class SendBack(ClientMessage, frozen=True, tag="send_back"):
    """Send people from the stage back to the lobby."""

    who: Group


class Mute(ClientMessage, frozen=True, tag="mute"):
    """Mute somebody, or release them."""

    who: Who
    muted: bool


class Remove(ClientMessage, frozen=True, tag="remove"):
    """Remove somebody from the session's rooms."""

    who: Who


class EndSession(ClientMessage, frozen=True, tag="end_session"):
    """End the session in this room."""


class LetIn(ClientMessage, frozen=True, tag="let_in"):
    """Take a removal back."""

    who: Who


class Speak(ClientMessage, frozen=True, tag="speak"):
    """Begin or stop speaking to the stage."""

    on: bool


class StartTake(ClientMessage, frozen=True, tag="start_take"):
    """`countdown` is in seconds."""

    role_id: UUID
    scene: Scene
    name: TakeName = ""
    countdown: Literal[0, 3, 5] = 0


class StopTake(ClientMessage, frozen=True, tag="stop_take"):
    """Stop the take, or its countdown."""


class NameTake(ClientMessage, frozen=True, tag="name_take"):
    """Rename a take of the session."""

    take_id: UUID
    name: TakeName


class Mark(ClientMessage, frozen=True, tag="mark"):
    """Set a marker at this moment of the running take."""

    text: Annotated[str, msgspec.Meta(max_length=200)]


class Prompt(ClientMessage, frozen=True, tag="prompter"):
    """An empty text closes the prompter."""

    title: Annotated[str, msgspec.Meta(max_length=120)]
    text: Annotated[str, msgspec.Meta(max_length=20_000)]


class Scroll(ClientMessage, frozen=True, tag="scroll"):
    """Scroll the prompter to this part of the text."""

    at: Portion


InBackRoom: TypeAlias = Publish | Subscribe | Answer | LayerRequest | Devices | Chat | Ping
OnStage: TypeAlias = (
    InBackRoom | Consent | BringIn | SendBack | Mute | Remove | LetIn | Speak
    | StartTake | StopTake | NameTake | Mark | Prompt | Scroll | EndSession
)  # fmt: skip

IN_BACK_ROOM: msgspec.json.Decoder[ClientMessage] = msgspec.json.Decoder(InBackRoom)
ON_STAGE: msgspec.json.Decoder[ClientMessage] = msgspec.json.Decoder(OnStage)

COST: dict[type[ClientMessage], int] = {
    Publish: 10, Subscribe: 10, Prompt: 10,
    Answer: 5, StartTake: 5, NameTake: 5, Mark: 5, Remove: 5, LetIn: 5,
}  # fmt: skip
"""How many plain messages one of these counts for: they make the node work."""

STILL: frozenset[type[ClientMessage]] = frozenset({Ping, Chat, Answer, Scroll, Mark})
"""What changes nothing that a state shows."""
