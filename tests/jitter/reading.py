"""Sockets whose reads are held back: the selector does not look at them until it is time."""

import contextlib
import functools
from collections.abc import Callable
from selectors import EVENT_READ, SelectorKey
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from tests.jitter.chance import Chance


class Held(NamedTuple):
    key: SelectorKey
    timer: Any


class Reading:
    def __init__(self, chance: Chance, call_at: Callable[..., Any]) -> None:
        self._chance = chance
        self._call_at = call_at
        self._held: WeakKeyDictionary[Any, dict[int, Held]] = WeakKeyDictionary()

    def without_held(self, loop: Any, events: list[Any]) -> list[Any]:
        """Hold back some of what can be read; return the rest."""
        rest = []
        for key, mask in events:
            pause_s = self._chance.pause_s() if self._may_wait(loop, key, mask) else 0.0
            if pause_s:
                self._hold(loop, key, pause_s)
            left = mask & ~EVENT_READ if pause_s else mask
            if left:
                rest.append((key, left))
        return rest

    def let_go_before(self, change: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap what changes how a loop looks at a file: it finds everything as it left it."""

        @functools.wraps(change)
        def changed(loop: Any, file: Any, *rest: Any) -> Any:
            self._let_go(loop, file if isinstance(file, int) else file.fileno())
            return change(loop, file, *rest)

        return changed

    def _may_wait(self, loop: Any, key: SelectorKey, mask: int) -> bool:
        """A loop's own socket, by which other threads wake it, may not."""
        return bool(mask & EVENT_READ) and key.fileobj not in (loop._ssock, loop._ssock.fileno())

    def _hold(self, loop: Any, key: SelectorKey, pause_s: float) -> None:
        if left := key.events & ~EVENT_READ:
            loop._selector.modify(key.fileobj, left, key.data)
        else:
            loop._selector.unregister(key.fileobj)
        timer = self._call_at(loop, loop.time() + pause_s, self._let_go, loop, key.fd)
        self._held.setdefault(loop, {})[key.fd] = Held(key, timer)

    def _let_go(self, loop: Any, number: int) -> None:
        held = self._held.get(loop, {}).pop(number, None)
        if held is None or loop._selector is None:
            return
        held.timer.cancel()
        watched = loop._selector.get_map().get(number)
        with contextlib.suppress(OSError, ValueError):  # it was closed meanwhile
            if watched:
                loop._selector.modify(held.key.fileobj, watched.events | EVENT_READ, watched.data)
            else:
                loop._selector.register(held.key.fileobj, EVENT_READ, held.key.data)
