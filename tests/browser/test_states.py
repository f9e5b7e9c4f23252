"""What pages show only after something was done on them: menus, drawers, questions and problems, as
wide as 320 px (WCAG 2.2, 1.4.10), in light and dark."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser import pictures
from tests.browser.axe import check_accessible, too_wide
from tests.browser.people import somebody
from tests.browser.stages import session_cookie
from tests.installation import Installation, Office

NARROW: dict[str, Any] = {"viewport": {"width": 320, "height": 640}}
Act: TypeAlias = Callable[[Page], Awaitable[None]]

_EMPTY = """(form) => {
  form.noValidate = true;
  for (const field of form.querySelectorAll("input[required]")) field.value = "";
}"""


async def _as_it_comes(page: Page) -> None:
    """Do nothing: what is looked at is the page."""


def _refused(form: str, opener: str = "") -> Act:
    """Send a form with nothing in its fields, as a browser that does not check them does."""

    async def act(page: Page) -> None:
        if opener:
            await page.locator(f"a[data-opens]:has-text('{opener}'):visible").first.click()
        found = page.locator(form).first
        await found.evaluate(_EMPTY)
        await found.locator("button:not([type=button])").last.click()
        await expect(found.locator("[aria-invalid=true]").first).to_be_focused()

    return act


async def _menu_of_a_row(page: Page) -> None:
    await page.locator("#slot-1 .more summary").click()
    await expect(page.get_by_role("link", name="Move to …, or swap")).to_be_visible()


async def _asked_to_delete(page: Page) -> None:
    await page.locator(".title-row .menu summary").click()
    await page.get_by_role("button", name="Delete the session").click()
    await expect(page.get_by_role("alertdialog")).to_be_visible()


async def _slot_refused(page: Page) -> None:
    await page.get_by_text("Change, split or remove").click()
    await _refused("#change")(page)


async def _pasted(page: Page) -> None:
    await page.get_by_label("List").fill("Ben Okafor, ben@states.test\nno address\n")
    await page.get_by_role("button", name="Show where they go").click()
    await expect(page.get_by_role("region", name="Preview")).to_be_visible()


async def _overtaken(page: Page) -> None:
    """Edit a session that was edited meanwhile."""
    version = int(await page.locator("[name=version]").input_value())
    path = page.url.removesuffix("/edit").replace("/sessions/", "/api/v1/sessions/")
    edited = {"version": version, "preparation": "Bring a hat."}
    assert (await page.request.patch(path, data=edited)).ok
    form = page.locator("form[action$='/edit']")
    await form.get_by_label("Title").fill("Another title")
    await form.get_by_role("button", name="Save", exact=True).click()
    await expect(form.locator(".problem")).to_contain_text("Bring a hat.")


async def _all_ways(page: Page) -> None:
    await page.locator(".tabbar summary").click()
    await expect(page.locator(".tabbar .sheet")).to_be_visible()


async def _palette(page: Page) -> None:
    await page.wait_for_load_state()  # before, no script hears a key
    await page.keyboard.press("Control+k")
    await page.keyboard.type("tempest")
    await expect(page.locator("#palette-found a").first).to_be_visible()


STATES: Mapping[str, tuple[str, Act]] = {
    "a row's menu": ("{session}", _menu_of_a_row),
    "slots that are refused": ("{session}", _refused("#add-slots form", "Add slots")),
    "a session to delete": ("{session}", _asked_to_delete),
    "who is refused": ("{session}/company", _refused("#invite form", "Invite somebody")),
    "mails of a session": ("{session}/mails", _as_it_comes),
    "takes of a session": ("{session}/takes", _as_it_comes),
    "who is to be told": ("{session}/notifications", _as_it_comes),
    "a slot that is refused": ("{slot}", _slot_refused),
    "a pasted list": ("{session}/list", _pasted),
    "an edit that came second": ("{session}/edit", _overtaken),
    "a role that is refused": ("{production}", _refused("#add-role form", "Add a role")),
    "a day that is refused": (
        "{production}/sessions",
        _refused("#lay-out form", "Lay out a session"),
    ),
    "people of a production": ("{production}/people", _as_it_comes),
    "money": ("{production}/money", _as_it_comes),
    "billing": ("/billing", _as_it_comes),
    "an office without a name": ("/settings", _refused("form[action='/settings/name']")),
    "a calendar's month": ("/calendar?month=2027-01", _as_it_comes),
    "a blocked time that is refused": ("/calendar/blocked-times", _refused("main form.card")),
    "takes": ("/takes", _as_it_comes),
    "the bin": ("/bin", _as_it_comes),
    "help that has nothing": ("/help?q=zyzzyva", _as_it_comes),
    "all ways of a phone": ("/today", _all_ways),
    "what was found": ("/today", _palette),
}


@pytest.mark.timeout(300)
async def test_every_state_fits_and_is_accessible(
    installation: Installation, office: Office, chromium: Browser
) -> None:
    places = await _places(office)
    cookie: Any = session_cookie(office, installation)
    async with somebody(chromium, base_url=installation.url, **NARROW) as page:
        await page.context.add_cookies([cookie])
        wrong = [each for name in STATES if (each := await _look(page, name, places))]
    assert not wrong, "\n".join(wrong)


async def _places(office: Office) -> dict[str, str]:
    """Return the addresses of a day with an actor who was not told and a producer who was, and of
    the actor's slot."""
    owner = office.owner
    contact = (await owner.client.post("/api/v1/contacts", json={"name": "Nora Lind"})).json()
    await owner.post(f"/contacts/{contact['id']}/delete", "/contacts")
    session = await owner.lay_out(office.production, slots="4", break_after="2", rooms="2")
    slots = (await owner.get(f"/api/v1{session}/slots")).json()
    person = {"name": "Ana Silva", "email": "ana@states.test"}
    await owner.post(f"/slots/{slots[0]['id']}/people", session, data=person)
    watcher = {"name": "Paula Rivers", "title": "Producer", "email": "paula@states.test"}
    await owner.post(f"{session}/watchers", session, data=watcher)
    slot = f"/slots/{slots[0]['id']}"
    return {"session": session, "slot": slot, "production": office.production}


async def _look(page: Page, name: str, places: dict[str, str]) -> str:
    """Return what is wrong with a state, or nothing."""
    path, act = STATES[name]
    await page.emulate_media(color_scheme="light")
    await page.goto(path.format(**places))
    try:
        await act(page)
        await pictures.keep(page, f"state {name}", "narrow")
        await check_accessible(page)
    except AssertionError as error:
        return f"{name}: {error}"
    wide = await too_wide(page)
    return f"{name} is {wide} px too wide" if wide else ""
