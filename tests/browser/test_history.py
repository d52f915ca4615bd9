"""A run's history: charts that read and lead, the whole log with its filters, who sent what to whom."""

import json
from typing import Any

import pytest

from labs.rooms.event_pages import KINDS
from tests.browser.fixtures import Modules
from tests.browser.frames import scene
from tests.browser.panels import command, fact, on_stage

pytestmark = pytest.mark.browser

HISTORY = {
    "branch": 0,
    "head_us": 4_000_000,
    "times_us": [1_000_000, 2_000_000, 3_000_000, 4_000_000],
    "series": {
        "sqs.shipping.visible": [0, 3, 8, 12],
        "sqs.accounting.visible": [1, 1, 0, 1],
        "sqs.shipping.age_s": [0, 1, 2, 3],
        "storefront.accepted": [5, 10, 15, 20],
        "ledger.shipping.handled": [2, 2, 2, 2],
        "ledger.shipping.p50_ms": [900, 0, 0, 0],
    },
    "commands": [command(1, 1.5, "shipping.stop")],
    "goals": [],
}
CHARTS = {"room.history": {"result": HISTORY}, "now_ms": 2500}


def charts(modules: Modules, act: str, answers: dict[str, Any] = CHARTS) -> Any:
    return on_stage(modules, "_history.html", "history", scene(7000), answers, act)


def test_an_opened_history_shows_every_chart_with_its_values_at_the_playhead(modules: Modules) -> None:
    told = charts(
        modules,
        """async ({ root, world, loaded }) => {
            await loaded();
            const texts = (selector) => [...root.querySelectorAll(selector)].map((one) => one.textContent);
            return { asked: world.asked, titles: texts('figcaption b'), readings: texts('.chart-reading') };
        }""",
    )
    assert told["asked"] == [["room.history", {}]]
    assert told["titles"] == [
        "큐별 대기 메시지",
        "가장 오래된 메시지의 나이",
        "접수한 주문과 처리한 주문",
        "주문부터 처리까지: Shipping",
    ]
    assert told["readings"] == [
        "00:02.0 · shipping 3 · accounting 1",
        "00:02.0 · shipping 1",
        "00:02.0 · StoreFront 5 · Shipping 0",
        "00:02.0 · p50 –",
    ]


def test_the_keys_read_a_chart_and_enter_goes_there(modules: Modules) -> None:
    told = charts(
        modules,
        """async ({ root, world, loaded }) => {
            await loaded();
            const plot = root.querySelector('[role=slider]');
            const press = (key) => plot.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
            const said = [];
            plot.focus();
            for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'Home', 'PageUp', 'ArrowLeft']) {
                press(key);
                said.push([plot.ariaValueText, plot.ariaValueNow]);
            }
            press('Enter');
            return { said, sought: world.sought, label: plot.ariaLabel };
        }""",
    )
    assert [now for _, now in told["said"]] == ["3000", "4000", "4000", "1000", "4000", "3000"]
    assert told["said"][0][0] == "00:03.0 · shipping 8 · accounting 0"
    assert told["sought"] == [[3_000_000]]
    assert told["label"] == "큐별 대기 메시지, 시각별 값 읽기"


def test_a_running_clock_does_not_speak_to_whoever_stands_on_a_chart(modules: Modules) -> None:
    before, after, shown = charts(
        modules,
        """async ({ panel, root, loaded }) => {
            await loaded();
            const plot = root.querySelector('[role=slider]');
            plot.focus();
            const before = plot.ariaValueText;
            panel.showTime(4000);
            return [before, plot.ariaValueText, root.querySelector('.chart-reading').textContent];
        }""",
    )
    assert before == after
    assert shown == "00:04.0 · shipping 12 · accounting 1"


def test_the_same_stands_as_a_table_with_what_was_broken(modules: Modules) -> None:
    told = charts(
        modules,
        """async ({ root, loaded, settle }) => {
            await loaded();
            const table = root.querySelector('.chart .as-table');
            table.open = true;
            await settle();
            const rows = [...table.querySelectorAll('tbody tr')];
            return {
                head: [...table.querySelectorAll('thead th')].map((one) => one.textContent),
                rows: rows.map((row) => [...row.children].map((one) => one.textContent)),
                faults: [...table.querySelectorAll('li')].map((one) => one.textContent),
            };
        }""",
    )
    assert told["head"] == ["시각", "shipping", "accounting"]
    assert told["rows"][2] == ["00:03.0", "8", "0"]
    assert told["faults"] == ["Shipping 멈춤, 00:01.5 – "]


def test_a_refusal_is_told_and_an_empty_history_too(modules: Modules) -> None:
    note = "async ({ root, loaded }) => { await loaded(); return root.querySelector('[data-note]').textContent; }"
    assert charts(modules, note, {"room.history": {"error": {"code": "busy"}}}) != ""
    empty = {**HISTORY, "times_us": [], "series": {}, "commands": []}
    assert charts(modules, note, {"room.history": {"result": empty}}).startswith("아직 기록이 없습니다")


def test_a_busy_room_is_asked_again(modules: Modules) -> None:
    answer, asked = modules(
        """async () => {
            const { patiently } = await import('#lab/room/patience.js');
            let asked = 0;
            const ask = async () => (++asked < 3 ? { error: { code: 'busy' } } : { result: 'there' });
            return [await patiently(ask, 1)('room.history'), asked];
        }"""
    )
    assert answer == {"result": "there"}
    assert asked == 3


def facts() -> list[dict[str, Any]]:
    """A hundred and twenty orders on their way, and one fault."""
    told = [
        fact(number, number / 10, "MessageSent", trace=f"order-{number}", queue="shipping", by="sns")
        for number in range(1, 121)
    ]
    told[59] = fact(60, 6, "WorkerStopped", program="shipping", instance=1, running=0)
    return told


def log(modules: Modules, act: str) -> Any:
    prepared = f"""async (tools) => {{
        const {{ root, loaded }} = tools;
        await loaded();
        tools.lines = () => [...root.querySelectorAll('[data-list] li')].map((one) => one.textContent);
        tools.choose = async (name, value) => {{
            delete root.dataset.loaded;
            const field = root.querySelector(`[data-${{name}}]`);
            field.value = value;
            field.dispatchEvent(new Event('change'));
            await loaded();
        }};
        return ({act})(tools);
    }}"""
    return on_stage(modules, "_log.html", "event-log", scene(7000), {"facts": facts(), "now_ms": 12_000}, prepared)


def test_the_whole_log_stands_newest_first_and_a_line_leads_to_its_moment(modules: Modules) -> None:
    first, count, sought = log(
        modules,
        """async ({ lines, root, world }) => {
            root.querySelector('[data-list] button').click();
            return [lines()[0], lines().length, world.sought];
        }""",
    )
    assert first == "00:12.0주문 120이 shipping에 들어왔습니다"
    assert count == 50
    assert sought == [[12_000_000]]


def test_the_log_is_filtered_by_kind_by_thing_and_by_order(modules: Modules) -> None:
    told = log(
        modules,
        """async ({ lines, choose, world, root }) => {
            const told = {};
            await choose('kind', 'faults');
            told.faults = lines();
            await choose('kind', '');
            await choose('order', '7');
            told.order = lines();
            await choose('about', 'sqs/shipping');
            told.asked = world.asked.map(([, args]) => args);
            told.number = root.querySelector('[data-order]').value;
            await choose('kind', 'goals');
            told.none = [lines(), root.querySelector('[data-note]').textContent];
            return told;
        }""",
    )
    assert told["faults"] == ["00:06.0Shipping 1이 멈췄습니다"]
    assert told["order"] == ["00:00.7주문 7이 shipping에 들어왔습니다"]
    assert told["asked"][-1] == {"about": "sqs/shipping", "limit": 50}
    assert told["number"] == ""
    assert told["none"] == [[], "이런 일은 없었습니다."]


def test_what_the_scene_has_can_be_chosen_and_a_handful_of_kinds(modules: Modules) -> None:
    things, kinds = log(
        modules,
        """async ({ root }) => ['about', 'kind'].map((name) =>
            [...root.querySelectorAll(`[data-${name}] option`)].map((one) => one.textContent))""",
    )
    assert things == ["everything", "shipping", "accounting", "orders", "StoreFront", "Shipping", "Accounting"]
    assert kinds == ["everything", "장애", "변경", "유실", "목표", "주문의 이동"]


def test_a_new_event_comes_by_itself_and_what_lies_ahead_stands_back(modules: Modules) -> None:
    newest, asked, later = log(
        modules,
        """async ({ panel, world, lines, root, settle }) => {
            const fresh = { id: 121, at_us: 12_100_000, cause: 0, event: 'WorkerStarted',
                data: { program: 'shipping', instance: 1, running: 1 } };
            world.facts.push(fresh);
            world.frame(12_100, {}, [fresh]);
            panel.askedMs = -Infinity;
            panel.take();
            await settle();
            panel.showTime(11_900);
            return [lines()[0], world.asked.at(-1)[1], root.querySelectorAll('.later').length];
        }""",
    )
    assert newest == "00:12.1Shipping 1이 시작했습니다"
    assert asked == {"at_least_id": 121, "limit": 50}
    assert later == 2


PAGES = """async (count, limit) => {
    const { LogPages } = await import('#lab/room/log_pages.js');
    const facts = Array.from({ length: count }, (_none, at) => ({ id: at + 1, at_us: Math.floor(at / 3) }));
    const ask = async (_command, { before_us = Infinity, before_id = Infinity }) => {
        const found = facts.filter((fact) => fact.at_us < before_us && fact.id < before_id).reverse();
        const events = found.slice(0, limit);
        const [next_us, next_id] = [events.at(-1).at_us + 1, events.at(-1).id];
        return { result: { events, more: found.length > limit, next_us, next_id } };
    };
    const pages = new LogPages(ask, {});
    const ids = [];
    for (let page = 0; page < 50 && pages.more; page += 1) ids.push(...(await pages.next()).fresh.map(({ id }) => id));
    return ids;
}"""


@pytest.mark.parametrize("limit", [4, 5, 7, 100])
def test_pages_that_end_within_an_instant_miss_nothing_and_repeat_nothing(modules: Modules, limit: int) -> None:
    assert modules(PAGES, 40, limit) == list(range(40, 0, -1))


def way_of_an_order() -> list[dict[str, Any]]:
    order: dict[str, Any] = {"trace": "order-1"}
    return [
        fact(1, 1.0, "OrderAccepted", order=1, to=["sns/orders"], owed=["shipping"], **order),
        fact(2, 1.4, "Published", 1, topic="orders", copies=["shipping"], **order),
        fact(3, 1.8, "MessageSent", 2, queue="shipping", by="sns", **order),
        fact(4, 2.0, "MessageReceived", 3, queue="shipping", by="shipping", **order),
        fact(5, 2.4, "WorkStarted", 4, program="shipping", instance=1, queue="shipping", **order),
        fact(6, 2.5, "LinkCut", -1, a="sns", b="sqs"),
        fact(7, 2.6, "PacketLost", 6, link="sns>sqs", **order),
        fact(8, 2.6, "PacketLost", 6, link="sns>sqs", **order),
        fact(9, 3.0, "WorkLost", 5, program="shipping", instance=1, **order),
    ]


WAYS = """async (facts, entities, nowMs) => {
    facts = JSON.parse(facts); // as a text, thousands of them come over at once
    const { columnsOf, waysAround } = await import('#lab/draw/crossings.js');
    const columns = columnsOf(new Map(Object.entries(entities)));
    const around = waysAround(facts, columns, nowMs);
    const name = (end) => columns[end.column].id;
    const ways = around.ways.map(({ fact, from, to, lost, ends }) => [fact.event, name(from), name(to), lost, ends]);
    return { ...around, columns: columns.map(({ id }) => id), ways };
}"""


def test_messages_are_ways_from_a_cause_to_its_effect(modules: Modules) -> None:
    told = modules(WAYS, json.dumps(way_of_an_order()), scene(7000), 3000)
    assert told["columns"] == ["storefront", "sns/orders", "sqs/shipping", "shipping", "sqs/accounting", "accounting"]
    assert told["ways"] == [
        ["Published", "storefront", "sns/orders", False, False],
        ["MessageSent", "sns/orders", "sqs/shipping", False, False],
        ["MessageReceived", "sqs/shipping", "sqs/shipping", False, False],
        ["WorkStarted", "sqs/shipping", "shipping", False, False],
        ["PacketLost", "sns/orders", "sqs/shipping", True, False],
        ["PacketLost", "sns/orders", "sqs/accounting", True, False],
        ["WorkLost", "shipping", "shipping", False, True],
    ]


def test_a_crowded_moment_has_a_shorter_span_and_at_most_300_ways(modules: Modules) -> None:
    crowd = []
    for number in range(0, 4000, 2):
        order: dict[str, Any] = {"trace": f"order-{number}"}
        crowd.append(fact(number + 1, number / 400, "OrderAccepted", order=number, to=["sns/orders"], **order))
        crowd.append(fact(number + 2, number / 400 + 0.4, "Published", number + 1, topic="orders", **order))
    told = modules(WAYS, json.dumps(crowd), scene(7000), 6000)
    assert 0 < len(told["ways"]) <= 300
    assert told["toMs"] - told["fromMs"] < 10_000
    assert told["fromMs"] <= 6000 <= told["toMs"]


def test_the_space_time_view_draws_crosses_and_tells_the_same_as_a_table(modules: Modules) -> None:
    told = on_stage(
        modules,
        "_history.html",
        "space-time",
        scene(7000),
        {"facts": way_of_an_order(), "now_ms": 3000},
        """async ({ root, world, loaded, settle }) => {
            await loaded();
            const table = root.querySelector('[data-arrows]');
            table.open = true;
            await settle();
            const rows = [...table.querySelectorAll('tbody tr')].map((row) =>
                [...row.children].map((one) => one.textContent));
            table.querySelector('tbody button').click();
            const drawing = root.querySelector('svg').getBoundingClientRect();
            root.querySelector('[data-drawing]').dispatchEvent(
                new MouseEvent('click', { clientX: drawing.left + 80, clientY: drawing.top }));
            return { rows, crosses: root.querySelectorAll('.cross').length, sought: world.sought,
                note: root.querySelector('[data-note]').textContent };
        }""",
    )
    assert told["crosses"] == 3
    assert told["note"] == "00:00.0 – 00:10.0: 이동 7건, 그중 유실 3건"
    assert told["rows"][0] == ["00:03.0", "Shipping", "✕ Shipping", "Shipping 1의 메모리에서 주문 1이 사라졌습니다"]
    assert told["rows"][1][1:3] == ["orders", "✕ accounting"]
    assert told["sought"] == [[3_000_000], [0]]


def test_the_log_offers_the_kinds_that_the_room_knows_and_has_a_sentence_for_each_event(modules: Modules) -> None:
    offered, told = log(
        modules,
        """async ({ root, loaded }) => {
            await loaded();
            for (const more of ['event_sentences', 'rare_event_sentences']) await import(`#lab/cluster/${more}.js`);
            const { NOTABLE, ORDINARY } = await import('#lab/room/sentences.js');
            const offered = [...root.querySelectorAll('[data-kind] option')].map((one) => one.value);
            return [offered, Object.keys({ ...NOTABLE, ...ORDINARY })];
        }""",
    )
    assert set(offered) - {""} == set(KINDS)
    assert set(told) == {name for names in KINDS.values() for name in names}


def test_the_search_goes_on_where_the_room_looked_back_far_enough_and_found_nothing(modules: Modules) -> None:
    found, asked = modules(
        """async () => {
            const { LogPages } = await import('#lab/room/log_pages.js');
            const first = { events: [], more: true, next_us: 901, next_id: 77 };
            const pages = [first, { events: [{ id: 3, at_us: 50 }], more: false }];
            const asked = [];
            const ask = async (_command, { before_us = null, before_id = null }) => {
                asked.push([before_us, before_id]);
                return { result: pages.shift() };
            };
            const walk = new LogPages(ask, { kind: 'losses', limit: 50 });
            return [[await walk.next(), await walk.next()].map(({ fresh }) => fresh.length), asked];
        }"""
    )
    assert found == [0, 1]
    assert asked == [[None, None], [901, 77]]
