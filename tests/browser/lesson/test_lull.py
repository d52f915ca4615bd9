"""Between commands that are far apart a script lets time go by quickly, and is slow again when the next is due."""

import pytest

from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

FOLLOW = """async (moments) => {
    const { Lull } = await import('#lab/lesson/lull.js');
    const room = { playing: true, rate: 2 };
    const asked = [];
    const lull = new Lull((command, { rate }) => asked.push([command, rate]));
    const lines = [{ at_s: 10 }, { at_s: 600 }, { at_s: 630 }];
    for (const [nowS, next, rate] of moments) {
        room.rate = rate;
        lull.follow(room, nowS * 1000, lines, next);
    }
    return asked;
}"""
FAST, SLOW = ["room.set_rate", 60], ["room.set_rate", 2]


def test_time_goes_quickly_once_a_command_was_seen_and_slowly_before_the_next(modules: Modules) -> None:
    assert modules(FOLLOW, [[12, 1, 2], [29, 1, 2]]) == []
    assert modules(FOLLOW, [[12, 1, 2], [31, 1, 2], [32, 1, 2], [100, 1, 60]]) == [FAST]
    assert modules(FOLLOW, [[31, 1, 2], [500, 1, 60], [585, 1, 60], [586, 1, 60], [590, 1, 2]]) == [FAST, SLOW]


def test_who_chooses_a_rate_in_a_lull_is_left_alone(modules: Modules) -> None:
    assert modules(FOLLOW, [[31, 1, 2], [40, 1, 60], [60, 1, 1], [90, 1, 1]]) == [FAST]


def test_a_short_time_is_no_lull(modules: Modules) -> None:
    assert modules(FOLLOW, [[600, 2, 2], [609, 2, 2], [615, 2, 2], [625, 2, 2]]) == []
