"""What went wrong is said within the office's shell to members, and kindly to everybody else."""

import re
from html import unescape

import pytest

from tests.installation import Office, Visitor

pytestmark = pytest.mark.one_office
HTML = {"accept": "text/html"}


@pytest.mark.parametrize("path", ["/nowhere", "/takes/01a22b9b-9871-7144-811a-5b0ba53e8e86"])
async def test_a_member_finds_the_shell_around_it(
    path: str, office: Office, stranger: Visitor
) -> None:
    theirs = await office.owner.get(path, headers=HTML)
    assert theirs.status_code == 404
    assert 'class="rail"' in theirs.text
    assert 'href="/today">Go to Today' in theirs.text


async def test_everybody_else_finds_a_plain_page(office: Office, stranger: Visitor) -> None:
    lost = await stranger.get("/nowhere", headers=HTML)
    assert lost.status_code == 404
    assert 'class="rail"' not in lost.text
    assert 'href="/">To the start' in lost.text
    forged = await stranger.get("/join/" + "A" * 46, headers=HTML)
    assert forged.status_code == 403
    assert "casting office that invited you" in forged.text
    stranger.client.cookies.set("session", "of nobody")
    assert 'class="rail"' not in (await stranger.get("/nowhere", headers=HTML)).text


async def test_what_is_of_another_office_is_not_said_to_be_there(
    office: Office, neighbour: Office
) -> None:
    page = await office.owner.get(neighbour.production, headers=HTML)
    assert (page.status_code, 'class="rail"' in page.text) == (404, True)
    assert "The Tempest" not in page.text


async def test_what_was_typed_outlives_the_session(office: Office, stranger: Visitor) -> None:
    """A page keeps it in a form of its own; htmx has it still, and is told to ask over the page."""
    typed = {"name": 'Zoë "Ö" <b>', "company": "Étoile"}
    session = office.owner.client.cookies["session"]
    office.owner.client.cookies["session"] = "ended"
    kept = await office.owner.post("/contacts", "/sign-in", data=typed, headers=HTML)
    assert kept.status_code == 401
    assert 'href="/sign-in" target="_blank"' in kept.text
    form = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', kept.text))
    assert {name: unescape(form[name]) for name in typed} == typed
    asked = await office.owner.post(
        "/contacts", "/sign-in", data=typed, headers=HTML | {"hx-request": "true"}
    )
    assert (asked.status_code, asked.headers["hx-trigger"]) == (401, "signed-out")
    assert asked.headers["hx-reswap"] == "none"
    office.owner.client.cookies["session"] = session
    named = {name: unescape(value) for name, value in form.items()}
    assert (await office.owner.post("/contacts", "/contacts", data=named)).status_code == 303
    assert "Zoë" in (await office.owner.get("/contacts")).text
