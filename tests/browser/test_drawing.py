"""The drawing: layers, places, wires, marks."""

from collections.abc import Callable

import pytest

from tests.browser.fixtures import Modules
from tests.browser.frames import run, scene

pytestmark = pytest.mark.browser

LAYOUT = """async (entities, width) => {
    const { layOut } = await import('#lab/draw/layout.js');
    const layout = layOut(new Map(Object.entries(entities)), width);
    return { ...layout, boxes: Object.fromEntries(layout.boxes), wires: [...layout.wires.keys()] };
}"""


def crowded() -> dict:
    """The fan-out with twenty workers and a terminal."""
    entities = scene(0)
    for program in ("shipping", "accounting"):
        for instance in range(2, 11):
            entities[f"{program}/{instance}"] = {**entities[f"{program}/1"], "name": f"{program} {instance}"}
    terminal = {"kind": "terminal", "name": "kim", "links": ["sqs/shipping"], "pulls": ["sqs/shipping"], "last_ms": 0}
    return entities | {"terminal/kim": terminal}


def overlapping(boxes: dict) -> list[tuple[str, str]]:
    def apart(a: dict, b: dict) -> bool:
        across = abs(a["x"] - b["x"]) >= (a["width"] + b["width"]) / 2
        return across or abs(a["y"] - b["y"]) >= (a["height"] + b["height"]) / 2

    return [(a, b) for a in boxes for b in boxes if a < b and not apart(boxes[a], boxes[b])]


@pytest.mark.parametrize("width", [294, 364, 700, 880, 1120, 1800])
@pytest.mark.parametrize("entities", [scene(0), crowded()], ids=["plain", "crowded"])
def test_no_two_boxes_overlap_and_none_sticks_out(modules: Modules, width: int, entities: dict) -> None:
    layout = modules(LAYOUT, entities, width)
    assert overlapping(layout["boxes"]) == []
    for box in layout["boxes"].values():
        assert box["width"] / 2 <= box["x"] <= layout["width"] - box["width"] / 2
        assert box["height"] / 2 <= box["y"] <= layout["height"] - box["height"] / 2


def test_a_wide_drawing_runs_from_left_to_right_in_the_order_of_the_messages(modules: Modules) -> None:
    boxes = modules(LAYOUT, scene(0), 900)["boxes"]
    way = ["storefront", "sns/orders", "sqs/shipping", "shipping/1"]
    assert [boxes[one]["x"] for one in way] == sorted(boxes[one]["x"] for one in way)
    assert boxes["sqs/shipping"]["y"] < boxes["sqs/accounting"]["y"]


def test_a_narrow_drawing_runs_from_top_to_bottom(modules: Modules) -> None:
    layout = modules(LAYOUT, scene(0), 364)
    way = ["storefront", "sns/orders", "sqs/accounting", "accounting/1"]
    assert layout["orientation"] == "portrait"
    assert [layout["boxes"][one]["y"] for one in way] == sorted(layout["boxes"][one]["y"] for one in way)


def rewired() -> dict:
    """Shipping is wired to the topic still, and to its queue already; another queue is wired to nothing."""
    entities = scene(0)
    entities["sns/orders"]["links"] += ["shipping/1", "accounting/1"]
    return entities | {"sqs/new": {**entities["sqs/shipping"], "name": "new"}}


def one_queue() -> dict:
    """The same with one queue, so that a narrow drawing needs one row for each layer."""
    entities = rewired()
    del entities["sqs/new"], entities["sqs/accounting"]
    return entities


@pytest.mark.parametrize(("make", "width"), [(rewired, 880), (rewired, 1120), (one_queue, 880), (one_queue, 364)])
def test_a_wire_that_passes_boxes_keeps_clear_of_them(modules: Modules, make: Callable[[], dict], width: int) -> None:
    met = modules(
        """async (entities, width) => {
            const { layOut } = await import('#lab/draw/layout.js');
            const { pointOn } = await import('#lab/draw/wires.js');
            const { boxes, wires } = layOut(new Map(Object.entries(entities)), width);
            const inside = ({ x, y }, box) =>
                Math.abs(x - box.x) < box.width / 2 - 1 && Math.abs(y - box.y) < box.height / 2 - 1;
            return [...wires].flatMap(([key, { curve }]) =>
                [...boxes].filter(([, box]) =>
                    Array.from({ length: 101 }, (_, at) => pointOn(curve, at / 100)).some((on) => inside(on, box)),
                ).map(([id]) => [key, id]));
        }""",
        make(),
        width,
    )
    assert met == []


def test_what_is_wired_to_nothing_stands_among_its_kind(modules: Modules) -> None:
    boxes = modules(LAYOUT, rewired(), 900)["boxes"]
    assert boxes["sqs/new"]["x"] == boxes["sqs/shipping"]["x"] < boxes["shipping/1"]["x"]


def test_a_queue_that_nothing_is_wired_to_makes_the_drawing_no_taller(modules: Modules) -> None:
    entities = scene(0)
    entities["sns/orders"]["links"] = ["shipping/1", "accounting/1"]
    for program in ("shipping", "accounting"):
        del entities[f"sqs/{program}"]
        entities[f"{program}/1"]["pulls"] = []
    before = modules(LAYOUT, entities, 900)["height"]
    entities["sqs/new"] = {"kind": "queue", "name": "new"}
    assert modules(LAYOUT, entities, 900)["height"] == before


def test_a_terminal_that_sends_and_receives_stands_behind_its_queue_with_one_wire(modules: Modules) -> None:
    layout = modules(LAYOUT, crowded(), 900)
    assert [wire for wire in layout["wires"] if "terminal/kim" in wire] == ["sqs/shipping>terminal/kim"]


def test_links_in_a_circle_are_laid_out(modules: Modules) -> None:
    entities = {name: {"kind": "topic", "name": name, "links": [other]} for name, other in [("a", "b"), ("b", "a")]}
    assert len(modules(LAYOUT, entities, 900)["boxes"]) == 2


def test_another_topology_moves_no_box_of_the_layers_before_it(modules: Modules) -> None:
    before, after = modules(LAYOUT, scene(0), 900), modules(LAYOUT, crowded(), 900)
    for one in ("storefront", "sns/orders", "sqs/shipping"):
        assert before["boxes"][one]["x"] == after["boxes"][one]["x"]


KEPT = """async (scenes, width) => {
    const { layOut } = await import('#lab/draw/layout.js');
    const { KeptPlaces } = await import('#lab/draw/kept_places.js');
    const kept = new KeptPlaces();
    return scenes.map((entities, at) => {
        const layout = layOut(new Map(Object.entries(entities)), width, null, at ? kept : null);
        kept.note(layout);
        return { height: layout.height, width: layout.width, boxes: Object.fromEntries(layout.boxes) };
    });
}"""


def built_up() -> list[dict]:
    """Services that are called directly get a queue each, then are wired to it; the first queue goes and comes back."""
    whole = scene(0)
    whole["sns/orders"]["links"] += ["shipping/1", "accounting/1"]
    unwired = {name: {**one, "pulls": []} if one["kind"] == "worker" else one for name, one in whole.items()}
    unwired["sns/orders"] = {**whole["sns/orders"], "links": ["shipping/1", "accounting/1"]}

    def without(*names: str) -> dict:
        return {name: one for name, one in unwired.items() if name not in names}

    return [without("sqs/shipping", "sqs/accounting"), without("sqs/accounting"), unwired, whole,
            without("sqs/shipping"), whole, scene(0)]  # fmt: skip


def test_known_boxes_keep_their_places_while_parts_come_and_are_wired(modules: Modules) -> None:
    first, *later = modules(KEPT, built_up(), 880)
    for layout in later:
        assert overlapping(layout["boxes"]) == []
        assert layout["height"] == first["height"]
        assert all(layout["boxes"][one]["y"] == box["y"] for one, box in first["boxes"].items())
    for one in ("sqs/shipping", "sqs/accounting"):
        assert len({(box["x"], box["y"]) for layout in later if (box := layout["boxes"].get(one))}) == 1
    assert later[0]["boxes"]["sqs/shipping"]["y"] == first["boxes"]["shipping/1"]["y"]  # its namesake's


def test_what_comes_sticks_out_of_no_narrow_drawing(modules: Modules) -> None:
    layouts = modules(KEPT, built_up(), 364)
    heights = [layout["height"] for layout in layouts]
    assert heights == sorted(heights)
    for layout in layouts:
        assert overlapping(layout["boxes"]) == []
        assert all(box["width"] / 2 <= box["x"] <= 364 - box["width"] / 2 for box in layout["boxes"].values())


@pytest.mark.parametrize("width", [880, 364])
def test_an_instance_that_comes_stands_behind_those_of_its_program(modules: Modules, width: int) -> None:
    two, three = scene(0), scene(0)
    for entities, instances in ((two, [2]), (three, [2, 3])):
        for instance in instances:
            entities[f"shipping/{instance}"] = {**entities["shipping/1"], "name": f"Shipping {instance}"}
    boxes = modules(KEPT, [scene(0), two, three, two, three], width)[-1]["boxes"]
    workers = [one for one, box in sorted(boxes.items(), key=_reading) if one.startswith(("shipping/", "accounting/"))]
    together = ["shipping/1", "shipping/2", "shipping/3"]
    assert workers in ([*together, "accounting/1"], ["accounting/1", *together])
    assert overlapping(boxes) == []


def _reading(named: tuple[str, dict]) -> tuple[float, float]:
    return named[1]["y"], named[1]["x"]


LEFT = """async (scenes, width) => {
    const { Calm } = await import('#lab/draw/calm.js');
    const { layOut } = await import('#lab/draw/layout.js');
    const calm = new Calm(() => {});
    const of = (entities) => new Map(Object.entries(entities));
    const first = layOut(of(scenes[0]), width);
    const last = scenes.slice(1).reduce((before, one) => calm.layOut(before, of(one), width, null), first);
    return [first, last].map(({ wires, left }) =>
        Object.fromEntries([...wires].map(([key, { curve }]) => [key, curve]).concat([...(left ?? [])])));
}"""


def test_a_wire_that_ends_is_left_the_way_it_had(modules: Modules) -> None:
    whole = built_up()[3]
    cut = {**whole, "sns/orders": {**whole["sns/orders"], "links": ["sqs/shipping", "sqs/accounting"]}}
    before, after = modules(LEFT, [whole, cut], 900)
    assert before["sns/orders>shipping/1"] == after["sns/orders>shipping/1"]
    assert len(after["sns/orders>shipping/1"]) > 4  # it passes the queues


@pytest.mark.parametrize("width", [900, 364])
def test_where_another_box_has_come_into_its_way_a_wire_is_left_a_way_around_it(modules: Modules, width: int) -> None:
    direct, queued = built_up()[0], scene(0)
    _, after = modules(LEFT, [direct, queued], width)
    assert {"storefront>sns/orders", "sns/orders>sqs/shipping", "sqs/shipping>shipping/1"} <= set(after)
    ways = [after[f"sns/orders>{worker}/1"] for worker in ("shipping", "accounting")]
    assert all(len(way) > 4 for way in ways), "each of the two passes the queues"


BACK = """async (scenes, width) => {
    const { Calm } = await import('#lab/draw/calm.js');
    const { layOut } = await import('#lab/draw/layout.js');
    const calm = new Calm(() => {});
    let before = layOut(new Map(Object.entries(scenes[0])), width);
    return scenes.slice(1).map((entities) => {
        const all = new Map(Object.entries(entities));
        before = calm.layOut(before, all, width, null);
        return [before, layOut(all, width)].map(({ height, boxes }) => [height, Object.fromEntries(boxes)]);
    });
}"""


def test_looking_back_to_fewer_instances_leaves_no_hole_and_the_present_stands_as_it_was(modules: Modules) -> None:
    few, many = scene(0), scene(0)
    for instance in (2, 3, 4):
        many[f"shipping/{instance}"] = {**many["shipping/1"], "name": f"Shipping {instance}"}
    past = {**few, "room": {"kind": "room", "past": True}}
    present, back, again = modules(BACK, [few, many, past, many], 900)
    (height, boxes), (_, anew) = back
    assert height == present[0][0], "the rail stays under the hand"
    lower = {boxes[name]["y"] - box["y"] for name, box in anew.items()}
    assert len(lower) == 1, "as if nothing more had ever come"
    assert again[0] == present[0] != again[1]


GLIDE = """async (scenes, stepped) => {
    const { MessagingScene } = await import('#lab/scenes/messaging.js');
    const { Store } = await import('#lab/room/store.js');
    const host = document.createElement('div');
    host.style.width = '900px';
    document.body.append(host);
    const scene = new MessagingScene(host);
    scene.stepped = stepped;
    const store = new Store();
    const show = (set, n) => {
        scene.take(store.apply({ n, epoch: 'e', now_ms: 0, full: true, set, gone: [], events: [] }), store, 0);
        scene.draw(store, 0, 0);
    };
    const worker = () => host.querySelector('[data-id="shipping/1"]').getAttribute('transform');
    show(scenes[0], 1);
    const seen = new Set([worker()]);
    show(scenes[1], 2);
    const end = () => `translate(${scene.arranged.boxes.get('shipping/1').x - 82} `;
    while (!host.querySelector('[data-id="sqs/shipping"]') || !worker().startsWith(end())) {
        await new Promise(requestAnimationFrame);
        seen.add(worker());
    }
    host.remove();
    return seen.size;
}"""


def test_a_box_that_must_move_glides_there_and_jumps_where_motion_is_not_wanted(modules: Modules) -> None:
    assert modules(GLIDE, built_up()[:2], False) > 3
    assert modules(GLIDE, built_up()[:2], True) == 2


MARKS = """async (frames, seconds) => {
    const { MessagingScene } = await import('#lab/scenes/messaging.js');
    const { Store } = await import('#lab/room/store.js');
    const host = document.createElement('div');
    host.style.width = '900px';
    document.body.append(host);
    const scene = new MessagingScene(host);
    const store = new Store();
    const counts = [];
    for (const frame of frames) {
        scene.take(store.apply(frame), store, 1);
        for (let tick = 0; tick < 6; tick += 1) scene.draw(store, 100 / 6, 1);
        counts.push(host.querySelectorAll('.mark:not([display=none])').length);
    }
    const made = host.querySelectorAll('.mark').length;
    const text = host.textContent;
    host.remove();
    return { counts, made, text };
}"""


def test_orders_are_seen_moving_and_their_marks_are_used_again(modules: Modules) -> None:
    seen = modules(MARKS, run(100))
    assert max(seen["counts"]) >= 3
    assert all(count > 0 for count in seen["counts"][10:])
    assert seen["made"] <= 16


def test_a_stopped_worker_and_its_growing_queue_are_written_in_their_boxes(modules: Modules) -> None:
    text = modules(MARKS, run(100))["text"]
    assert "Shipping 1" in text
    assert "3초째 멈춤" in text
    assert "대기 19" in text
    assert "+11" in text


def test_hundreds_of_marks_go_to_the_canvas(modules: Modules) -> None:
    counted = modules(
        """async () => {
            const { Moves } = await import('#lab/draw/moves.js');
            const { svg } = await import('#lab/draw/svg.js');
            const { layOut } = await import('#lab/draw/layout.js');
            const canvas = document.createElement('canvas');
            const layer = svg('g');
            const moves = new Moves(layer, canvas);
            moves.resize(900, 400, 900);
            const layout = layOut(new Map([['a', {kind: 'topic', links: ['b']}], ['b', {kind: 'queue'}]]), 900);
            const fill = async (count) => {
                for (let at = 0; at < count; at += 1) {
                    moves.add(`move/${at}`, {from: 'a', to: 'b', depart_ms: 0, arrive_ms: 1000, trace: null}, 0, 1);
                }
                moves.pass(500, 1);
                moves.draw(layout, new Map());
                await moves.large.promised; // fetched when there are many for the first time
                moves.draw(layout, new Map());
                const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                return [layer.querySelectorAll(':not([display=none])').length, pixels.some((value) => value > 0)];
            };
            const few = await fill(100);
            moves.clear();
            const many = await fill(2500);
            const { x, y } = layout.boxes.get('b');
            moves.canvas.draw([{ x, y, again: false }], layout.boxes); // it lies over the box's words
            const over = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            return [few, many, moves.marks.size, over.some((value) => value > 0)];
        }"""
    )
    assert counted == [[100, False], [0, True], 2000, False]


def test_a_mark_ends_at_a_cut_and_a_lost_one_disappears(modules: Modules) -> None:
    shown = modules(
        """async () => {
            const { Moves } = await import('#lab/draw/moves.js');
            const { svg } = await import('#lab/draw/svg.js');
            const { layOut } = await import('#lab/draw/layout.js');
            const layer = svg('g');
            const moves = new Moves(layer, document.createElement('canvas'));
            const layout = layOut(new Map([['a', {kind: 'topic', links: ['b']}], ['b', {kind: 'queue'}]]), 900);
            const count = (cut) => {
                moves.draw(layout, new Map(cut.map((key) => [key, 0.5])));
                return layer.querySelectorAll(':not([display=none])').length;
            };
            moves.add('move/1', {from: 'a', to: 'b', depart_ms: 0, arrive_ms: 1000, trace: null}, 0, 1);
            moves.pass(600, 1);
            const past = [count([]), count(['a>b'])];
            moves.end('move/1', 1000);
            const arrived = count([]);
            moves.end('move/1', 700);
            return [...past, arrived, count([])];
        }"""
    )
    assert shown == [1, 0, 1, 0]


def test_the_rings_of_a_queue_never_contradict_its_counts(modules: Modules) -> None:
    counts = [(visible, hidden) for visible in (*range(13), 40, 700) for hidden in (*range(13), 24, 300)]
    drawn = modules(
        """async (counts) => {
            const { Slots } = await import('#lab/draw/slots.js');
            return [145, 186].flatMap((width) => {
                const slots = new Slots();
                slots.place(0, 0, width);
                return counts.map(([visible, hidden]) => {
                    slots.update(visible, hidden);
                    const count = (kind) => slots.group.querySelectorAll(`circle${kind}:not([display=none])`).length;
                    const more = Number(slots.rest.textContent.replace(/\\D/g, ''));
                    return [visible, hidden, count(':not(.hidden)'), count('.hidden'), more];
                });
            });
        }""",
        counts,
    )
    assert len(drawn) == 2 * len(counts)
    for visible, hidden, solid, dashed, more in drawn:
        assert solid + dashed + more == visible + hidden
        assert min(visible, 1) <= solid <= visible
        assert min(hidden, 1) <= dashed <= hidden
        shown = solid + dashed
        assert abs(dashed * (visible + hidden) - shown * hidden) <= visible + hidden, "not more than one ring off"
    assert [3, 24, 1, 7, 19] in drawn
