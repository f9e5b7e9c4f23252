"""One well-formed message of every kind that is heard on a stage."""

from typing import get_args
from uuid import uuid4

from services.rooms.protocol import client_messages
from tests.integration.rooms.visitor import Seen

OTHER = "the other person"
"""Stands for somebody's `who`."""

SAYINGS: dict[type[client_messages.ClientMessage], Seen] = {
    client_messages.Publish: {"sdp": "v=0"},
    client_messages.Subscribe: {},
    client_messages.Answer: {"sdp": "v=0"},
    client_messages.Devices: {"microphone": True, "camera": True},
    client_messages.Chat: {"text": "Good morning"},
    client_messages.Ping: {},
    client_messages.Consent: {"agreed": True, "statement": "recording-2026-11"},
    client_messages.BringIn: {"who": [OTHER]},
    client_messages.SendBack: {"who": [OTHER]},
    client_messages.StartTake: {"role_id": str(uuid4()), "scene": "4"},
    client_messages.StopTake: {},
    client_messages.LayerRequest: {"sizes": ["large", "small", "none"]},
    client_messages.Mute: {"who": OTHER, "muted": False},
    client_messages.Remove: {"who": OTHER},
    client_messages.LetIn: {"who": OTHER},
    client_messages.Speak: {"on": True},
    client_messages.NameTake: {"take_id": str(uuid4()), "name": "With the umbrella"},
    client_messages.Mark: {"text": "Lovely"},
    client_messages.Prompt: {"title": "Scene 4", "text": "I am a seagull."},
    client_messages.Scroll: {"at": 0.5},
    client_messages.EndSession: {},
}

KINDS: tuple[type[client_messages.ClientMessage], ...] = get_args(client_messages.OnStage)


def said(kind: type[client_messages.ClientMessage], other: str) -> Seen:
    """Fill in a message about the other person."""
    return {field: _named(value, other) for field, value in SAYINGS[kind].items()}


def _named(value: object, other: str) -> object:
    if isinstance(value, list):
        return [_named(one, other) for one in value]
    return other if value == OTHER else value
