"""What several parts of the system must say alike is declared once; where another language has to
repeat it (SQL, JavaScript, prose), this compares."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, get_args

import asyncpg
import pytest

from services.gateway.casting.auditions.model import IN_WORDS, GuestRole
from services.gateway.identity.access_links.model import Scope
from services.gateway.web import permissions
from services.rooms.protocol.server_messages import Where
from services.rooms.protocol.state import ShownPhase
from services.rooms.takes.model import BEFORE
from shared.tenancy import schema_of
from shared.tickets import Place, StageRole
from shared.vocabulary.close_codes import FINAL, CloseCode
from shared.vocabulary.member_roles import MemberRole
from shared.vocabulary.take_endings import WORDS, TakeEnding
from shared.vocabulary.take_phases import SETTLED, TakePhase
from tests.migrated import Founded

ROOT = Path(__file__).resolve().parents[2]
ROOM = ROOT / "services/gateway/ui/js/room"
PROTOCOL = ROOT / "services/rooms/PROTOCOL.md"
# Where close codes stand as numbers: where they are declared, repeated and explained.
DECLARED = {
    ROOT / "shared/vocabulary/close_codes.py",
    ROOM / "close_codes.js",
    PROTOCOL,
}
_CODE = re.compile(r"(?<![\w.-])4[45]\d\d(?![\w.-])")
_RFC = re.compile(r"RFC \d+")
_WORD = re.compile(r'"(\w+)"')
_SQL_WORD = re.compile(r"'(\w+)'")
_CHECK = """SELECT string_agg(pg_get_constraintdef(oid), ' ') FROM pg_constraint
    WHERE conrelid = $1::regclass AND contype = 'c' AND pg_get_constraintdef(oid) ~ $2"""


def words_of(declared: Any) -> set[str]:
    return set(get_args(declared))


def javascript_type(name: str) -> set[str]:
    """Return the words of a union that protocol.d.ts exports."""
    found = re.search(rf"type {name} = ([^;]+);", (ROOM / "protocol.d.ts").read_text())
    assert found, name
    return set(_WORD.findall(found[1]))


def test_browsers_have_the_close_codes() -> None:
    text = (ROOM / "close_codes.js").read_text()
    found = {name: int(code) for name, code in re.findall(r"(\w+): (\d+),", text)}
    assert found == {code.name: code.value for code in CloseCode}


def test_the_protocol_explains_the_close_codes() -> None:
    text = PROTOCOL.read_text()
    rows = re.findall(r"^\| (\d{4}) \| .+ \| (.+) \|$", text, re.MULTILINE)
    assert {int(code) for code, _ in rows} == {code.value for code in CloseCode}
    assert {int(code) for code, does in rows if does.startswith("stops")} == FINAL
    assert {int(code) for code in _CODE.findall(text)} <= {code.value for code in CloseCode}


def test_nobody_else_says_a_close_code_as_a_number() -> None:
    files = [
        path
        for folder in ("services", "shared")
        for kind in ("*.py", "*.js", "*.ts", "*.html", "*.md")
        for path in (ROOT / folder).rglob(kind)
        if "node_modules" not in path.parts and not {"built", "built.new"} & {*path.parts}
    ]
    assert set(files) >= DECLARED
    said = {path for path in files if _CODE.search(_RFC.sub("", path.read_text()))}
    assert said == DECLARED


def test_phases_of_takes() -> None:
    assert set(BEFORE) == words_of(TakePhase) == javascript_type("TakePhase")
    assert words_of(TakePhase) > SETTLED
    received = re.search(r"`takes` .*`phase`: ([^;]+);", PROTOCOL.read_text())
    assert received
    # A take that still runs is told of as `take`, not in the list of those that were.
    assert set(re.findall(r"`(\w+)`", received[1])) == words_of(TakePhase) - {"recording"}
    running = re.search(r"`take` \| .*`phase`: ([^;]+);", PROTOCOL.read_text())
    assert running
    assert set(re.findall(r"`(\w+)`", running[1])) == words_of(ShownPhase)


def test_endings_of_takes_have_words() -> None:
    assert set(WORDS) == words_of(TakeEnding)


def test_roles_in_a_room() -> None:
    assert javascript_type("Role") == words_of(StageRole)
    assert set(IN_WORDS) == words_of(StageRole) | words_of(GuestRole)


def test_places() -> None:
    found = re.search(r"where: ([^;]+);", (ROOM / "protocol.d.ts").read_text())
    assert found
    assert set(_WORD.findall(found[1])) == words_of(Where)


def test_parts_of_members() -> None:
    assert set(permissions.ROLE_NAMES) == words_of(MemberRole)


@pytest.fixture
async def owner(founded: Founded) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(founded.url)
    yield connection
    await connection.close()


@pytest.mark.parametrize(
    ("table", "column", "declared"),
    [
        ("take", "phase", TakePhase),
        ("visit", "role", StageRole),
        ("visit", "place", Place),
        ("guest", "role", GuestRole),
        ("access_link", "scope", Scope),
        ("platform.membership", "role", MemberRole),
        ("platform.invitation", "role", MemberRole),
    ],
)
async def test_the_database_takes_the_same_words(
    table: str, column: str, declared: Any, founded: Founded, owner: Any
) -> None:
    label = table if "." in table else f"{schema_of(founded.agency)}.{table}"
    check = await owner.fetchval(_CHECK, label, rf"\({column} = ANY")
    assert check, (table, column)
    assert set(_SQL_WORD.findall(check)) == words_of(declared)
