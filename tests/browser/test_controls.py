"""The bar's Run button: it says and takes back what was pressed, before the room has answered."""

from typing import Any

import pytest

from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

BAR = """const bar = document.createElement('div');
    bar.innerHTML = `<b data-clock></b><b data-pace></b><b data-step></b><b data-back></b><select data-rate></select>
        <button data-play><b data-sign></b><b data-label></b></button>`;
    const play = bar.querySelector('[data-play]');"""
# Presses and frames in turn; what was sent, and what the button says after each.
PRESSES = """async (steps) => {
    const { Controls } = await import('#lab/room/controls.js');
    BAR
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
}""".replace("BAR", BAR)
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


# What stands for the pace, and what stands there when a rare sentence comes after the room has gone on.
PACES = """async (rooms) => {
    const { Controls } = await import('#lab/room/controls.js');
    const { rarePace } = await import('#lab/room/rare_pace.js');
    BAR
    const controls = new Controls(bar, async () => ({}));
    const said = [];
    for (const room of rooms) {
        controls.show({ playing: true, rate: 10, reached: 10, ...room });
        await new Promise((done) => setTimeout(done, 50));
        said.push(bar.querySelector('[data-pace]').textContent);
    }
    controls.show({ playing: true, asleep: true });
    controls.show({ playing: false });
    await new Promise((done) => setTimeout(done, 50));
    return [...said, bar.querySelector('[data-pace]').textContent, rarePace({ broken: true })];
}""".replace("BAR", BAR)


def test_how_fast_time_goes_by_and_why_it_does_not(modules: Modules) -> None:
    rooms = [{}, {"reached": 4.26}, {"asleep": True}, {"limit": "length"}, {"broken": True}]
    assert modules(PACES, rooms) == [
        "재생 속도 10×",
        "요청 10배, 실제 4.3배",
        "잠듦",
        "실행이 최대 길이에 이르렀습니다. 앞 시점으로 돌아가 이어서 실행하세요.",
        "오류로 멈춤",
        "일시정지됨",
        "오류로 멈춤",
    ]
