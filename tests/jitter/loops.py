"""Holds back steps of asyncio's own loop. What one task, or one socket, does keeps its order.

A task has one step to come at a time, and a socket that is held back is not looked at until then,
so either is only late. Other callbacks of the loop, such as a connection's, are left alone: they
rely on the order in which they were asked for.
"""

import asyncio
from asyncio.base_events import BaseEventLoop
from asyncio.selector_events import BaseSelectorEventLoop
from typing import Any

from tests.jitter.chance import Chance
from tests.jitter.reading import Reading


def hold_back(chance: Chance) -> None:
    """Change asyncio's loops in this process, those that run and those to come."""
    _steps_of_tasks(chance)
    _timers(chance)
    _reads(chance)


def _is_step(callback: Any) -> bool:
    """Whether it goes on with a task: Python's own wrappers name the task so."""
    return isinstance(getattr(callback, "__self__", None), asyncio.Task)


def _steps_of_tasks(chance: Chance) -> None:
    soon, at = BaseEventLoop._call_soon, BaseEventLoop.call_at  # type: ignore[attr-defined]

    def call_soon(loop: Any, callback: Any, args: Any, context: Any) -> asyncio.Handle:
        if _is_step(callback) and (pause_s := chance.pause_s()):
            return at(loop, loop.time() + pause_s, callback, *args, context=context)
        handle: asyncio.Handle = soon(loop, callback, args, context)
        return handle

    BaseEventLoop._call_soon = call_soon  # type: ignore[attr-defined]


def _timers(chance: Chance) -> None:
    at = BaseEventLoop.call_at

    def call_at(loop: Any, when: float, *rest: Any, **more: Any) -> asyncio.TimerHandle:
        return at(loop, when + chance.pause_s(), *rest, **more)

    BaseEventLoop.call_at = call_at  # type: ignore[method-assign,assignment]


def _reads(chance: Chance) -> None:
    loops: Any = BaseSelectorEventLoop
    reading = Reading(chance, BaseEventLoop.call_at)
    process = loops._process_events

    def process_events(loop: Any, events: list[Any]) -> None:
        process(loop, reading.without_held(loop, events))

    loops._process_events = process_events
    for name in ("_add_reader", "_remove_reader", "_add_writer", "_remove_writer"):
        setattr(loops, name, reading.let_go_before(getattr(loops, name)))
