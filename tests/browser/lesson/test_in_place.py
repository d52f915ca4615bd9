"""An outcome that opens above what is being read leaves it where it is."""

import pytest

from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

OPENS = """async (scrolled) => {
    const { inPlace } = await import('#lab/lesson/in_place.js');
    const place = document.body.appendChild(document.createElement('div'));
    const [form, text] = ['200px', '3000px'].map((height) => {
        const element = place.appendChild(document.createElement('p'));
        Object.assign(element.style, { height, margin: 0 });
        return element;
    });
    scrollTo(0, scrollY + form.getBoundingClientRect().top + scrolled);
    const before = text.getBoundingClientRect().top;
    inPlace(form, () => { form.style.height = '500px'; });
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    const after = text.getBoundingClientRect().top;
    place.remove();
    return Math.round(after - before);
}"""


@pytest.mark.parametrize(("scrolled", "pushed"), [(-50, 300), (50, 0), (250, 0)])
def test_what_is_read_below_stays_and_a_part_in_sight_opens_downward(
    modules: Modules, scrolled: int, pushed: int
) -> None:
    assert modules(OPENS, scrolled) == pushed
