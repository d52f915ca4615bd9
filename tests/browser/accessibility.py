"""axe-core on a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What holds is only counted: to tell where it stands takes axe longer than to find it.
FOUND = {"resultTypes": ["violations"]}
TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
RUN = """async ([within, options]) => {
    const { violations } = await axe.run(within || document, options);
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))]);
}"""

TOO_WIDE = """async () => {
    for (let picture = 0; picture < 3; picture += 1) await new Promise(requestAnimationFrame);
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
}"""


def violations(page: Page, *rules: str, within: str = "") -> list[tuple[str, list[str]]]:
    """Rule and offending elements, for every rule of WCAG 2.2 AA (and axe's best practice) that the page breaks.

    `rules` are looked at alone where some are named; `within` a part, the rest of the page is not looked at again.
    """
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(Axe().axe_script)
    only = {"type": "rule", "values": list(rules)} if rules else TAGS
    return [(rule, parts) for rule, parts in page.evaluate(RUN, [within, {**FOUND, "runOnly": only}])]


def sticks_out(page: Page) -> int:
    """By how many pixels the page is wider than its window, once it has drawn itself for that."""
    return int(page.evaluate(TOO_WIDE))
