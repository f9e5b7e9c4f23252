"""What a stage leaves behind, so that everyone is back in their place when it opens elsewhere: its
node was killed or stops. It is kept in Redis for a while; without it, actors are in the lobby."""

import time
from typing import TYPE_CHECKING, Any

import msgspec
from redis.exceptions import RedisError

from services.rooms.stage.prompter import CLOSED, PrompterText, shown
from shared import log

if TYPE_CHECKING:
    from services.rooms.stage.stage import Stage

KEPT_S = 60
WRITE_EVERY_S = 20.0
BACK_WITHIN_S = 30.0
"""Who comes back later than this waits in the lobby, as everyone who comes."""

logger = log.get(__name__)


class StageSnapshot(msgspec.Struct, frozen=True):
    """Who was on stage, and what the prompter showed."""

    on_stage: list[str] = []
    title: str = ""
    text: str = ""
    at: float = 0.0


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(StageSnapshot).decode


class SnapshotStore:
    """The memory of one stage: read once, when it opens, and written when it changes."""

    def __init__(self) -> None:
        self._written: tuple[bytes, float] = b"", 0.0
        self._awaited: frozenset[str] = frozenset()
        self._until = 0.0

    def awaits(self, who: str) -> bool:
        """Say, once, whether somebody was on stage when it opened elsewhere last."""
        awaited = who in self._awaited and time.monotonic() < self._until
        self._awaited -= {who}
        return awaited

    async def recall(self, stage: "Stage") -> None:
        """Take up what the stage was when it was elsewhere, if that is not long ago."""
        try:
            raw: Any = await stage.context.redis.get(_key(stage))
            memory = _decode(raw) if raw else StageSnapshot()
        except (OSError, RedisError, msgspec.DecodeError) as error:
            logger.warning("not recalled", room=stage.name, error=str(error))
            return
        self._awaited, self._until = frozenset(memory.on_stage), time.monotonic() + BACK_WITHIN_S
        if memory.text:
            stage.prompter = shown(memory.title, memory.text, memory.at)

    async def write(self, stage: "Stage") -> None:
        """Write the memory down, if it has changed or would be forgotten."""
        memory, now = _encode(self._of(stage)), time.monotonic()
        if memory == self._written[0] and now - self._written[1] < WRITE_EVERY_S:
            return
        try:
            await stage.context.redis.set(_key(stage), memory, ex=KEPT_S)
        except (OSError, RedisError) as error:
            logger.warning("not remembered", room=stage.name, error=str(error))
        else:
            self._written = memory, now

    def _of(self, stage: "Stage") -> StageSnapshot:
        here = {participant.who for participant in stage.on_stage}
        awaited = self._awaited if time.monotonic() < self._until else frozenset()
        text: PrompterText = stage.prompter
        said = (text.title, text.text, text.at) if text is not CLOSED else ("", "", 0.0)
        return StageSnapshot(sorted(here | awaited), *said)


def _key(stage: "Stage") -> str:
    return f"memory:{stage.name}"
