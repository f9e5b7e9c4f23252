"""What waits for the recorder is bounded, and is sent again from the last checkpoint on."""

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import NamedTuple

import pytest

from services.rooms.takes.recording import journal
from services.rooms.takes.recording.journal import Journal, RecorderPipe


def filled(*messages: bytes) -> Journal:
    journal = Journal()
    for message in messages:
        journal.add(message)
    return journal


def test_what_is_not_covered_is_sent_again() -> None:
    journal = filled(b"1", b"22", b"333")
    assert journal.take(100) == [b"1", b"22", b"333"]
    assert journal.cover(1) == 1
    journal.add(b"4444")
    journal.rewind()
    assert journal.take(100) == [b"22", b"333", b"4444"]
    assert journal.size == 9


def test_no_more_is_sent_than_there_is_room_for() -> None:
    journal = filled(b"1", b"22", b"333")
    assert journal.take(2) == [b"1", b"22"]
    assert not journal.sent
    assert journal.take(0) == []
    assert journal.take(1) == [b"333"]
    assert journal.sent


def test_only_what_was_sent_can_be_covered() -> None:
    journal = filled(b"1", b"22")
    journal.take(1)
    assert journal.cover(2) == 1
    assert journal.take(9) == [b"22"]


async def test_what_does_not_fit_is_dropped_but_never_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(journal, "MOST_OF_ONE", 4)
    monkeypatch.setattr(journal, "MOST_OF_ALL", 6)
    one, other = Journal(), Journal()
    box = RecorderPipe(lambda: (one, other))
    assert [box.put(one, b"1234"), box.put(one, b"5")] == [True, False]
    assert [box.put(other, b"123"), box.put(other, b"12")] == [False, True]
    assert box.put(one, b"end", must=True)
    one.take(9)
    box.cover(one, 2)
    assert box.put(one, b"12")
    box.drop(one)
    assert box.put(Journal(), b"123")


class Pipe(NamedTuple):
    """A pipe's two ends."""

    writer: asyncio.StreamWriter
    reader: asyncio.StreamReader


@pytest.fixture
async def pipe() -> AsyncIterator[Pipe]:
    here, there = socket.socketpair()
    _, writer = await asyncio.open_connection(sock=here)
    reader, other_writer = await asyncio.open_connection(sock=there)
    yield Pipe(writer, reader)
    for end in (writer, other_writer):
        end.close()


async def test_what_there_is_no_room_for_yet_follows_by_itself(pipe: Pipe) -> None:
    one, other = Journal(), Journal()
    box = RecorderPipe(lambda: (one, other))
    box.open(pipe.writer)
    box.put(one, b"1234")
    box.put(other, b"56")
    box.flush(4)
    assert (one.sent, other.sent) == (True, False)
    assert await pipe.reader.readexactly(6) == b"123456"


async def test_nothing_is_added_to_a_full_pipe(pipe: Pipe) -> None:
    one, stuffing = Journal(), 4 * journal.MOST_IN_PIPE
    box = RecorderPipe(lambda: (one,))
    box.open(pipe.writer)
    pipe.writer.write(bytes(stuffing))
    box.put(one, b"1")
    box.flush()
    assert not one.sent
    assert (await pipe.reader.readexactly(stuffing + 1))[-1:] == b"1"
