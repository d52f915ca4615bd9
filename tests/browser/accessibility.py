"""axe-core on a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def violations(page: Page, *rules: str) -> list[tuple[str, list[str]]]:
    """Rule and offending elements, for every rule of WCAG 2.2 AA (and axe's best practice) that the page breaks.

    `rules` are looked at alone where some are named.
    """
    options = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else RULES
    found = Axe().run(page, options=options).response["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]


def sticks_out(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
