"""The script in a made-up room: commands at their moments, gaps that wait, nothing twice and nothing in the past."""

from typing import Any

import pytest

from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

PLAY = """async (rung, acts, given) => {
    localStorage.clear();
    document.getElementById('script')?.remove();
    document.querySelector('[data-test-lesson]')?.remove();
    const { html } = await import('#lab/room/elements.js');
    const { Gate } = await import('#lab/lesson/gate.js');
    const { Script } = await import('#lab/lesson/script.js');
    for (const late of ['filling', 'nearly_words']) await import(`#lab/lesson/${late}.js`);  // fetched when needed
    const also = [{ command: 'shipping.scale', args: { instances: 3 } }];
    const lines = given ?? [
        { at_s: 5, command: 'shipping.stop', args: {}, comment: 'It stops.', gap: 'What stops it?', also },
        { at_s: 15, command: 'shipping.start', args: {}, comment: 'It starts.', gap: null, predict: 'backlog' },
    ];
    const data = { type: 'application/json', id: 'script', textContent: JSON.stringify(lines) };
    document.body.append(html('script', data));
    const bar = html('div', {}, [html('select', { dataset: { rate: '' } })]);
    for (const rate of [1, 4, 10]) bar.firstChild.append(new Option(`${rate}×`, String(rate)));
    const place = html('div', { dataset: { part: 'script' } }, [html('p', { dataset: { part: 'guide' } })]);
    const root = html('div', { dataset: { rung, room: 'ABC123', testLesson: '', variant: '' } }, [place]);
    document.body.append(root);
    const room = { branch: 1, branches: [], playing: true, past: false };
    const worker = (name) => ({ kind: 'worker', name, program: 'shipping' });
    const entities = { room, 'shipping/1': worker('Shipping 1'), 'shipping/2': worker('Shipping 2') };
    const all = new Map(Object.entries(entities));
    const store = { nowMs: 0, get: (id) => entities[id], entities: all, ofKind: () => [...all].slice(1) };
    const sent = [];
    const meant = [];
    let [script, forgotten] = [null, 0];
    const page = {
        role: 'owner', store, part: (name) => (name === 'bar' ? bar : place),
        bench: { close: () => {}, forget: () => { forgotten += 1; } },
        tell: (sentence) => sent.push(['tell', sentence]),
        travel: { seeker: { heldMs: null }, goTo: (atUs) => sent.push(['goTo', atUs]) },
        steer: async (command, args, key) => {
            if (script.allows(command, args) === false || !gate.allows(command)) return { result: null };
            sent.push([command, key ?? '']);
            meant.push(args);
            if (command.startsWith('kubectl.') && !room.playing) await new Promise(() => {});
            if (command === 'room.pause') room.playing = false;
            if (command === 'room.play') room.playing = true;
            script.done(command, args);
            return { result: {} };
        },
    };
    const form = html('form', {}, [html('fieldset')]);
    const foretold = { name: 'backlog', open: false, form, focus: () => sent.push(['focus', 'backlog']) };
    const predictions = { list: [foretold], skip: () => sent.push(['skip', 'backlog']) };
    const gate = new Gate(predictions, () => true, (sentence) => sent.push(['tell', sentence]));
    script = new Script(root, page, gate);
    const does = {
        foretold: (is) => { foretold.open = !is; },
        later: () => { gate.heldMs -= 1000; },
        frame: (nowMs, more) => { Object.assign(room, more); store.nowMs = nowMs; script.take(store); },
        steer: (command, args) => page.steer(command, args),
        back: (command) => page.steer(command, meant[0]),  // undone with what it was done with
        press: (words) => [...place.querySelectorAll('button')].find((one) => one.textContent.includes(words)).click(),
        reload: () => { place.replaceChildren(place.querySelector('[data-part]')); script = new Script(root, page); },
    };
    for (const [act, ...values] of acts) {
        does[act](...values);
        await new Promise((done) => setTimeout(done, 5));
    }
    script.showTime(store.nowMs);
    const shown = [...place.querySelectorAll('.script-say > :not([data-part])')].filter((one) => !one.hidden);
    const rates = [...bar.firstChild.options].filter((one) => !one.disabled).map((one) => one.value);
    const told = [...place.querySelectorAll('li span:last-child')].map((one) => one.textContent);
    const done = place.querySelectorAll('li').length;
    return { sent, forgotten, rates, told, shown: shown.map((one) => one.textContent), done };
}"""


def played(modules: Modules, rung: str, *acts: list[Any], lines: list[Any] | None = None) -> dict[str, Any]:
    told: dict[str, Any] = modules(PLAY, rung, list(acts), lines)
    return told


def frame(now_ms: int, **room: Any) -> list[Any]:
    return ["frame", now_ms, room]


def test_every_command_is_given_once_at_its_moment(modules: Modules) -> None:
    told = played(modules, "watch", *(frame(ms) for ms in (0, 4900, 5000, 5100, 15_000, 15_100)))
    assert told["sent"] == [["shipping.stop", "script-1-0"], ["shipping.start", "script-1-1"]]
    assert told["shown"] == ["It starts.", "다음: 빈칸 두 개를 직접 채우기"]
    assert told["done"] == 2


def test_a_quick_run_does_not_wait_for_answers(modules: Modules) -> None:
    told = played(modules, "watch", frame(20_000))
    assert told["sent"] == [["shipping.stop", "script-1-0"], ["shipping.start", "script-1-1"]]


def test_time_is_no_faster_than_the_commands_until_the_last_of_them(modules: Modules) -> None:
    assert played(modules, "watch", frame(5000))["rates"] == ["1", "4"]
    assert played(modules, "watch", frame(20_000), frame(20_100))["rates"] == ["1", "4", "10"]


def test_nothing_happens_before_the_run_has_begun_nor_in_the_past(modules: Modules) -> None:
    told = played(modules, "watch", frame(0, playing=False), frame(9000, past=True, playing=True))
    assert told["sent"] == []


def test_a_reload_repeats_nothing(modules: Modules) -> None:
    told = played(modules, "watch", frame(5000), ["reload"], frame(5200), frame(15_000))
    assert told["sent"] == [["shipping.stop", "script-1-0"], ["shipping.start", "script-1-1"]]


def test_a_branch_from_before_a_command_gets_it_anew(modules: Modules) -> None:
    fork = [{"number": 2, "parent": 1, "at_ms": 3000}]
    told = played(modules, "watch", frame(5000), frame(3000, branch=2, branches=fork), frame(5000))
    assert told["sent"] == [["shipping.stop", "script-1-0"], ["shipping.stop", "script-2-0"]]


def test_at_a_gap_the_run_stops_and_asks_and_run_waits_too(modules: Modules) -> None:
    told = played(modules, "gaps", frame(5000), ["steer", "room.play"], ["steer", "room.step"])
    beside_run = ["tell", "실행이 멈췄습니다. 직접 명령을 내릴 차례입니다. 질문은 그림 위에 있습니다."]
    assert told["sent"] == [["room.pause", ""], beside_run, beside_run]
    assert told["shown"] == ["What stops it?", "답 보기"]


def test_another_command_leaves_the_gap_and_the_right_one_fills_it(modules: Modules) -> None:
    told = played(modules, "gaps", frame(5000), ["steer", "shipping.crash", {}], ["steer", "shipping.stop", {}])
    assert [command for command, _ in told["sent"]] == ["room.pause", "shipping.crash", "shipping.stop", "room.play"]
    assert told["shown"] == ["It stops."]


def test_another_way_fills_a_gap_and_is_told_as_what_was_done(modules: Modules) -> None:
    few, enough = (["steer", "shipping.scale", {"instances": instances}] for instances in (2, 4))
    half = played(modules, "gaps", frame(5000), few)
    assert half["shown"][0] == "What stops it?방향은 맞습니다. 다만 2개로는 부족하고 3개는 있어야 합니다."
    whole = played(modules, "gaps", frame(5000), few, enough)
    assert (whole["shown"], whole["told"]) == (["It stops."], ["Shipping 인스턴스 4개"])


def test_taking_back_what_the_script_did_fills_a_gap_that_asks_for_it(modules: Modules) -> None:
    wire = {"args": {"a": "apiserver", "b": "scheduler"}, "comment": "So.", "also": []}
    cut = {"at_s": 5, "command": "network.cut", "gap": None, **wire}
    heal = {"at_s": 10, "command": "network.heal", "gap": "What now?", **wire}
    told = played(modules, "gaps", frame(5000), frame(10_000), ["back", "network.heal"], lines=[cut, heal])
    assert [command for command, _ in told["sent"]] == ["network.cut", "room.pause", "network.heal", "room.play"]
    assert told["forgotten"] == 2  # what was done before the script's command, and before it goes on


def test_a_gap_is_filled_instance_by_instance_too(modules: Modules) -> None:
    first, second = (["steer", "shipping.stop", {"instance": instance}] for instance in (1, 2))
    half = played(modules, "gaps", frame(5000), first)
    assert half["shown"][0] == "What stops it?좋습니다, 여기까지는 맞습니다. 이제 Shipping 2에도 똑같이 해 보세요."
    whole = played(modules, "gaps", frame(5000), first, second)
    assert whole["shown"] == ["It stops."]


def test_what_is_answered_only_as_time_goes_by_fills_a_gap_when_it_is_sent(modules: Modules) -> None:
    cordon = {"command": "kubectl.cordon", "args": {"node": "a"}}
    line = {"at_s": 5, **cordon, "gap": "Which?", "comment": "So.", "also": []}
    other, right = (["steer", "kubectl.cordon", {"node": node}] for node in "ba")
    told = played(modules, "gaps", frame(5000), other, right, lines=[line])
    assert [command for command, _ in told["sent"]] == ["room.pause", "kubectl.cordon", "kubectl.cordon", "room.play"]
    shown = played(modules, "gaps", frame(5000), ["press", "답 보기"], lines=[line])
    assert shown["shown"][0] == "So."


def test_show_me_does_it_and_the_run_goes_on(modules: Modules) -> None:
    told = played(modules, "gaps", frame(5000), ["press", "답 보기"], frame(15_000))
    assert told["sent"] == [
        ["room.pause", ""], ["shipping.stop", "script-1-0"], ["room.play", ""], ["shipping.start", "script-1-1"],
    ]  # fmt: skip
    assert told["shown"] == ["It starts.", "다음: 혼자 풀기"]


def test_who_is_earlier_than_the_gap_is_not_asked(modules: Modules) -> None:
    told = played(modules, "gaps", frame(2000), ["steer", "shipping.stop", {}], frame(5000))
    assert [command for command, _ in told["sent"]] == ["shipping.stop"]
    assert told["shown"] == ["It stops."]


def test_an_open_gap_is_still_open_after_a_reload(modules: Modules) -> None:
    told = played(modules, "gaps", frame(5000), ["reload"], frame(5000))
    assert told["shown"] == ["What stops it?", "답 보기"]


def test_what_was_done_leads_to_its_moment(modules: Modules) -> None:
    assert played(modules, "watch", frame(5000), ["press", "Shipping"])["sent"][-1] == ["goTo", 5_200_000]


def test_before_a_command_that_shows_it_the_prediction_has_to_come(modules: Modules) -> None:
    waiting = [["foretold", False], frame(5000), frame(15_000), ["steer", "room.play"]]
    told = played(modules, "watch", *waiting)
    before = [["shipping.stop", "script-1-0"], ["room.pause", ""]]
    first = ["tell", "먼저 예측해 보세요. 건너뛰려면 실행을 한 번 더 누르세요."]
    assert told["sent"] == [*before, ["focus", "backlog"], first]
    assert told["shown"] == []  # the guide has the word
    saved = [*waiting, ["foretold", True], frame(15_000)]
    onward = "다음: 빈칸 두 개를 직접 채우기"
    assert played(modules, "watch", *saved)["shown"] == ["It starts.", "실행", onward]  # it stands
    foretold = played(modules, "watch", *saved, ["press", "실행"], frame(15_100))
    assert foretold["sent"] == [*told["sent"], ["shipping.start", "script-1-1"], ["room.play", ""]]
    assert foretold["shown"] == ["It starts.", onward]


def test_a_prediction_that_is_skipped_holds_the_script_no_longer(modules: Modules) -> None:
    play = ["steer", "room.play"]
    waiting = [["foretold", False], frame(15_000), play, ["later"], play, frame(15_100)]
    assert played(modules, "watch", *waiting)["sent"][-3:] == [
        ["skip", "backlog"], ["room.play", ""], ["shipping.start", "script-1-1"],
    ]  # fmt: skip


def test_in_the_past_no_prediction_is_waited_for(modules: Modules) -> None:
    asked = [["foretold", False], frame(15_000), frame(9000, past=True), ["steer", "room.play"]]
    assert played(modules, "watch", *asked)["sent"][-1] == ["room.play", ""]
