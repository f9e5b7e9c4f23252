"""Snapshots of a stage in Redis: everyone is back in their place when the room opens on another
node, because its own was killed or stops. Without a snapshot, actors are in the lobby."""

import time
from typing import Any

import msgspec
from redis.exceptions import RedisError

from services.rooms.stage import prompter
from services.rooms.stage.model import CLOSED, Returning, SavedSnapshot, StageSnapshot
from services.rooms.stage.stage import Stage
from shared import log

EXPIRES_S = 60
SAVE_EVERY_S = 20.0
BACK_WITHIN_S = 30.0
"""Who comes back later than this waits in the lobby, as everyone who comes."""

logger = log.get(__name__)

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(StageSnapshot).decode


async def restore(stage: Stage) -> None:
    """Restore the stage as it was on another node, if that is not long ago."""
    try:
        raw: Any = await stage.context.redis.get(_key(stage))
        found = _decode(raw) if raw else StageSnapshot()
    except (OSError, RedisError, msgspec.DecodeError) as error:
        logger.warning("snapshot not restored", room=stage.name, error=str(error))
        return
    stage.returning = Returning(frozenset(found.on_stage), time.monotonic() + BACK_WITHIN_S)
    if found.text:
        stage.prompter = prompter.opened(found.title, found.text, found.at)


async def save(stage: Stage) -> None:
    """Save a snapshot, if the stage has changed or the last one would expire."""
    body, now = _encode(_snapshot(stage)), time.monotonic()
    if body == stage.saved.body and now - stage.saved.at < SAVE_EVERY_S:
        return
    try:
        await stage.context.redis.set(_key(stage), body, ex=EXPIRES_S)
    except (OSError, RedisError) as error:
        logger.warning("snapshot not saved", room=stage.name, error=str(error))
    else:
        stage.saved = SavedSnapshot(body, now)


def _snapshot(stage: Stage) -> StageSnapshot:
    on_stage = {participant.who for participant in stage.on_stage} | stage.expected_back
    text = stage.prompter
    if text is CLOSED:
        return StageSnapshot(sorted(on_stage))
    return StageSnapshot(sorted(on_stage), text.title, text.text, text.at)


def _key(stage: Stage) -> str:
    return f"memory:{stage.name}"
