"""What is told over the scene, in the window's visible part: a reached goal, and where to go after the last one."""

import pytest

from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

TOLD = """async (onward) => {
    const { Toast } = await import('#lab/lesson/toast.js');
    const { html } = await import('#lab/room/elements.js');
    const figure = html('figure', {});
    const root = html('main', {}, [figure]);
    document.body.append(root);
    const toast = new Toast(figure, root);
    toast.goal({ event: 'GoalReached', data: { goal: 'drained' } }, { get: () => undefined }, onward);
    const { hidden, textContent } = toast.element;
    const link = toast.element.querySelector('a')?.getAttribute('href') ?? null;
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    const told = { before: hidden, words: textContent, link, after: toast.element.hidden };
    root.remove();
    return told;
}"""


def test_a_goal_that_is_reached_is_told_until_the_next_press_and_after_the_last_the_way_on(modules: Modules) -> None:
    told = modules(TOLD, None)
    assert (told["before"], told["after"]) == (False, True)
    assert (told["words"], told["link"]) == ("★ 목표 달성: drained", None)
    last = modules(TOLD, {"words": "Weiter:", "id": "broken", "title": "Find the fault"})
    assert last["words"] == "★ 목표 달성: drained. Weiter: Find the fault"
    assert last["link"] == "#broken"
