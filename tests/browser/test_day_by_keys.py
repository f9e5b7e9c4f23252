"""A day of an office by the keyboard alone, in Chromium and in Firefox: somebody signs in, finds a
session, fills and moves its slots, tells people and takes it back, edits it while a colleague does,
deletes it and takes that back."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest

from tests.browser.keyboards import Keyboard
from tests.browser.tabs import Browser
from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.test_team import join

HEADING = "main h1"
ASKED = "409 (Conflict)"
"""What Chromium's console says of a form that was answered by a question."""


@pytest.fixture(scope="module")
async def colleague(installation: Installation, office: Office) -> AsyncIterator[Visitor]:
    """Another member of the office, who works beside us."""
    async with installation.browser() as visitor:
        await join(installation, office, visitor)
        yield visitor


@pytest.fixture(params=["Chromium", "Firefox"])
async def keyboard(
    request: pytest.FixtureRequest, puppet_chromium: Browser, firefox: Browser
) -> AsyncIterator[Keyboard]:
    browser = {each.name: each for each in (puppet_chromium, firefox)}[request.param]
    async with browser.tab() as tab:
        yield Keyboard(tab)
        tab.wrong[:] = [said for said in tab.wrong if ASKED not in said]


async def test_a_day_by_the_keyboard_alone(
    installation: Installation, office: Office, colleague: Visitor, keyboard: Keyboard
) -> None:
    title = f"Callbacks in {keyboard.tab.browser.name}"
    session = await office.owner.lay_out(office.production, title=title, slots="4")
    await office.owner.invite(session, f"{uuid4().hex}@actors.test")
    await _sign_in(keyboard, installation, office)
    await _find(keyboard, title)
    await _add(keyboard)
    await _move_and_swap(keyboard)
    await _tell_and_take_back(keyboard)
    await _edit_beside(keyboard, colleague, session)
    await _delete_and_take_back(keyboard, f"{title}, again")


async def _sign_in(keyboard: Keyboard, installation: Installation, office: Office) -> None:
    email = office.actor.replace("ana-", "owner-").replace("@actors.", "@office.")
    before = (await installation.mails.newest(email)).id
    await keyboard.tab.goto(f"{installation.url}/sign-in")
    await keyboard.fill("Your email address", email)
    await keyboard.press("Enter")
    await keyboard.sees(HEADING, "Look into your mailbox")
    await keyboard.tab.goto(await installation.link_to(email, "sign-in", after=before))
    await keyboard.enter("Sign in")
    await keyboard.sees(HEADING, "Hello")


async def _find(keyboard: Keyboard, title: str) -> None:
    await keyboard.press("Control+k")
    await keyboard.type(title)
    await keyboard.sees("#palette-found a", title)
    await keyboard.press("Enter")
    await keyboard.sees(HEADING, title)


async def _add(keyboard: Keyboard) -> None:
    await keyboard.enter("Skip to the content")
    await keyboard.enter("Add somebody")
    await keyboard.sees(HEADING, "10:15")
    await keyboard.fill("Name", "Ben Okafor")
    await keyboard.fill("Email address", f"{uuid4().hex}@actors.test")
    await keyboard.press("Enter")
    await keyboard.sees("#slot-2", "Ben Okafor")


async def _move_and_swap(keyboard: Keyboard) -> None:
    await keyboard.reach("What to do with 10:15")
    await keyboard.press("ArrowUp", "m")
    await keyboard.sees(HEADING, "10:00")
    await _choose_slot(keyboard, "10:30")
    await keyboard.sees("#slot-3", "Ana Silva")
    await keyboard.reach("What to do with 10:30")
    await keyboard.press("m")
    await keyboard.sees(HEADING, "10:30")
    await _choose_slot(keyboard, "10:15")
    await keyboard.sees("#slot-2", "Ana Silva")
    await keyboard.sees("#slot-3", "Ben Okafor")


async def _choose_slot(keyboard: Keyboard, time: str) -> None:
    """Move the people of a slot's page: options of a list are found by typing how they begin."""
    await keyboard.fill("Slot", time)
    await keyboard.enter("Move")


async def _tell_and_take_back(keyboard: Keyboard) -> None:
    await keyboard.enter("Notify 2 people")
    await keyboard.sees("main tbody", "Moved, was 10:00")
    await keyboard.fill("A line that all of them read", "With apologies.")
    await keyboard.enter("Notify 2 people")
    await keyboard.sees(".banner", "Mails to 2 people leave at")
    await keyboard.enter("Take them back")
    await keyboard.gone(".banner")
    await keyboard.sees(".unsent", "2 people do not know yet")


async def _edit_beside(keyboard: Keyboard, colleague: Visitor, session: str) -> None:
    await keyboard.enter("More")
    await keyboard.enter("Edit")
    await keyboard.sees("#edit", "Edit")
    await _prepare(colleague, session, "Bring a hat.")
    await keyboard.reach("Title")
    await keyboard.press("End")
    await keyboard.type(", again")
    await keyboard.press("Enter")
    await keyboard.sees(".problem", "Bring a hat.")
    await keyboard.enter("Save what I changed")
    await keyboard.gone("#edit")
    await keyboard.sees(HEADING, ", again")
    assert "Bring a hat." in (await colleague.get(f"{session}/edit")).text


async def _prepare(colleague: Visitor, session: str, words: str) -> None:
    """Say how to prepare, by another form than the one that somebody has before them."""
    edited: Any = {"version": 1, "preparation": words}
    answer = await colleague.client.patch(f"/api/v1{session}", json=edited)
    assert answer.status_code == 200, answer.text


async def _delete_and_take_back(keyboard: Keyboard, title: str) -> None:
    await keyboard.enter("More")
    await keyboard.enter("Delete the session")
    await keyboard.sees("dialog", "their links stop working")
    await keyboard.enter("Delete")
    await keyboard.sees(HEADING, "The Tempest")
    await keyboard.sees(".toast", f"{title}")
    await keyboard.enter("Undo")
    await keyboard.sees(HEADING, title)
    await keyboard.sees("#slot-2", "Ana Silva")
