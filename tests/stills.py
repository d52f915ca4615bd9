"""`python -m tests.stills [LAB ...]`: has Chromium draw the stills of these labs, or of all, into the labs' folders.

The scene module itself draws, from the scenario's own run; there is no second renderer. A test draws them again.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from labs.catalog import Lab, all_labs  # noqa: E402
from labs.engines.sim import DEFAULT_START  # noqa: E402
from labs.rooms.clock import Clock  # noqa: E402
from labs.rooms.live import LiveRoom  # noqa: E402
from labs.rooms.run import Run  # noqa: E402
from labs.rooms.screens import Facts  # noqa: E402
from tests.chromium import FLAGS, MISSING, find_chromium  # noqa: E402
from tests.site import Site  # noqa: E402

LOCALES = {"ko": "ko-KR", "en": "en-US"}
# The place it stands in decides which one is shown; the narrowest phone's page leaves 294 pixels.
WIDTHS = {"wide": 800, "narrow": 294}
FRAMES_BEFORE_S = 5  # over which a worker's pace is measured
SECOND_US = 1_000_000
DRAW = (Path(__file__).parent / "still.js").read_text()


def file_of(lab: Lab, shape: str, language: str) -> Path:
    """`still.ko.svg`, and for narrow places `still-narrow.ko.svg`."""
    return lab.folder / f"still{'-narrow' * (shape == 'narrow')}.{language}.svg"


def labs_with_stills(*slugs: str) -> list[Lab]:
    """Those of these names, or all."""
    return [lab for lab in all_labs() if lab.still_s is not None and (not slugs or lab.slug in slugs)]


def stills(browser: Browser, address: str, labs: list[Lab]) -> Iterator[tuple[Path, str]]:
    """Where each still belongs, and how it is drawn today."""
    frames = {lab.slug: frames_of(lab) for lab in labs}
    for language, locale in LOCALES.items():
        context = browser.new_context(base_url=address, locale=locale, reduced_motion="no-preference")
        page = context.new_page()
        page.goto("/")
        page.locator("html[data-ready=true]").wait_for(state="attached")
        for lab in labs:
            for shape in WIDTHS:
                yield file_of(lab, shape, language), drawn(page, lab, frames[lab.slug], language, shape)
        context.close()


def drawn(page: Page, lab: Lab, frames: list[Any], language: str, shape: str) -> str:
    """The SVG of a lab's scene, its words in the page's language."""
    asked = {"frames": frames, "shape": shape, "width": WIDTHS[shape], "title": lab.title(language)}
    asked["scene"] = lab.scene
    return str(page.evaluate(DRAW, asked))


def frames_of(lab: Lab) -> list[Any]:
    """What a viewer of the scenario's run is told in the seconds up to the still's moment."""
    assert lab.still_s is not None
    run = Run(lab.build, lab.seeds[0], DEFAULT_START)
    sim = run.fresh()
    frames = []
    for second in range(max(0, lab.still_s - FRAMES_BEFORE_S), lab.still_s + 1):
        sim.run_until(second * SECOND_US)
        room = LiveRoom(run, sim, Clock(sim.now_us, 0.0, 1.0, False), Facts(lab=lab.slug, code=""))
        frames.append(json.loads(room.full("scene", 0)))
    return frames


def main(*slugs: str) -> str | None:
    """Saves the stills of these labs, or of all; returns what is missing to do so."""
    chromium, labs = find_chromium(), labs_with_stills(*slugs)
    if chromium is None:
        return MISSING
    if not labs:
        return f"No lab of this name has a still. There are: {', '.join(lab.slug for lab in labs_with_stills())}."
    with tempfile.TemporaryDirectory() as var, sync_playwright() as playwright:
        site = Site(Path(var))
        try:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            for path, text in stills(browser, site.address, labs):
                if not path.exists() or path.read_text() != text:
                    path.write_text(text)
                    print(path)
        finally:
            site.stop()
    return None


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
