"""How the grid of a day says states: a word, an icon and, where it is done or needs you, a tone."""

from collections.abc import Mapping
from typing import Any

from services.gateway.casting.auditions.day import grid
from services.gateway.casting.auditions.day.model import PRESENCES, Presence
from services.gateway.casting.auditions.replies.model import IN_WORDS, ReplyState
from services.gateway.casting.candidates.answers.mails import ANSWERS

_REPLY_ICONS: Mapping[ReplyState, str] = {
    "not_told": "circle-dashed",
    "told": "mail",
    "opened": "message-square-reply",
    "confirmed": "circle-check",
    "cannot": "mail-warning",
    "another_time": "calendar",
    "confirm_again": "chevrons-up-down",
}
_PRESENCE_ICONS: Mapping[Presence, str] = {
    "not_here": "circle-dashed",
    "late": "clock-alert",
    "waiting": "hourglass",
    "on_stage": "video",
    "seen": "check",
    "no_show": "clock-alert",
}
_REPLY_TONES: Mapping[ReplyState, str] = {
    "not_told": "",
    "told": "",
    "opened": "",
    "confirmed": "good",
    "cannot": "fault",
    "another_time": "fault",
    "confirm_again": "fault",
}
_PRESENCE_TONES: Mapping[Presence, str] = {
    "not_here": "",
    "late": "fault",
    "waiting": "ink",
    "on_stage": "ink",
    "seen": "good",
    "no_show": "fault",
}

WORDS: Mapping[str, Any] = {
    "grid": grid,
    "replies": IN_WORDS,
    "presences": PRESENCES,
    "answers": ANSWERS,
    "REPLY_ICONS": _REPLY_ICONS,
    "REPLY_TONES": _REPLY_TONES,
    "PRESENCE_ICONS": _PRESENCE_ICONS,
    "PRESENCE_TONES": _PRESENCE_TONES,
}
"""What the template of the grid asks for."""
