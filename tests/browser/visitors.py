"""Who visits the site: browser contexts, cleaned and lent again, so that a page's files come out of their cache."""

import re
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

# What is a page's own and not its context's.
LOOKS = ("color_scheme", "reduced_motion", "forced_colors")
# A clock that a test has set for a page (`page.clock`) is its context's, and stays.
TIME_GOES = "() => setTimeout.toString().includes('native code')"
# A room goes on for minutes after its last viewer has gone, and costs the site as much as ever.
PAUSE = "() => document.querySelector('[data-play][data-playing=true]')?.click()"
TOKEN = re.compile(r'name="csrf-token" content="(\w+)"')


class Visitors:
    """Contexts of `browser`; each is somebody whom the site has never seen."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.resting: dict[str, list[BrowserContext]] = {}
        self.kinds: dict[BrowserContext, str] = {}

    def come(self, address: str, **options: Any) -> BrowserContext:
        """A context for the site at `address` with Playwright's `options`; those of LOOKS count for its pages only."""
        lasting = {key: value for key, value in options.items() if key not in LOOKS}
        lasting = {"base_url": address, "locale": "en-US", **lasting}
        kind = repr(sorted(lasting.items()))
        if self.resting.get(kind):
            return self.resting[kind].pop()
        context = self.browser.new_context(**lasting)
        self.kinds[context] = kind
        return context

    def page(self, context: BrowserContext, width: int, height: int, **options: Any) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        looks = {key: options[key] for key in LOOKS if key in options}
        if looks:
            page.emulate_media(**looks)
        return page

    def send(self, context: BrowserContext, address: str, path: str, form: dict[str, str]) -> str:
        """Sends a form as a page of the site would; the path that it leads to."""
        found = TOKEN.search(context.request.get("/rooms/join/").text())
        assert found
        headers = {"X-CSRFToken": found[1], "Origin": address, "Accept": "text/html"}
        answer = context.request.post(path, form=dict(form), headers=headers, max_redirects=0)
        assert answer.status == 302, f"{answer.status}: {answer.text()[:400]}"
        return answer.headers["location"]

    def go(self, context: BrowserContext, address: str) -> None:
        """Closes the pages; what the site and its pages have kept about the visitor is forgotten."""
        if context.pages and context.pages[-1].evaluate(TIME_GOES):
            kept = {"origin": address, "storageTypes": "local_storage"}
            context.new_cdp_session(context.pages[-1]).send("Storage.clearDataForOrigin", kept)
            for page in context.pages:
                page.evaluate(PAUSE)
                page.close()
            context.clear_cookies()
            self.resting.setdefault(self.kinds[context], []).append(context)
        else:
            context.close()
