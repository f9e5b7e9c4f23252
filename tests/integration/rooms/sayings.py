"""One well-formed message of every kind that is heard on a stage."""

from typing import get_args
from uuid import uuid4

from services.rooms import heard
from tests.integration.rooms.visitor import Seen

OTHER = "the other person"
"""Stands for somebody's `who`."""

SAYINGS: dict[type[heard.Message], Seen] = {
    heard.Publish: {"sdp": "v=0"},
    heard.Subscribe: {},
    heard.Answer: {"sdp": "v=0"},
    heard.Devices: {"microphone": True, "camera": True},
    heard.Chat: {"text": "Good morning"},
    heard.Ping: {},
    heard.Consent: {"agreed": True, "statement": "recording-2026-11"},
    heard.BringIn: {"who": [OTHER]},
    heard.SendBack: {"who": [OTHER]},
    heard.StartTake: {"role_id": str(uuid4()), "scene": "4"},
    heard.StopTake: {},
    heard.Look: {"sizes": ["large", "small", "none"]},
    heard.Mute: {"who": OTHER, "muted": False},
    heard.Remove: {"who": OTHER},
    heard.LetIn: {"who": OTHER},
    heard.Speak: {"on": True},
    heard.NameTake: {"take_id": str(uuid4()), "name": "With the umbrella"},
    heard.Mark: {"text": "Lovely"},
    heard.Prompt: {"title": "Scene 4", "text": "I am a seagull."},
    heard.Scroll: {"at": 0.5},
    heard.EndSession: {},
}

KINDS: tuple[type[heard.Message], ...] = get_args(heard.OnStage)


def said(kind: type[heard.Message], other: str) -> Seen:
    """Fill in a message about the other person."""
    return {field: _named(value, other) for field, value in SAYINGS[kind].items()}


def _named(value: object, other: str) -> object:
    if isinstance(value, list):
        return [_named(one, other) for one in value]
    return other if value == OTHER else value
