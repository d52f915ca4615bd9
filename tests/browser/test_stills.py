"""The stills in the labs' folders are what their scenes draw today; `make stills` draws them anew."""

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.fixtures import OpenPage
from tests.site import Site
from tests.stills import LOCALES, WIDTHS, file_of, labs_with_stills, stills

pytestmark = pytest.mark.browser

BYTES_MAX = 20_000


def test_every_still_is_what_its_scene_draws(browser: Browser, site: Site) -> None:
    drawn = stills(browser, site.address, labs_with_stills())
    old = [f"{path.parent.name}/{path.name}" for path, text in drawn if not path.exists() or path.read_text() != text]
    assert old == [], "make stills"


def test_a_still_is_small_and_has_words_and_no_names_or_styles_of_its_own() -> None:
    found = [file_of(lab, shape, language) for lab in labs_with_stills() for shape in WIDTHS for language in LOCALES]
    assert found
    for path in found:
        text = path.read_text()
        assert len(text.encode()) <= BYTES_MAX
        assert re.search(r'^<svg [^>]*role="img">\n<title>[^<]+</title>\n<desc>[^<]+</desc>', text)
        assert not re.search(r'\s(id|style|fill)="', text)


def test_the_place_decides_which_drawing_is_seen(open_page: OpenPage) -> None:
    page = open_page("/", reduced_motion="reduce")
    drawings = "".join(file_of(labs_with_stills()[0], shape, "en").read_text() for shape in WIDTHS)
    page.evaluate(
        """(drawings) => {
            const place = document.body.appendChild(document.createElement('div'));
            place.className = 'drawing-place';
            place.innerHTML = drawings;
        }""",
        drawings,
    )
    seen = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        seen += page.evaluate("""() => [...document.querySelectorAll('body > .drawing-place > svg')]
            .filter((one) => one.checkVisibility()).map((one) => one.classList[2])""")
    assert seen == ["wide", "narrow"]
