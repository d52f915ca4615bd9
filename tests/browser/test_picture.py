"""The moment as a picture: an SVG that needs nothing else, and a PNG of it."""

import base64
import re
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import pages_of
from tests.browser.frames import run, scene
from tests.browser.visitors import Visitors
from tests.site import Site

pytestmark = pytest.mark.browser

Pages = Mapping[str, Page]
SVG = "{http://www.w3.org/2000/svg}"
TITLES = {"en-US": "One topic, a queue for each service", "ko-KR": "토픽 하나, 서비스마다 큐 하나"}
LEDGER = {"kind": "ledger", "handled": 1130, "moving": 2, "waiting": 84, "lost": 0, "again": 3, "programs": {}}

DRAW = """async ([frames, width, many]) => {
    const { MessagingScene } = await import('#lab/scenes/messaging.js');
    const { Store } = await import('#lab/room/store.js');
    document.getElementById('drawn')?.remove();
    const host = document.createElement('div');
    host.id = 'drawn';
    Object.assign(host.style, { width: `${width}px`, position: 'relative' });
    document.querySelector('main').prepend(host);
    const scene = new MessagingScene(host);
    const store = new Store();
    for (const frame of frames) {
        scene.take(store.apply(frame), store, 1);
        scene.draw(store, 300, 1);
    }
    for (let at = 0; at < many; at += 1) {
        const move = { from: 'storefront', to: 'sns/orders', depart_ms: 0, arrive_ms: 1000, again: at % 2 === 1 };
        scene.moves.add(`many/${at}`, move, 0, 1);
    }
    if (many) scene.draw(store, 300, 1);
    await scene.moves.large.promised; // where many marks go
    if (many) scene.draw(store, 0, 1);
    globalThis.scene = scene;
}"""
SAVE = """async ([format, title]) => {
    const { savePicture } = await import('#lab/room/picture.js');
    await savePicture(globalThis.scene, format, { title, atMs: 43_200 });
}"""
PIXELS = """async (url) => {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const brush = canvas.getContext('2d');
    brush.drawImage(image, 0, 0);
    const pixels = new Uint32Array(brush.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    return { corner: [...new Uint8Array(pixels.buffer, 0, 4)], colours: new Set(pixels).size };
}"""


@pytest.fixture(scope="module")
def pages(visitors: Visitors, site: Site) -> Iterator[Pages]:
    """A page in each language; its own bench stands still."""
    with pages_of(visitors, site) as open_page:
        yield {locale: open_page("/", locale=locale, reduced_motion="reduce") for locale in TITLES}


def drawn(page: Page, *, width: int = 900, many: int = 0) -> Page:
    """The page with the scene of the made-up run on it."""
    frames = run(100)
    frames[-1]["set"] |= {"ledger": LEDGER}
    page.evaluate(DRAW, [frames, width, many])
    return page


def saved(page: Page, form: str, title: str) -> tuple[str, bytes]:
    """The name and content of the file that the browser was given."""
    with page.expect_download() as download:
        page.evaluate(SAVE, [form, title])
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def as_hex(colour: str) -> str:
    red, green, blue = re.findall(r"\d+", colour)
    return f"#{int(red):02x}{int(green):02x}{int(blue):02x}"


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize(("locale", "width"), [("en-US", 900), ("ko-KR", 900), ("ko-KR", 320)])
def test_a_saved_svg_is_whole_and_needs_nothing_else(pages: Pages, locale: str, width: int) -> None:
    name, content = saved(drawn(pages[locale], width=width), "svg", TITLES[locale])
    assert name == "fan-out-00m43s.svg"
    picture = ElementTree.fromstring(content)
    assert picture.tag == f"{SVG}svg"
    assert picture.get("lang") == locale[:2]
    texts = [element.text or "" for element in picture.iter(f"{SVG}text")]
    assert {entity["name"] for entity in scene(0).values() if "name" in entity} <= set(texts)
    assert TITLES[locale] in " ".join(texts)
    assert "00:43.2" in texts
    assert any("1,130" in text for text in texts)
    text = content.decode().replace("http://www.w3.org/2000/svg", "")
    assert re.findall(r"https?:|url\(|href|@import|<script|<style|class=|var\(|light-dark|oklab|\bstyle=", text) == []


def test_the_states_are_drawn_as_on_the_page_and_what_is_hidden_is_left_out(pages: Pages) -> None:
    page = drawn(pages["en-US"])
    _, content = saved(page, "svg", TITLES["en-US"])
    picture = ElementTree.fromstring(content)
    dashed = [box for box in picture.iter(f"{SVG}rect") if box.get("stroke-dasharray")]
    stopped = page.locator("#drawn [data-id='shipping/1'] .box").evaluate("(box) => getComputedStyle(box).stroke")
    assert [box.get("stroke") for box in dashed] == [as_hex(stopped)]
    pips = [pip for pip in picture.iter(f"{SVG}circle") if pip.get("r") == "3.5"]
    assert len(pips) == page.locator("#drawn .pip:not([display=none])").count() > 0
    assert picture.findall(".//*[@display]") == []


@pytest.mark.parametrize("width", [900, 320])
def test_no_line_of_the_caption_leaves_the_picture(pages: Pages, width: int) -> None:
    page = drawn(pages["en-US"], width=width)
    _, content = saved(page, "svg", TITLES["en-US"])
    outside = page.evaluate(
        """(text) => {
            const host = document.querySelector('main');
            host.replaceChildren(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement);
            const right = Number(host.firstChild.getAttribute('width'));
            const ends = [...host.querySelectorAll('text')].map((one) => [one.textContent, one.getBBox()]);
            const bottom = Number(host.firstChild.getAttribute('height'));
            return ends.filter(([, box]) => box.x + box.width > right || box.y + box.height > bottom);
        }""",
        content.decode(),
    )
    assert outside == []


@pytest.mark.parametrize(("color_scheme", "sheet"), [("light", [255, 255, 255, 255]), ("dark", [20, 32, 54, 255])])
def test_a_saved_png_is_twice_as_sharp_and_shows_the_theme(
    pages: Pages, color_scheme: Literal["light", "dark"], sheet: list[int]
) -> None:
    page = drawn(pages["ko-KR"])
    page.emulate_media(color_scheme=color_scheme)
    _, content = saved(page, "svg", TITLES["ko-KR"])
    picture = ElementTree.fromstring(content)
    name, png = saved(page, "png", TITLES["ko-KR"])
    assert name == "fan-out-00m43s.png"
    assert size_of(png) == (2 * int(picture.attrib["width"]), 2 * int(picture.attrib["height"]))
    pixels = page.evaluate(PIXELS, f"data:image/png;base64,{base64.b64encode(png).decode()}")
    assert pixels["corner"] == sheet
    assert pixels["colours"] > 100


def test_what_the_canvas_shows_is_drawn_as_shapes(pages: Pages) -> None:
    page = drawn(pages["en-US"], many=600)
    on_canvas = page.evaluate("globalThis.scene.moves.canvas.shown.length")
    _, content = saved(page, "svg", TITLES["en-US"])
    outlines = [path.get("d", "") for path in ElementTree.fromstring(content).iter(f"{SVG}path")]
    assert on_canvas > 300
    assert sum(outline.count("M") for outline in outlines if outline.count("M") > 100) == on_canvas
