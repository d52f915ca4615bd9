"""Two branches compared: charts on one axis, ledgers, goals, and where they part."""

from typing import Any

import pytest

from tests.browser.fixtures import Modules
from tests.browser.frames import scene
from tests.browser.panels import command, fact, on_stage

pytestmark = pytest.mark.browser

COUNTS = {"kind": "ledger", "accepted": 20, "owed": 40, "handled": 30, "moving": 1, "waiting": 9, "lost": 0, "again": 0}
BRANCHES = [
    {"number": 0, "parent": None, "name": "", "at_ms": 0, "head_ms": 4000},
    {"number": 1, "parent": 0, "name": "More workers", "at_ms": 2000, "head_ms": 6000},
]


def side(head_us: int, depths: list[int], *commands: dict[str, Any], handled: int, goal: str) -> dict[str, Any]:
    recorded = {
        "times_us": [second * 1_000_000 for second in range(1, len(depths) + 1)],
        "series": {"sqs.shipping.visible": depths},
        "commands": list(commands),
        "head_us": head_us,
    }
    decided_us = None if goal == "not_yet" else 3_000_000
    goals = [{"goal": "drain", "status": goal, "at_us": decided_us, "event": None}]
    return {"head_us": head_us, "history": recorded, "ledger": {**COUNTS, "handled": handled}, "goals": goals}


STOP, START = command(1, 1, "shipping.stop"), command(2, 2, "shipping.start")
CRASH = command(2, 3, "accounting.crash")


def compared(**changed: Any) -> dict[str, Any]:
    return {
        "a": side(4_000_000, [0, 4, 8, 12], STOP, CRASH, handled=30, goal="missed"),
        "b": side(6_000_000, [0, 4, 3, 1, 0, 0], STOP, START, handled=1042, goal="reached"),
        "fork_us": 2_000_000,
        "until_us": 4_000_000,
        "difference": {
            "number": 9,
            "at_us": 2_000_000,
            "a": fact(9, 2.5, "OrderAccepted", order=7, trace="order-7", to=[], owed=[]),
            "b": fact(9, 2, "WorkerStarted", program="shipping", instance=1, running=1),
        },
        **changed,
    }


def panel(modules: Modules, answer: dict[str, Any], act: str) -> Any:
    entities = scene(7000)
    entities["room"] = {**entities["room"], "branch": 1, "branches": BRANCHES}
    prepared = f"""async (tools) => {{
        await tools.panel.compare(1, 0);
        tools.texts = (selector) => [...tools.root.querySelectorAll(selector)].map((one) => one.textContent);
        return ({act})(tools);
    }}"""
    return on_stage(modules, "_compare.html", "compare", entities, {"room.compare": answer}, prepared)


def test_what_came_out_stands_first_and_the_older_branch_is_a_whichever_was_asked_for_first(modules: Modules) -> None:
    asked, first, rows = panel(
        modules,
        {"result": compared()},
        """async ({ root, texts, world }) =>
            [world.asked, root.querySelector('table, svg').tagName, texts('tbody th').slice(0, 3)]""",
    )
    assert asked == [["room.compare", {"a": 0, "b": 1}]]
    assert (first, rows) == ("TABLE", ["유실", "처리됨", "중복 전달"])


def test_both_runs_lie_on_one_time_axis_and_the_second_is_dashed(modules: Modules) -> None:
    told = panel(
        modules,
        {"result": compared()},
        """async ({ texts, root, world }) => ({
            asked: world.asked, sides: texts('[data-sides]'), labels: texts('.end-label'), marks: texts('.mark-label'),
            bands: texts('.band-label'), dashed: root.querySelectorAll('.line.second').length,
            ends: [...root.querySelectorAll('[role=slider]')].map((one) => one.ariaValueMax),
        })""",
    )
    assert told["asked"] == [["room.compare", {"a": 0, "b": 1}]]
    assert told["sides"] == ["A: 원본 · B: More workers"]
    assert sorted(told["labels"]) == ["A shipping", "B shipping"]
    assert told["dashed"] == 1
    assert told["ends"] == ["6000"]
    assert told["marks"] == ["갈라짐"]


def test_what_only_one_of_them_broke_has_its_letter(modules: Modules) -> None:
    bands = panel(modules, {"result": compared()}, "async ({ texts }) => texts('.band-label')")
    assert sorted(bands) == ["A Accounting 비정상 종료", "A Shipping 멈춤", "B Shipping 멈춤"]
    same = side(4_000_000, [0, 4], STOP, handled=1, goal="not_yet")
    bands = panel(modules, {"result": compared(a=same, b=same)}, "async ({ texts }) => texts('.band-label')")
    assert bands == ["Shipping 멈춤"]


def test_the_first_difference_is_told_for_both_sides_and_leads_to_its_moment(modules: Modules) -> None:
    said, lines, sought = panel(
        modules,
        {"result": compared()},
        """async ({ texts, root, world }) => {
            for (const button of root.querySelectorAll('.difference button')) button.click();
            return [texts('[data-difference] p'), texts('.difference li'), world.sought];
        }""",
    )
    assert said == ["둘은 00:02.0에 처음으로 달라집니다."]
    assert lines == [
        "A 주문 7이 접수되었습니다원본의 00:02.5 보기",
        "B Shipping 1이 시작했습니다More workers의 00:02.0 보기",
    ]
    assert sought == [[2_500_000, 0], [2_000_000, 1]]


def test_a_side_that_ends_before_the_difference_says_so(modules: Modules) -> None:
    difference = {**compared()["difference"], "a": None}
    lines = panel(
        modules,
        {"result": compared(difference=difference)},
        "async ({ texts }) => texts('.difference li > span')",
    )
    assert lines == ["더는 아무 일도 없습니다", "Shipping 1이 시작했습니다"]


def test_equal_runs_are_told_to_be_the_same(modules: Modules) -> None:
    said = panel(modules, {"result": compared(difference=None)}, "async ({ texts }) => texts('[data-difference]')")
    assert said == ["둘 다 진행된 곳까지는 모든 사건이 똑같습니다."]


def test_ledgers_and_goals_stand_side_by_side(modules: Modules) -> None:
    captions, ledger, goals = panel(
        modules,
        {"result": compared()},
        """async ({ root, texts }) => [texts('caption'), ...[...root.querySelectorAll('table')].map((table) =>
            [...table.querySelectorAll('tr')].map((row) => [...row.children].map((cell) => cell.textContent)))]""",
    )
    assert captions[0] == "00:04.0에 주문은 모두 어디에 있을까요? B는 그 뒤로도 이어집니다."
    assert ledger[0] == ["", "A: 원본", "B: More workers", "B – A"]
    assert ledger[2] == ["처리됨", "30", "1,042", "+1,012"]
    assert goals[1] == ["drain", "✕ 00:03.0에 실패", "★ 00:03.0에 달성"]


def test_a_refusal_is_told(modules: Modules) -> None:
    note = panel(modules, {"error": {"code": "unknown_branch"}}, "async ({ texts }) => texts('[data-note]')")
    assert note == ["이 브랜치는 더 이상 없습니다."]


def test_opened_where_it_lies_it_lets_one_choose_the_branch(modules: Modules) -> None:
    entities = scene(7000)
    entities["room"] = {**entities["room"], "branch": 1, "branches": BRANCHES}
    act = """async ({ root, world, panel, settle }) => {
        const words = root.querySelector('[data-choice]').textContent;
        root.querySelector('[data-choice] button').click();
        await settle();
        world.frame(7100, { room: { ...world.store.get('room'), branch: 0, branches: [] } });
        panel.take(world.store);
        return [words, world.asked, root.querySelector('[data-choice]').textContent];
    }"""
    words, asked, alone = on_stage(
        modules, "_compare.html", "compare", entities, {"room.compare": {"result": compared()}}, act
    )
    assert words == "“원본”과 비교"
    assert asked == [["room.compare", {"a": 0, "b": 1}]]
    assert alone.startswith("아직 브랜치가 하나뿐입니다.")
