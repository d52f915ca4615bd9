"""What holds the run's time in the hand, each part alone: seeks, steps, marks, names, Korean input."""

from typing import Any

import pytest

from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

# `play(world)`: a Seeker whose room answers when the test says so; `world.pass()` lets its pauses end.
SEEKER = """async (play) => {
    const { Seeker } = await import('#lab/room/seeker.js');
    const kept = { setTimeout, clearTimeout };
    const world = { asked: [], answers: [], timers: new Map() };
    let count = 0;
    globalThis.setTimeout = (act) => world.timers.set(++count, act) && count;
    globalThis.clearTimeout = (id) => world.timers.delete(id);
    const settle = () => new Promise((done) => kept.setTimeout.call(globalThis, done, 0));
    world.answer = async (answer = { result: {} }) => { world.answers.shift()(answer); await settle(); };
    world.pass = async () => {
        for (const [id, act] of [...world.timers]) { world.timers.delete(id); act(); }
        await settle();
    };
    const seek = (ms) => new Promise((done) => { world.asked.push(ms); world.answers.push(done); });
    try {
        return await play(world, new Seeker(seek));
    } finally {
        Object.assign(globalThis, kept);
    }
}"""


def with_seeker(modules: Modules, script: str) -> Any:
    return modules(f"async () => await ({SEEKER})({script})")


def test_one_seek_is_under_way_and_the_latest_wins(modules: Modules) -> None:
    asked = with_seeker(
        modules,
        """async ({ asked, answer, pass }, seeker) => {
            for (const ms of [100, 200, 300]) seeker.to(ms);
            const first = [...asked];
            await answer();
            await pass();
            const second = [...asked];
            await answer();
            await pass();
            return [first, second, asked];
        }""",
    )
    assert asked == [[100], [100, 300], [100, 300]]


def test_the_moment_in_the_hand_is_held_until_a_frame_shows_it(modules: Modules) -> None:
    held = with_seeker(
        modules,
        """async ({ answer, pass }, seeker) => {
            seeker.to(700);
            const held = [seeker.heldMs];
            await answer();
            await pass();
            held.push(seeker.heldMs);
            seeker.moved();
            held.push(seeker.heldMs);
            return held;
        }""",
    )
    assert held == [700, 700, None]


def test_a_frame_may_come_before_the_answer_or_not_at_all(modules: Modules) -> None:
    held = with_seeker(
        modules,
        """async ({ answer, pass }, seeker) => {
            seeker.to(700);
            seeker.moved();
            await answer();
            await pass();
            const held = [seeker.heldMs];
            seeker.to(800);
            await answer();
            await pass();
            await pass();
            return [...held, seeker.heldMs];
        }""",
    )
    assert held == [None, None]


def test_a_refused_seek_lets_the_thumb_go(modules: Modules) -> None:
    outcome = with_seeker(
        modules,
        """async ({ asked, answer }, seeker) => {
            seeker.to(700);
            await answer({ error: { code: 'busy' } });
            const held = seeker.heldMs;
            seeker.to(900);
            return [held, asked];
        }""",
    )
    assert outcome == [None, [700, 900]]


def test_what_is_done_after_a_pull_waits_until_the_room_has_heard_of_it(modules: Modules) -> None:
    told = with_seeker(
        modules,
        """async ({ asked, answer, pass }, seeker) => {
            const told = [];
            seeker.to(700);
            seeker.to(900);
            seeker.settled().then(() => told.push([...asked]));
            await answer();
            await pass();
            told.push('not yet');
            await answer();
            await pass();
            return told;
        }""",
    )
    assert told == ["not yet", [700, 900]]


def test_steps_pressed_while_the_room_is_busy_go_together(modules: Modules) -> None:
    sent = modules(
        """async () => {
            const { Controls } = await import('#lab/room/controls.js');
            const [sent, answers] = [[], []];
            const steer = (command, args) => new Promise((done) => { sent.push([command, args]); answers.push(done); });
            const bar = document.createElement('div');
            for (const name of ['clock', 'pace', 'play', 'rate', 'step', 'back']) {
                bar.append(Object.assign(document.createElement('button'), {}));
                bar.lastElementChild.dataset[name] = '';
            }
            const controls = new Controls(bar, steer);
            const settle = () => new Promise((done) => setTimeout(done, 0));
            bar.querySelector('[data-step]').click();
            for (let press = 0; press < 3; press += 1) bar.querySelector('[data-back]').click();
            answers[0]({ result: {} });
            await settle();
            answers[1]({ result: {} });
            await settle();
            controls.step(-250);
            answers[2]({ error: { code: 'busy' } });
            await settle();
            controls.step(1);
            return sent;
        }"""
    )
    assert sent == [
        ["room.step", {}],
        ["room.step_back", {"count": 3}],
        ["room.step_back", {"count": 100}],
        ["room.step", {}],
    ]


HISTORY: dict[str, Any] = {
    "commands": [
        {"number": 1, "at_us": 5_000_000, "name": "shipping.stop", "args": {}, "by": "m-1"},
        {"number": 2, "at_us": 6_000_000, "name": "sqs.receive_message", "args": {}, "by": "@boto3"},
        {"number": 3, "at_us": 25_000_000, "name": "shipping.start", "args": {"instance": 2}, "by": "m-1"},
        {"number": 4, "at_us": 30_000_000, "name": "network.cut", "args": {"a": "sns", "b": "sqs"}, "by": "m-1"},
        {"number": 5, "at_us": 31_000_000, "name": "shipping.slow_down", "args": {"factor": 1}, "by": "m-1"},
        {"number": 6, "at_us": 32_000_000, "name": "storefront.set_rate", "args": {"per_second": 2000}, "by": "m-1"},
        {"number": 7, "at_us": 33_000_000, "name": "sqs.purge_queue", "args": {"QueueUrl": "jobs"}, "by": "m-1"},
        {"number": 8, "at_us": 34_000_000, "name": "shipping.detach", "args": {"instance": 1}, "by": "m-1"},
        {"number": 9, "at_us": 35_000_000, "name": "shipping.attach", "args": {"queue": "jobs"}, "by": "m-1"},
        {"number": 10, "at_us": 36_000_000, "name": "sqs.tag_queue", "args": {"QueueUrl": "jobs"}, "by": "m-1"},
    ],
    "goals": [
        {"goal": "survive", "status": "reached", "at_us": 25_000_000, "event": 7},
        {"goal": "drain", "status": "missed", "at_us": 26_000_000, "event": 8},
        {"goal": "later", "status": "not_yet", "at_us": None, "event": None},
    ],
}
MARKS = """async (history, names) => {
    const { marksOf } = await import('#lab/room/marks.js');
    const store = { get: (id) => names[id] && { name: names[id], pulls: ['sqs/later'] }, entities: new Map() };
    return marksOf(history, store).map(({ atMs, sort, words }) => [atMs, sort, words]);
}"""
NAMES = {"shipping/1": "Shipping 1", "shipping/2": "Shipping 2", "storefront": "StoreFront"}


def test_members_commands_and_decided_goals_are_marks_and_wire_traffic_is_not(modules: Modules) -> None:
    assert modules(MARKS, HISTORY, NAMES) == [
        [5000, "fault", "Shipping 멈춤"],
        [25_000, "change", "Shipping 2 시작"],
        [25_000, "reached", "목표 달성: survive"],
        [26_000, "missed", "목표 실패: drain"],
        [30_000, "fault", "SNS – SQS 연결 끊김"],
        [31_000, "change", "Shipping 정상 속도"],
        [32_000, "change", "StoreFront 주문 2,000/초"],
        [33_000, "change", "큐 jobs 비움"],
        [34_000, "change", "Shipping 1: 큐 연결 끊음"],
        [35_000, "change", "jobs → Shipping 연결"],
        [36_000, "change", "SQS: tag queue"],
    ]


def test_a_mark_of_what_was_only_sent_leads_to_just_before_it(modules: Modules) -> None:
    scale = {"name": "kubectl.scale", "args": {"name": "shipping", "replicas": 3}, "by": "kim", "at_us": 18_000_000}
    leads = modules(MARKS.replace("[atMs, sort, words]", "leadsMs").replace("words })", "words, leadsMs })"),
        {"commands": [{**scale, "at_us": 0}, scale, HISTORY["commands"][0]], "goals": []}, NAMES)  # fmt: skip
    assert leads == [0, None, 17_999.999]


def test_branches_have_names_of_their_own_or_by_their_number(modules: Modules) -> None:
    names = modules(
        """async (branches) => {
            const { branchName } = await import('#lab/room/branch_name.js');
            return branches.map(branchName);
        }""",
        [{"number": 0, "name": ""}, {"number": 1, "name": ""}, {"number": 2, "name": "빠른 배송"}],
    )
    assert names == ["원본", "브랜치 2", "빠른 배송"]


# What a browser fires when Enter ends a Korean syllable, then Enter again to send; true: `isComposing`.
CHROME = [["keydown", 229, True], ["compositionend"], ["keydown", 13, False]]
WEBKIT = [["compositionend"], ["keydown", 229, False], ["keydown", 13, False]]


@pytest.mark.parametrize("sequence", [CHROME, WEBKIT])
def test_enter_that_ends_a_syllable_does_not_send_and_the_next_one_does(modules: Modules, sequence: list[Any]) -> None:
    sends = modules(
        """async (sequence) => {
            const { guardComposing } = await import('#lab/room/composing.js');
            const input = document.createElement('input');
            guardComposing(input);
            return sequence.map(([type, keyCode, isComposing]) => {
                const init = { key: 'Enter', keyCode, isComposing, cancelable: true };
                const event = type === 'keydown' ? new KeyboardEvent(type, init) : new CompositionEvent(type);
                Object.defineProperty(event, 'timeStamp', { value: keyCode === 13 ? 1000 : 500 });
                return input.dispatchEvent(event);
            });
        }""",
        sequence,
    )
    keys = [sent for sent, (kind, *_) in zip(sends, sequence, strict=True) if kind == "keydown"]
    assert keys == [False, True]


def test_history_is_asked_for_once_for_all_that_happens_together_and_again_after_an_answer(modules: Modules) -> None:
    outcome = modules(
        """async () => {
            const { RunHistory } = await import('#lab/room/run_history.js');
            const kept = setTimeout;
            const [timers, answers, got] = [[], [], []];
            globalThis.setTimeout = (act) => timers.push(act);
            const settle = () => new Promise((done) => kept.call(globalThis, done, 0));
            try {
                const send = () => new Promise((done) => answers.push(done));
                const history = new RunHistory(send, (result) => got.push(result));
                history.want();
                history.want();
                timers.shift()();
                history.want();
                timers.shift()();
                const asked = answers.length;
                answers[0]({ result: 'first' });
                await settle();
                timers.shift()();
                answers[1]({ error: { code: 'busy' } });
                await settle();
                timers.shift()();
                answers[2]({ result: 'third' });
                await settle();
                return [asked, answers.length, got, timers.length];
            } finally {
                globalThis.setTimeout = kept;
            }
        }"""
    )
    assert outcome == [1, 3, ["first", "third"], 0]
