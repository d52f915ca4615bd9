"""Goals on the page follow the run: three states, what spoiled them, never more than the run says."""

from typing import Any

import pytest

from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

GOALS = """async (variant, acts, events, rung = 'alone') => {
    const { Goals } = await import('#lab/lesson/goals.js');
    await import('#lab/lesson/kept_goals.js');
    await import('#lab/lesson/goal_remarks.js');  // which it fetches when there is something to say
    const { html } = await import('#lab/room/elements.js');
    const goal = () => {
        const element = html('li', { dataset: { goal: 'mended', status: 'not_yet' } });
        element.append(html('span', { dataset: { goalSign: '' }, textContent: '□' }));
        element.append(html('small', { dataset: { goalProgress: '' } }));
        element.append(html('div', { dataset: { goalEvent: '' }, hidden: true }));
        return element;
    };
    const [task, inNote, inBroken] = [goal(), goal(), goal()];
    inNote.append(html('span', { dataset: { goalOver: '' }, textContent: '{seconds} s: {left} left' }));
    const broken = html('section', { dataset: { broken: '' } }, [inBroken]);
    const note = html('article', { className: 'note' }, [inNote, broken]);
    const root = html('div', { dataset: { variant, rung } }, [task, note]);
    const entities = new Map([['room', { branch: 1 }], ['shipping/1', { name: 'Shipping 1' }]]);
    const store = { get: (id) => entities.get(id), fresh: [] };
    const said = { asked: [], sought: [], reached: 0 };
    localStorage.clear();
    const page = {
        store, part: () => task,
        travel: { goTo: (atUs) => said.sought.push(atUs) },
        ask: async (command, args) => {
            said.asked.push([command, args]);
            return { result: { events, commands: [{ number: 3, at_us: 6500000 }] } };
        },
    };
    const goals = new Goals(root, page, () => { said.reached += 1; }, () => ({ id: 'broken', title: '' }));
    const looks = [];
    for (const entity of acts) {
        if (entity) entities.set('goal/mended', entity);
        goals.take(store);
        await new Promise((done) => setTimeout(done, 20));
        looks.push([task, inNote, inBroken].map((one) => [
            one.dataset.status, one.querySelector('span').textContent, one.querySelector('span').ariaLabel,
            one.querySelector('small').textContent, one.dataset.kept ?? '',
        ]));
    }
    const place = task.querySelector('[data-goal-event]');
    place.querySelector('button')?.click();
    return { ...said, looks, onward: goals.onward()?.words ?? null, hidden: place.hidden, text: place.textContent };
}"""
NOT_YET = ["not_yet", "□", "아직", "", ""]


def entity(status: str, progress: list[int] | None = None, event: int | None = None) -> dict[str, Any]:
    return {"kind": "goal", "name": "mended", "status": status, "progress": progress, "at_ms": 9000, "event": event}


def test_when_the_time_of_a_try_is_over_the_labs_words_say_what_was_left(modules: Modules) -> None:
    over = {**entity("not_yet", [100, 143]), "over": {"seconds": 15, "left": 43}}
    said = modules(GOALS, "", [over], [])
    assert (said["hidden"], said["text"]) == (False, "15 s: 43 left")
    said = modules(GOALS, "", [over, {**over, "over": None}], [])
    assert (said["hidden"], said["asked"]) == (True, [])


def test_a_goal_nobody_has_said_anything_of_is_not_yet(modules: Modules) -> None:
    assert modules(GOALS, "", [None], [])["looks"][0][:2] == [NOT_YET, NOT_YET]


def test_progress_is_shown_until_it_is_reached(modules: Modules) -> None:
    told = modules(GOALS, "", [entity("not_yet", [17, 20]), entity("reached", [20, 20])], [])
    first, second = (look[0] for look in told["looks"])
    assert first == ["not_yet", "□", "아직", "17 / 20", ""]
    assert second == ["reached", "■", "달성", "달성", "true"]
    assert told["onward"] == "모든 목표를 이루었습니다. 다음:"
    assert told["hidden"]


def test_looking_back_shows_not_yet_again_but_what_was_reached_is_kept(modules: Modules) -> None:
    told = modules(GOALS, "", [entity("reached"), entity("not_yet", [3, 20])], [])
    assert told["looks"][1][0] == ["not_yet", "□", "아직", "3 / 20 · ★ 다른 브랜치에서 달성", "true"]
    assert told["looks"][1][1] == told["looks"][1][0], "in the note as well"
    assert told["onward"] == "모든 목표를 이루었습니다(일부는 다른 브랜치에서). 다음:", "and the way on stays"


def test_a_miss_names_the_event_and_leads_to_just_before_it(modules: Modules) -> None:
    stopped = {"id": 7, "at_us": 8_000_000, "event": "WorkerStopped", "data": {"program": "shipping"}}
    told = modules(GOALS, "", [entity("missed", None, 7)], [stopped])
    assert told["looks"][0][0] == ["missed", "✕", "실패", "실패", ""]
    assert not told["hidden"]
    assert "Shipping이 멈췄습니다" in told["text"]
    assert told["sought"] == [7_999_999]
    question = {"at_least_id": 7, "before_id": 8, "before_us": 9_001_000, "limit": 1}
    assert told["asked"] == [["room.log", question]], "the task and the note ask once"


def test_of_what_was_on_its_way_for_a_while_just_before_is_before_the_command(modules: Modules) -> None:
    bound = {"id": 7, "at_us": 8_000_000, "cause": -3, "event": "WorkerStopped", "data": {"program": "shipping"}}
    assert modules(GOALS, "", [entity("missed", None, 7)], [bound])["sought"] == [6_499_999]


def test_a_miss_that_is_looked_back_from_takes_its_event_along(modules: Modules) -> None:
    stopped = {"id": 7, "at_us": 8_000_000, "event": "WorkerStopped", "data": {"program": "shipping"}}
    assert modules(GOALS, "", [entity("missed", None, 7), entity("not_yet")], [stopped])["hidden"]


@pytest.mark.parametrize(("variant", "signs"), [("", ["■", "■", "□"]), ("broken", ["■", "□", "■"])])
def test_the_broken_variant_has_goals_of_its_own(modules: Modules, variant: str, signs: list[str]) -> None:
    told = modules(GOALS, variant, [entity("reached")], [])
    assert [look[1] for look in told["looks"][0]] == signs


def test_what_a_script_reaches_is_said_to_be_the_solutions_and_not_kept(modules: Modules) -> None:
    told = modules(GOALS, "", [entity("reached")], [], "watch")
    assert told["looks"][0][0] == ["reached", "■", "풀이가 달성", "풀이가 달성", ""]
    assert told["reached"] == 0
