"""The line for a terminal: of what a press would do, of what was done, and of what waits for time to go by."""

from typing import Any

import pytest

from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

# Each step is a method and what it is given; the titles that stand then.
TITLES = """async (steps) => {
    const { TerminalLine } = await import('#lab/bench/terminal_line.js');
    const line = new TerminalLine(({ command }) => `kubectl ${command}`, () => {}, () => 'Press a thing');
    return steps.map(([method, ...given]) => {
        line[method](...given);
        return [line.title.textContent, line.code.textContent];
    });
}"""
SCALE: dict[str, Any] = {"command": "scale", "args": {}}
DRAIN: dict[str, Any] = {"command": "drain", "args": {}}


def test_what_was_given_while_time_stands_is_not_called_done(modules: Modules) -> None:
    given = "명령을 넣었습니다. 실행을 누르면 전달됩니다. 터미널에서는:"
    steps = [["done", SCALE, True], ["preview", DRAIN], ["preview", None], ["done", DRAIN, False]]
    assert modules(TITLES, steps) == [
        [given, "kubectl scale"],
        ["터미널에서는:", "kubectl drain"],
        [given, "kubectl scale"],
        ["완료. 터미널에서는:", "kubectl drain"],
    ]
