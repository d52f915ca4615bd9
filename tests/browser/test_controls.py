"""The bar's Run button: it says and takes back what was pressed, before the room has answered."""

from typing import Any

import pytest

from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

# Presses and frames in turn; what was sent, and what the button says after each.
PRESSES = """async (steps) => {
    const { Controls } = await import('#lab/room/controls.js');
    const bar = document.createElement('div');
    for (const name of ['clock', 'pace', 'step', 'back']) bar.append(document.createElement('button'));
    [...bar.children].forEach((one, at) => one.toggleAttribute(`data-${['clock', 'pace', 'step', 'back'][at]}`));
    const rate = document.createElement('select');
    rate.dataset.rate = '';
    const play = document.createElement('button');
    play.dataset.play = '';
    for (const name of ['sign', 'label']) {
        play.append(document.createElement('span'));
        play.lastChild.toggleAttribute(`data-${name}`);
    }
    bar.append(rate, play);
    const sent = [];
    const answers = [];
    const controls = new Controls(bar, (command) => new Promise((done) => { sent.push(command); answers.push(done); }));
    const said = [];
    for (const step of steps) {
        if (step === 'press') play.click();
        else if ('answer' in step) answers.shift()(step.answer);
        else controls.show({ playing: step.playing, rate: 1, reached: 1 });
        await new Promise((done) => setTimeout(done));
        said.push(play.lastChild.textContent);
    }
    return [sent, said];
}"""
PAUSED, PLAYING = {"playing": False}, {"playing": True}


@pytest.mark.parametrize(
    ("steps", "sent", "said"),
    [
        pytest.param(
            [PAUSED, "press", "press", PAUSED, {"answer": {}}, {"answer": {}}, PAUSED],
            ["room.play", "room.pause"],
            ["실행", "일시정지", "실행", "실행", "실행", "실행", "실행"],
            id="twice before an answer",
        ),
        pytest.param(
            [PAUSED, "press", {"answer": {}}, PLAYING, "press"],
            ["room.play", "room.pause"],
            ["실행", "일시정지", "일시정지", "일시정지", "실행"],
            id="once, answered, and again",
        ),
        pytest.param(
            [PAUSED, "press", {"answer": {"error": {"code": "not_owner"}}}, "press"],
            ["room.play", "room.play"],
            ["실행", "일시정지", "실행", "일시정지"],
            id="refused",
        ),
        pytest.param(
            [PAUSED, "press", {"answer": {"unsent": True}}, "press"],
            ["room.play", "room.play"],
            ["실행", "일시정지", "실행", "일시정지"],
            id="kept back by the page",
        ),
        pytest.param(
            [PAUSED, "press", {"answer": {}}, PAUSED, "press"],
            ["room.play", "room.play"],
            ["실행", "일시정지", "일시정지", "실행", "일시정지"],
            id="at its end the run stands at once",
        ),
    ],
)
def test_run_takes_back_what_was_pressed(modules: Modules, steps: list[Any], sent: list[str], said: list[str]) -> None:
    assert modules(PRESSES, steps) == [sent, said]
