"""How far a take is: rooms writes the phase down, rooms' pages and the gateway's show it."""

from typing import Literal, TypeAlias

TakePhase: TypeAlias = Literal[
    "recording", "storing", "recorded", "finishing", "finished", "failed"
]

SETTLED: frozenset[TakePhase] = frozenset({"finished", "failed"})
"""Nothing happens to these any more by itself."""
