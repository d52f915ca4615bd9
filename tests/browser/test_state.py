"""What the browser holds: the store, the clock, the throughput, the commands under way."""

from typing import Any

import pytest

from tests.browser.fixtures import Modules
from tests.browser.frames import frame, run

pytestmark = pytest.mark.browser


def test_the_store_after_all_frames_holds_what_a_full_frame_would(modules: Modules) -> None:
    frames = run(100)
    held = modules(
        """async (frames) => {
            const { Store } = await import('#lab/room/store.js');
            const store = new Store();
            for (const frame of frames) store.apply(frame);
            return { queue: store.get('sqs/shipping'), now: store.nowMs, events: store.events.length };
        }""",
        frames,
    )
    assert held == {"queue": frames[-1]["set"]["sqs/shipping"], "now": 9900, "events": 1}


def test_a_frame_names_what_it_touched_and_a_full_one_forgets_the_rest(modules: Modules) -> None:
    first = frame(1, {"a": {"kind": "topic"}, "b": {"kind": "topic"}}, full=True)
    gone = {**frame(2, {"a": {"kind": "queue"}}), "gone": ["b"]}
    again = frame(9, {"c": {"kind": "topic"}}, full=True)
    touched = modules(
        """async (frames) => {
            const { Store } = await import('#lab/room/store.js');
            const store = new Store();
            const touched = frames.map((frame) => [...store.apply(frame)].sort());
            return [touched, [...store.entities.keys()]];
        }""",
        [first, gone, again],
    )
    assert touched == [[["a", "b"], ["a", "b"], ["a", "c"]], ["c"]]


def test_events_that_a_full_frame_repeats_are_kept_once(modules: Modules) -> None:
    event: dict[str, Any] = {"id": 7, "at_us": 1, "cause": None, "event": "LinkCut", "data": {}}
    frames = [{**frame(n, {}, full=True), "events": [event]} for n in (1, 2)]
    kept = modules(
        """async (frames) => {
            const { Store } = await import('#lab/room/store.js');
            const store = new Store();
            for (const frame of frames) store.apply(frame);
            return [store.events.length, store.fresh.length];
        }""",
        frames,
    )
    assert kept == [1, 0]


CLOCK = """async (steps) => {
    const { Clock } = await import('#lab/room/clock.js');
    const clock = new Clock();
    const shown = [];
    for (const [wall, take, room, restarted] of steps) {
        if (take !== null) clock.take(take, room, wall, restarted);
        shown.push(Math.round(clock.now(wall)));
    }
    return shown;
}"""
PLAYING = {"playing": True, "reached": 4.0}
PAUSED = {"playing": False, "reached": 4.0}


def test_the_clock_runs_at_the_reached_rate_between_frames(modules: Modules) -> None:
    steps = [[0, 1000, PLAYING, True], [50, None, None, False], [100, None, None, False]]
    assert modules(CLOCK, steps) == [1000, 1200, 1400]


def test_the_clock_stops_a_quarter_of_a_second_after_the_last_frame(modules: Modules) -> None:
    steps = [[0, 1000, PLAYING, True], [250, None, None, False], [5000, None, None, False]]
    assert modules(CLOCK, steps) == [1000, 2000, 2000]


def test_the_clock_never_goes_back_when_frames_come_late(modules: Modules) -> None:
    frames = [[tick * 100 + 80 * (tick % 3 == 0), tick * 400, PLAYING, tick == 0] for tick in range(200)]
    looks = [[wall, None, None, False] for wall in range(5, 20_000, 10)]
    shown = modules(CLOCK, sorted(frames + looks, key=lambda step: step[0]))
    assert shown == sorted(shown)
    assert abs(shown[-1] - 199 * 400) < 4 * 250


def test_a_paused_clock_stands_and_a_step_moves_it_to_the_frame(modules: Modules) -> None:
    steps = [[0, 1000, PAUSED, True], [900, None, None, False], [1000, 1700, PAUSED, False], [2000, None, None, False]]
    assert modules(CLOCK, steps) == [1000, 1000, 1700, 1700]


def test_a_clock_that_ran_ahead_shows_the_frames_moment_when_the_run_is_paused(modules: Modules) -> None:
    steps = [[0, 1000, PLAYING, True], [200, None, None, False], [250, 1400, PAUSED, False], [900, None, None, False]]
    assert modules(CLOCK, steps) == [1000, 1800, 1400, 1400]


def test_another_epoch_may_set_the_clock_back(modules: Modules) -> None:
    assert modules(CLOCK, [[0, 9000, PAUSED, True], [10, 200, PAUSED, True]]) == [9000, 200]


def test_with_reduced_motion_the_clock_steps_twice_a_second(modules: Modules) -> None:
    stepped = CLOCK.replace("const shown", "clock.stepped = true; const shown")
    steps = [[0, 1000, PLAYING, True], *[[wall, 1000 + 4 * wall, PLAYING, False] for wall in range(100, 1100, 100)]]
    assert len(set(modules(stepped, steps))) == 3


def test_throughput_is_what_was_finished_in_the_last_five_seconds(modules: Modules) -> None:
    rates = modules(
        """async () => {
            const { Throughput } = await import('#lab/room/throughput.js');
            const throughput = new Throughput();
            for (let at = 0; at <= 20000; at += 200) throughput.note('shipping/1', at / 200, at);
            return [throughput.perSecond('shipping/1', 20000), throughput.perSecond('shipping/1', 22500),
                    throughput.perSecond('shipping/1', 26000), throughput.perSecond('nobody', 0)];
        }"""
    )
    assert rates[0] == pytest.approx(5.0, abs=0.25)
    assert rates[1] == pytest.approx(2.5, abs=0.25)
    assert rates[2:] == [0, None]


def test_a_command_keeps_its_key_until_it_is_answered_once(modules: Modules) -> None:
    outcome = modules(
        """async () => {
            const { Outbox } = await import('#lab/room/outbox.js');
            const outbox = new Outbox();
            const first = outbox.add('shipping.stop', {});
            const second = outbox.add('shipping.start', {});
            const waiting = outbox.unanswered().map((command) => command.key);
            outbox.settle({ ack: second.command.key, error: { code: 'busy' } });
            outbox.settle({ ack: first.command.key, result: { done: 1 } });
            outbox.settle({ ack: first.command.key, result: { done: 2 } });
            return [waiting[0] === first.command.key, waiting[0] !== waiting[1], await first.done, await second.done,
                    outbox.unanswered().length];
        }"""
    )
    assert outcome == [True, True, {"result": {"done": 1}}, {"error": {"code": "busy"}}, 0]


def test_waits_grow_to_eight_seconds_with_full_jitter(modules: Modules) -> None:
    waits = modules(
        """async () => {
            const { waitMs } = await import('#lab/room/backoff.js');
            return [1, 2, 3, 4, 5, 6, 50].map((failures) => [waitMs(failures, () => 0), waitMs(failures, () => 1)]);
        }"""
    )
    assert waits == [[0, most] for most in (500, 1000, 2000, 4000, 8000, 8000, 8000)]
