"""Accessibility of a page by axe-core, in light and dark, and whether it fits."""

from pathlib import Path
from typing import Any

from playwright.async_api import Page

_AXE = (
    Path(__file__).parents[2] / "services/gateway/ui/node_modules/axe-core/axe.min.js"
).read_text()
_RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.filter((v) => ["serious", "critical"].includes(v.impact))
    .map((v) => [v.id, v.help, v.nodes.map((node) => node.html).slice(0, 3)]);
}"""

_TOO_WIDE = """() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth - clientWidth;
}"""


async def too_wide(page: Page) -> int:
    """Return how many pixels of a page are beside its window (WCAG 2.2, 1.4.10)."""
    beside: int = await page.evaluate(_TOO_WIDE)
    return beside


async def check_accessible(page: Page, *schemes: Any) -> None:
    """Fail on any serious or critical violation. Axe comes in past the CSP, as a debugger does."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(_AXE)
    for scheme in schemes or ("light", "dark"):
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        violations: list[Any] = await page.evaluate(_RUN)
        assert not violations, (page.url, scheme, violations)
