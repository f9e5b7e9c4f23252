"""Texts of scripts: those of the page's catalog, in English where it has none."""

import json
from typing import Any

from playwright.async_api import Browser

from tests.browser import people
from tests.browser.people import somebody
from tests.installation import Installation

_SAY = """async ([language, catalog, query]) => {
  document.documentElement.lang = language;
  document.getElementById("texts")?.remove();
  if (catalog) document.head.append(Object.assign(document.createElement("script"),
    { id: "texts", type: "application/json", textContent: catalog }));
  const { gettext, ngettext } = await import(`/sources/page/texts.js?${query}`);
  const words = ["%(name)s has %(n)s page", "%(name)s has %(n)s pages"];
  const pages = (n) => ngettext(...words, n, { name: "<A>" });
  return [gettext("Leave"), gettext("%(lost)s %% lost", { lost: 3 }), ...[1, 2, 5].map(pages)];
}"""
POLISH = {
    "texts": {"Leave": "Wyjdź"},
    "plurals": {
        "%(name)s has %(n)s page": {
            "one": "%(name)s: %(n)s strona",
            "few": "%(name)s: %(n)s strony",
            "many": "%(name)s: %(n)s stron",
        }
    },
}


async def test_scripts_say_what_the_catalog_of_their_page_says(
    installation: Installation, chromium: Browser
) -> None:
    async with somebody(chromium) as page:
        await people.offer_sources(page)
        await page.goto(installation.url)

        async def said(language: str, catalog: dict[str, Any] | None) -> list[str]:
            given = [language, catalog and json.dumps(catalog), language]
            found: list[str] = await page.evaluate(_SAY, given)
            return found

        assert await said("en", None) == [
            "Leave", "3 % lost", "<A> has 1 page", "<A> has 2 pages", "<A> has 5 pages",
        ]  # fmt: skip
        assert await said("pl", POLISH) == [
            "Wyjdź", "3 % lost", "<A>: 1 strona", "<A>: 2 strony", "<A>: 5 stron",
        ]  # fmt: skip
