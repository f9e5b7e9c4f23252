"""`./infra/data` as an operator types it."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from infra.archives.installation import Installation
from shared.migrations import ROOT
from tests.integration.archives.conftest import ACTOR, Office

Offices = tuple[Office, Office]


class Said(str):
    """What a command said; `code` is how it ended."""

    code: int


Typing: TypeAlias = Callable[..., Awaitable[Said]]


@pytest.fixture
def type_in(database: str, tmp_path: Path) -> Typing:
    async def run(*words: str) -> Said:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "infra.archives", *words),
            cwd=ROOT,
            env={
                "PATH": os.defpath,
                "DATABASE_URL": database,
                "OBJECT_STORE_URL": (tmp_path / "objects").as_uri(),
            },
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await process.communicate()
        said = Said(output.decode())
        said.code = process.returncode or 0
        return said

    return run


async def test_an_agency_is_exported_deleted_and_imported_again(
    place: Installation, offices: Offices, tmp_path: Path, type_in: Typing
) -> None:
    run, ours, file = type_in, offices[0], str(tmp_path / "ours.tar.gz")
    said = await run("export", str(ours.id), file)
    assert "Ours: " in said
    assert "and 2 files in" in said
    assert os.stat(file).st_mode & 0o777 == 0o600  # noqa: PTH116 - a moment, in a test
    refused = await run("delete", str(ours.id), "--name", "Theirs")
    assert refused.code == 1
    assert refused == f"infra/data: agency {ours.id} is called 'Ours', not 'Theirs'\n"
    assert await run("delete", str(ours.id), "--name", "Ours") == "Ours is deleted\n"
    assert await run("import", file) == f"Ours is here as {ours.id}\n"
    again = await run("import", file)
    assert (again.code, "here already" in again) == (1, True)


async def test_a_person_and_a_backup(
    place: Installation, offices: Offices, tmp_path: Path, type_in: Typing
) -> None:
    run = type_in
    assert "what is kept about ana" in await run("export-person", ACTOR, str(tmp_path / "ana.tgz"))
    said = await run("backup", str(tmp_path / "backup"))
    assert said.splitlines()[-1] == f"2 agencies are in {tmp_path / 'backup'}"
    assert "also as a guest of 2 agencies" in await run("erase-person", ACTOR)
    nobody = await run("erase-person", ACTOR)
    assert nobody == f"infra/data: nobody here has the address {ACTOR}\n"
