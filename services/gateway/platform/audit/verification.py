"""Reads a whole log, and says whether it is as it was written."""

from collections.abc import AsyncIterable, AsyncIterator, Mapping
from uuid import UUID

import msgspec

from services.gateway.platform.audit import hashing, store
from services.gateway.platform.audit.model import Line
from services.gateway.platform.audit.sealing import store as seal_store
from services.gateway.platform.audit.sealing.model import Head, Seal
from shared.tenancy import Connection

_AT_ONCE = 20
NAMED = 20
"""How many of the lines that are in no seal a verdict has the ids of."""


class Broken(Exception):
    """A log is not as it was written; the text says where that shows first."""


class Verdict(msgspec.Struct, frozen=True):
    """What reading a whole log says.

    `broken` names the first line of the chain, or the first seal, that is not as it was written;
    None where all are. `unsealed` counts lines that are in no seal yet, `first_unsealed` has the
    ids of the oldest of them. `head` is the number of the newest seal, `hash` its hexadecimal hash:
    kept elsewhere, they show whether seals were cut off at the end.
    """

    lines: int
    head: int
    hash: str
    broken: str | None = None
    unsealed: int = 0
    first_unsealed: tuple[UUID, ...] = ()


async def verify(connection: Connection) -> Verdict:
    """Read a whole log, in a transaction that sees one moment, as far as it is whole."""
    unsealed = await seal_store.in_no_seal(connection)
    lines = await store.count(connection)
    head, broken = Head(0, hashing.FIRST), None
    try:
        async for whole in _heads(connection):
            head = whole
    except Broken as error:
        broken = str(error)
    named = tuple(unsealed[:NAMED])
    return Verdict(lines, head.number, head.hash.hex(), broken, len(unsealed), named)


async def _end_of_chain(lines: AsyncIterable[Line]) -> bytes:
    """Read the lines of before there were seals; return what the first seal is bound to."""
    previous, number = hashing.FIRST, 0
    async for line in lines:
        number += 1
        if line.line != number or line.hash != hashing.of_line(previous, line):
            raise Broken(f"line {number} of the chain was changed, moved or removed")
        previous = line.hash
    return previous


async def _heads(connection: Connection) -> AsyncIterator[Head]:
    """Read the chain, then the seals with their lines; yield where each that is whole ends.

    Raises:
        Broken
    """
    head = Head(0, await _end_of_chain(store.chained(connection)))
    yield head
    while seals := await seal_store.seals(connection, head.number, _AT_ONCE):
        ids = [line for seal in seals for line in seal.lines]
        lines = {line.id: line for line in await seal_store.lines(connection, ids)}
        for seal in seals:
            _check(seal, head, lines)
            head = Head(seal.number, seal.hash)
            yield head
    if twice := await seal_store.in_two_seals(connection):
        raise Broken(f"line {twice} is in two seals")


def _check(seal: Seal, head: Head, lines: Mapping[UUID, Line]) -> None:
    """Raises Broken."""
    if (seal.number, seal.previous) != (head.number + 1, head.hash):
        raise Broken(f"seal {head.number + 1} was changed or removed")
    if gone := [line for line in seal.lines if line not in lines]:
        raise Broken(f"line {gone[0]} of seal {seal.number} was removed")
    sealed = [lines[line] for line in seal.lines]
    if seal.hash != hashing.of_seal(seal.previous, seal.number, seal.sealed_at, sealed):
        raise Broken(f"seal {seal.number}, or a line in it, was changed")
