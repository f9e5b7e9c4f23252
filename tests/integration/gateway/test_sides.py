"""Sides that somebody uploads: read once, apart from the gateway, and the words kept."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest

from tests.hostile import inflating_pdf
from tests.installation import Installation, Office

pytestmark = pytest.mark.with_sides
SIDES = re.compile(r"/sides/([0-9a-f-]{36})")


async def newest(office: Office) -> str:
    """Return the id of the sides that were uploaded last."""
    return str(SIDES.findall((await office.owner.get(office.production)).text)[-1])


async def test_pages_without_end_are_taken_in_and_have_no_words(office: Office) -> None:
    added = await office.owner.add_role(office.production, "Caliban", inflating_pdf())
    assert added.status_code == 303
    assert "7 pages" in (await office.owner.get(office.production)).text
    answer = await office.owner.get(f"/sides/{await newest(office)}/text")
    assert answer.status_code == 422
    assert "paste the text" in answer.text


async def test_words_are_read_when_the_file_comes_and_never_again(
    office: Office, installation: Installation
) -> None:
    sides = await newest(office)
    first = await office.owner.get(f"/sides/{sides}/text")
    assert "VIOLA" in first.text.upper()
    _forget_files(installation, sides)
    assert (await office.owner.get(f"/sides/{sides}")).status_code == 404, "the file is gone"
    assert (await office.owner.get(f"/sides/{sides}/text")).text == first.text


async def test_words_of_older_sides_are_read_at_the_first_look(
    office: Office, installation: Installation
) -> None:
    sides = await newest(office)
    before = (await office.owner.get(f"/sides/{sides}/text")).text
    await _as_an_older_house_left_them(installation, sides)
    assert (await office.owner.get(f"/sides/{sides}/text")).text == before
    _forget_files(installation, sides)
    assert (await office.owner.get(f"/sides/{sides}/text")).text == before


def _forget_files(installation: Installation, sides: str) -> None:
    files = Path(urlsplit(installation.plan.config.object_store_url).path)
    (found,) = files.rglob(f"{sides.replace('-', '')}.pdf")
    found.unlink()


async def _as_an_older_house_left_them(installation: Installation, sides: str) -> None:
    owner = await asyncpg.connect(installation.plan.config.owner_url)
    try:
        for schema in await owner.fetch(
            "SELECT 'agency_' || replace(id::text, '-', '') AS name FROM platform.agency"
        ):
            await owner.execute(
                f'UPDATE "{schema["name"]}".sides SET words = NULL WHERE id = $1', sides
            )
    finally:
        await owner.close()
