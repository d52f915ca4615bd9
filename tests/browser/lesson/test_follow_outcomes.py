"""Outcomes come when the run has gone far enough, belong to their branch, and do not flicker."""

from typing import Any

import pytest

from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

FOLLOW = """async (spec, frames, log, before, said = spec.value, commands = []) => {
    const { KeptOutcomes } = await import('#lab/lesson/kept_outcomes.js');
    const { FollowOutcomes } = await import('#lab/lesson/follow_outcomes.js');
    const shown = [];
    const questions = [];
    const news = [];
    const form = { id: 'predict-x', querySelector: () => ({ textContent: 'As you said.' }) };
    const show = (outcome, changed) => shown.push(changed ? [outcome] : outcome);
    const prediction = { spec, open: false, form, show, figure: { use: (act) => act() } };
    const state = { room: null };
    const store = { nowMs: 0, fresh: [], get: () => state.room };
    const ask = async (command) => {
        questions.push(command);
        if (command === 'room.log') return { result: { events: log, more: false, next_us: null, next_id: null } };
        const { branch, head_ms: headMs } = state.room;
        const times = Array.from({ length: Math.floor(headMs / 1000) }, (_none, at) => (at + 1) * 1_000_000);
        const values = times.map((us) => (us / 1_000_000) * branch);
        return { result: { branch, times_us: times, commands, series: { line: values } } };
    };
    const kept = new KeptOutcomes({ lesson: 'none', room: 'here' });
    localStorage.clear();
    if (before !== undefined) {
        const there = new KeptOutcomes({ lesson: 'none', room: 'before' });
        there.keep({ ...spec, value: said }, { outcome: before, changed: false });
    }
    const toast = { outcome: (...told) => news.push(told) };
    const follow = new FollowOutcomes({ list: [prediction] }, { ask }, { kept, toast });
    for (const { nowMs, fresh = [], ...room } of frames) {
        state.room = { past: false, branch: 1, head_ms: nowMs, ...room };
        Object.assign(store, { nowMs, fresh });
        follow.take(store);
        await new Promise((done) => setTimeout(done, 10));
    }
    return { shown, questions, news };
}"""


def spec(**more: Any) -> dict[str, Any]:
    nothing = {"name": "x", "kind": "number", "series": "line", "at_s": 5, "until_s": 0, "after": None, "made_us": 0}
    return {**nothing, "value": 3, **more}


def test_nothing_is_asked_before_the_moment_and_once_after_it(modules: Modules) -> None:
    frames = [{"nowMs": ms} for ms in (1000, 5500, 6000, 7000, 8000)]
    told = modules(FOLLOW, spec(), frames, [])
    assert told["shown"] == [None, None, 5, 5, 5]
    assert told["questions"] == ["room.history"]


def test_an_outcome_is_told_once_and_not_again_when_the_page_is_loaded_later(modules: Modules) -> None:
    frames = [{"nowMs": ms} for ms in (5500, 6000, 7000)]
    assert modules(FOLLOW, spec(), frames, [])["news"] == [["As you said.", "predict-x"]]
    assert modules(FOLLOW, spec(), [{"nowMs": 30_000}], [])["news"] == []


def test_a_playhead_in_the_past_changes_nothing(modules: Modules) -> None:
    frames = [{"nowMs": 7000}, {"nowMs": 500, "past": True, "head_ms": 7000}, {"nowMs": 7000}]
    assert modules(FOLLOW, spec(), frames, [])["shown"] == [5, 5, 5]


def test_a_page_loaded_while_looking_back_knows_the_outcome(modules: Modules) -> None:
    frames = [{"nowMs": 500, "past": True, "head_ms": 7000}]
    assert modules(FOLLOW, spec(), frames, [])["shown"] == [5]


def test_another_branch_has_its_own_outcome_and_going_back_shows_the_first_again(modules: Modules) -> None:
    frames = [{"nowMs": 7000}, {"nowMs": 2000, "branch": 2}, {"nowMs": 7000, "branch": 2}, {"nowMs": 7000}]
    told = modules(FOLLOW, spec(), frames, [])
    assert told["shown"] == [5, None, 10, 5]
    assert told["questions"] == ["room.history", "room.history"]


def test_times_count_from_the_first_event_after_the_prediction(modules: Modules) -> None:
    stopped = {"id": 3, "at_us": 4_000_000, "event": "WorkerStopped", "data": {"program": "shipping"}}
    asked = spec(after={"event": "WorkerStopped", "program": "shipping"}, made_us=2_000_000)
    frames = [{"nowMs": 9500}, {"nowMs": 9900}, {"nowMs": 10_000}]
    told = modules(FOLLOW, asked, frames, [stopped])
    assert told["shown"] == [None, None, 9]
    assert told["questions"] == ["room.log", "room.history"]


def test_without_the_event_the_log_is_asked_again_only_when_one_happens(modules: Modules) -> None:
    asked = spec(after={"event": "WorkerStopped"})
    stopped = {"id": 3, "at_us": 9_000_000, "event": "WorkerStopped", "data": {}}
    frames = [{"nowMs": 7000}, {"nowMs": 8000}, {"nowMs": 9100, "fresh": [stopped]}]
    told = modules(FOLLOW, asked, frames, [])
    assert told["shown"] == [None, None, None]
    assert told["questions"] == ["room.log", "room.log"]


def test_a_choice_may_be_about_what_had_happened_already(modules: Modules) -> None:
    attached = {"id": 3, "at_us": 4_000_000, "event": "WorkerAttached", "data": {}}
    asked = spec(kind="choice", series=None, right=2, after={"event": "WorkerAttached"}, made_us=8_000_000)
    assert modules(FOLLOW, asked, [{"nowMs": 8500}, {"nowMs": 9000}], [attached])["shown"] == [None, 2]


def test_a_choice_is_known_without_any_series(modules: Modules) -> None:
    asked = spec(kind="choice", series=None, right=2)
    assert modules(FOLLOW, asked, [{"nowMs": 4900}, {"nowMs": 5000}], [])["shown"] == [None, 2]


def test_what_a_room_before_said_stands_until_this_one_says_something(modules: Modules) -> None:
    frames = [{"nowMs": 1000}, {"nowMs": 7000}, {"nowMs": 2000, "branch": 2}]
    assert modules(FOLLOW, spec(), frames, [], 8)["shown"] == [8, 5, None]


def test_what_was_said_to_another_answer_is_nothing_here(modules: Modules) -> None:
    assert modules(FOLLOW, spec(), [{"nowMs": 1000}], [], 8, 4)["shown"] == [None]


def test_a_bench_that_was_changed_before_is_said_to_be_another(modules: Modules) -> None:
    """In brackets: the outcome of a changed bench."""
    frames = [{"nowMs": 4000}, {"nowMs": 7000}]
    for at_us, shown in ((4_900_000, [None, [5]]), (5_000_000, [None, 5])):
        commands = [{"at_us": at_us, "name": "sqs.create_queue"}]
        assert modules(FOLLOW, spec(), frames, [], None, 4, commands)["shown"] == shown


def test_what_a_changed_bench_gave_is_no_news_of_the_question(modules: Modules) -> None:
    frames = [{"nowMs": 4000}, {"nowMs": 7000}]
    for at_us, news in ((4_900_000, []), (5_000_000, [["As you said.", "predict-x"]])):
        commands = [{"at_us": at_us, "name": "sqs.create_queue"}]
        assert modules(FOLLOW, spec(), frames, [], None, 4, commands)["news"] == news
