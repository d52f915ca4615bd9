"""The scene of a cluster: where things stand, what their looks are, how many nodes stay legible, what hands ask for."""

from typing import Any

import pytest

from labs.engines.kube import Cluster, Machine
from labs.engines.sim import Query, Simulation
from tests.browser import cluster_stage
from tests.browser.fixtures import Modules
from tests.browser.panels import fact, on_stage

pytestmark = pytest.mark.browser

# Draws entities in a place of some width, then more frames; tells what stands where.
DRAW = """async (width, frames, look, stepped) => {
    const { ClusterScene } = await import('#lab/scenes/cluster.js');
    const { Store } = await import('#lab/room/store.js');
    const host = document.createElement('div');
    host.style.width = `${width}px`;
    document.body.append(host);
    const scene = new ClusterScene(host);
    scene.stepped = stepped;
    const store = new Store();
    frames.forEach(([now_ms, speed, set, events = []], at) => {
        const frame = { n: at, epoch: 'e', now_ms, full: at === 0, set, gone: [], events };
        scene.take(store.apply(frame), store, speed);
        scene.draw(store, 10, speed);
    });
    while (!scene.layout) await new Promise(requestAnimationFrame);
    if (look) scene.lookAt(look);
    await import('#lab/cluster/pod_groups.js'); // asked for before, so it is there by now
    await new Promise((done) => setTimeout(done));
    const boxes = Object.fromEntries([...scene.layout.boxes].map(([id, { x, y, width, height }]) =>
        [id, { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 }]));
    const shapes = Object.fromEntries([...scene.shapes].map(([id, { group }]) =>
        [id, { look: group.getAttribute('class'), text: group.textContent }]));
    const marks = [...host.querySelectorAll('.mark:not([display=none])')].map(({ style }) =>
        style.transform.match(/-?[\\d.]+/g).map(Number));
    const signs = [...host.querySelectorAll('.fault-sign')].filter(({ textContent }) => textContent)
        .map((sign) => [Number(sign.getAttribute('x')), Number(sign.getAttribute('y'))]);
    const elements = scene.drawing.querySelectorAll('*').length;
    const { width: w, height: h, tiles } = scene.layout;
    const glides = [...scene.shapes].filter(([, { group }]) => group.getAnimations().length).map(([id]) => id);
    const told = { boxes, shapes, marks, signs, elements, glides, width: w, height: h, tiles: tiles.size };
    host.remove();
    return told;
}"""


def drawn(modules: Modules, width: int, *frames: list[Any], look: str = "", stepped: bool = False) -> dict[str, Any]:
    told: dict[str, Any] = modules(DRAW, width, list(frames), look, stepped)
    return told


def overlapping(boxes: dict[str, dict[str, float]]) -> list[tuple[str, str]]:
    items = list(boxes.items())
    return [
        (one, other)
        for at, (one, a) in enumerate(items)
        for other, b in items[at + 1 :]
        if a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]
    ]


@pytest.mark.parametrize("width", [1120, 800, 358, 294])
def test_pods_stand_in_their_nodes_and_nothing_else_lies_over_another(modules: Modules, width: int) -> None:
    entities = cluster_stage.cluster()
    told = drawn(modules, width, [0, 0, entities])
    homes = {(key, f"node/{one['node']}") for key, one in entities.items() if one["kind"] == "pod" and one["node"]}
    assert {tuple(sorted(pair, reverse=True)) for pair in overlapping(told["boxes"])} == homes
    assert all(box["left"] >= 0 and box["right"] <= told["width"] for box in told["boxes"].values())
    assert max(box["bottom"] for box in told["boxes"].values()) <= told["height"]


def test_a_look_is_never_a_colour_alone(modules: Modules) -> None:
    shapes = drawn(modules, 1120, [0, 0, cluster_stage.cluster()])["shapes"]
    looks = {key: (one["look"].split()[2], one["text"]) for key, one in shapes.items() if key.startswith("pod/")}
    assert looks["pod/default/shipping-7d9f-x1"] == ("pod-ready", "shipping")
    assert looks["pod/default/shop-66b8-m3"] == ("pod-ready", "shop↻3")
    assert looks["pod/default/mail-8f7d-p4"] == ("pod-failing", "mail✕ ↻5")
    assert looks["pod/default/web-7777-r1"] == ("pod-unready", "web□ 0/1")
    assert looks["pod/default/old-55aa-z1"] == ("pod-ending", "old↓")
    assert looks["pod/default/shipping-7d9f-x2"] == ("pod-starting", "shipping◌")
    assert looks["pod/default/mail-8f7d-p6"] == ("pod-unknown", "mail?")  # nobody hears of its node
    assert looks["pod/default/batch-1-aa"] == ("pod-finished", "batch✓")
    assert looks["pod/default/vip-1"] == ("pod-waiting", "vip○ →")


def test_a_message_to_a_node_passes_the_trunk_and_ends_at_a_cut(modules: Modules) -> None:
    entities = cluster_stage.cluster()
    move = {
        "kind": "move", "from": "apiserver", "to": "node/node-b", "depart_ms": 0, "arrive_ms": 1000, "trace": "x",
        "again": False, "lost": False,
    }  # fmt: skip
    whole = drawn(modules, 1120, [500, 0, {**entities, "move/1": move}])
    [[x, y]] = whole["marks"]
    server, node = whole["boxes"]["apiserver"], whole["boxes"]["node/node-b"]
    assert server["right"] < x < node["right"]
    assert y < node["top"]
    cut = {**entities, "network": {"kind": "network", "cuts": [["apiserver", "node-b"]], "loss": {}}}
    [[sign_x, sign_y]] = drawn(modules, 1120, [0, 0, cut])["signs"]
    assert node["left"] < sign_x < node["right"]
    assert sign_y < node["top"] + 7
    beyond = {**move, "depart_ms": -9000}
    [[_, stopped_y]] = drawn(modules, 1120, [995, 0, {**cut, "move/1": beyond}])["marks"]
    assert stopped_y < sign_y


def test_a_pod_keeps_its_place_when_another_leaves_and_that_one_is_seen_on_its_way(modules: Modules) -> None:
    entities = cluster_stage.cluster()
    before = drawn(modules, 1120, [0, 0, entities])["boxes"]
    left = {key: one for key, one in entities.items() if key != "pod/default/shipping-7d9f-x1"}
    gone = {**entities["pod/default/shipping-7d9f-x1"], "node": "node-b"}
    frames: list[list[Any]] = [[0, 0, entities], [10, 0, {"pod/default/shipping-7d9f-x1": gone}]]
    told = drawn(modules, 1120, *frames)
    after = told["boxes"]
    assert told["glides"] == ["pod/default/shipping-7d9f-x1"]
    assert drawn(modules, 1120, *frames, stepped=True)["glides"] == []  # who wants no motion sees it there at once
    stayed = [key for key in left if key.startswith("pod/")]
    assert {key: after[key] for key in stayed} == {key: before[key] for key in stayed}


@pytest.mark.parametrize("width", [1120, 358])
def test_a_hundred_nodes_are_tiles_and_the_one_looked_at_is_large(modules: Modules, width: int) -> None:
    entities = cluster_stage.many()
    told = drawn(modules, width, [0, 0, entities])
    assert told["tiles"] == 100
    assert overlapping(told["boxes"]) == []
    assert told["elements"] < 2000  # 3,000 Pods are one path for each look in each node
    assert told["shapes"]["node/node-017"]["text"] == "017?"
    close = drawn(modules, width, [0, 0, entities], look="node/node-042")
    assert close["tiles"] == 99
    assert "shipping" in close["shapes"]["node/node-042"]["text"]
    assert overlapping(close["boxes"]) == []


NO_DISK = {"disk": None}


def test_a_command_has_its_line_for_kubectl_and_its_way_back(modules: Modules) -> None:
    commands: list[tuple[str, dict[str, Any]]] = [
        ("kubectl.cordon", {"node": "node-a"}),
        ("kubectl.taint", {"node": "node-a", "taint": "a=b:NoSchedule"}),
        ("kubectl.scale", {"resource": "deployments", "name": "shipping", "namespace": "default", "replicas": 5}),
        ("kubectl.scale", {"name": "shipping", "replicas": 4}),
        ("kubectl.bind", {"name": "mail", "node": "node-a"}),
        ("kubectl.label", {"resource": "nodes", "name": "node-a", "labels": {"disk": "ssd"}}),
        ("kubectl.delete", {"resource": "pods", "name": "shop", "namespace": "own"}),
        ("network.cut", {"a": "apiserver", "b": "node-a"}),
        ("scheduler.stop", {}),
    ]  # fmt: skip
    found = modules(
        """async (entities, commands) => {
            const { kubectlLine } = await import('#lab/cluster/kubectl_line.js');
            const { inverseOf } = await import('#lab/cluster/inverse.js');
            const { Store } = await import('#lab/room/store.js');
            const store = new Store();
            store.apply({ n: 1, epoch: 'e', now_ms: 0, full: true, set: entities });
            return commands.map(([command, args]) => {
                const back = inverseOf({ command, args }, store)?.(store) ?? [];
                return [kubectlLine({ command, args }), ...back.map(({ command, args }) => [command, args])];
            });
        }""",
        cluster_stage.cluster(),
        commands,
    )
    [_, (_, taint), (_, scale), _, _, (_, label), *_] = commands
    assert found == [
        ["kubectl cordon node-a", ["kubectl.uncordon", {"node": "node-a"}]],
        ["kubectl taint nodes node-a a=b:NoSchedule", ["kubectl.taint", {**taint, "taint": "a=b:NoSchedule-"}]],
        ["kubectl scale deployments shipping --replicas=5", ["kubectl.scale", {**scale, "replicas": 3}]],
        [
            "kubectl scale deployments shipping --replicas=4",
            ["kubectl.scale", {"name": "shipping", "replicas": 3}],
        ],
        [
            "kubectl create --raw /api/v1/namespaces/default/pods/mail/binding -f - <<< "
            '\'{"apiVersion":"v1","kind":"Binding","metadata":{"name":"mail"},'
            '"target":{"apiVersion":"v1","kind":"Node","name":"node-a"}}\'',
        ],
        ["kubectl label nodes node-a disk=ssd --overwrite", ["kubectl.label", {**label, "labels": NO_DISK}]],
        ["kubectl delete pods shop -n own"],
        [None, ["network.heal", {"a": "apiserver", "b": "node-a"}]],
        [None, ["scheduler.start", {}]],
    ]  # fmt: skip


def test_a_manifest_is_written_as_kubectl_writes_it(modules: Modules) -> None:
    manifest = {"a": {"b": ["x", {"c": 1, "d": "true"}], "e": {}, "f": []}, "g": None, "h": "12", "i": "a: b"}
    yaml = modules(
        "async (manifest) => (await import('#lab/cluster/peek_rows.js')).yamlOf(manifest)",
        manifest,
    )
    assert yaml == 'a:\n  b:\n  - x\n  - c: 1\n    d: "true"\n  e: {}\n  f: []\ng: null\nh: "12"\ni: "a: b"'


def verdict(total: int | None, *reasons: str, **scores: int) -> dict[str, Any]:
    told = {name: {"raw": one, "normalized": one, "weighted": one} for name, one in scores.items()}
    plugin = "TaintToleration" if reasons else None
    return {"feasible": not reasons, "plugin": plugin, "reasons": [*reasons], "scores": told, "total": total}


def test_why_this_node_shows_each_verdict_the_scores_and_that_the_lot_decided(modules: Modules) -> None:
    decided = {
        "pod": "default/shop-1", "at_us": 4_000_000, "outcome": "scheduled", "node": "node-b",
        "tied": ["node-a", "node-b"], "message": None, "preemption": None,
    }  # fmt: skip
    nodes = {
        "node-a": verdict(150, NodeResourcesFit=50, ImageLocality=0, PodTopologySpread=100),
        "node-b": verdict(150, NodeResourcesFit=65, ImageLocality=0, PodTopologySpread=85),
        "node-c": verdict(None, "node(s) had untolerated taint {a: b}"),
    }
    queries = {"scheduler.decisions": [decided], "scheduler.decision": {**decided, "nodes": nodes}}
    told = on_stage(
        modules, "_cluster_panels.html", "decision", cluster_stage.cluster(), {"queries": queries},
        """async ({ root, loaded }) => {
            await loaded();
            const cells = (row) => [...row.children].map((cell) => cell.textContent);
            const rows = [...root.querySelectorAll('tr')].map(cells);
            return { rows, note: root.querySelector('[data-note]').textContent };
        }""",
    )  # fmt: skip
    head, *rows = [[cell.replace("\u200b", "") for cell in row] for row in told["rows"]]
    assert head == ["노드", "필터", "NodeResourcesFit", "PodTopologySpread", "합계"]  # what tells nothing is left out
    assert rows == [
        ["node-b ★", "✓", "65", "85", "150"],
        ["node-a =", "✓", "50", "100", "150"],
        ["node-c", "✕ TaintToleration node(s) had untolerated taint {a: b}", "–", "–", "–"],
    ]
    assert told["note"] == "shop-1 → node-b 배치. 노드 2개의 합계가 같아서 추첨으로 정했습니다."


def test_watch_lanes_tell_what_each_has_seen_and_who_is_cut_off(modules: Modules) -> None:
    written = fact(1, 11.5, "ObjectChanged", resource="pods", key="default/shop", version=1284, by="scheduler")
    rows = on_stage(
        modules, "_cluster_panels.html", "lanes", cluster_stage.cluster(), {"now_ms": 12_000, "facts": [written]},
        """async ({ root, panel, world }) => {
            world.frame(12_000, {}, world.facts);
            panel.take(world.store);
            return [...root.querySelectorAll('tbody tr')].map((row) =>
                [row.cells[0].textContent, row.querySelectorAll('circle').length, row.cells[2].textContent,
                    row.cells[3].textContent]);
        }""",
    )  # fmt: skip
    assert rows == [
        ["kube-apiserver", 1, "rv 1284", "✓"],
        ["node-c의 kubelet", 0, "rv 1190", "✕ 끊김"],
        ["컨트롤러 매니저", 1, "rv 1282", ""],
        ["스케줄러", 1, "rv 1284", "✓"],
        ["node-a의 kubelet", 1, "rv 1283", ""],
        ["node-b의 kubelet", 1, "rv 1283", ""],
    ]


def test_the_table_says_the_same_in_words(modules: Modules) -> None:
    text = on_stage(
        modules, "_cluster_table.html", "cluster-table", cluster_stage.cluster(), {},
        """async ({ root }) => {
            while (!root.querySelector('[data-state] tr')) await new Promise((done) => setTimeout(done, 5));
            return root.querySelector('[data-state]').textContent;
        }""",
    )  # fmt: skip
    assert "node-cnode" not in text  # its kind is in Korean
    assert "node-c노드Unknown · ✕ 전원 꺼짐 · CPU 500/4,000 m, 1,000/8,000 MiB" in text
    assert "mail-8f7d-p4Pod✕ CrashLoopBackOff · 0/1 · ↻ 5 · node-a" in text


def test_a_text_of_one_line_is_given_by_enter_and_only_once(modules: Modules) -> None:
    told = modules(
        """async () => {
            const { textRow } = await import('#lab/bench/text_field.js');
            const given = [];
            const command = (text) => text;
            const field = { key: 'label', label: 'Label', line: true, value: '', command };
            const row = textRow(field, { preview: () => {}, carryOut: async (text) => (given.push(text), '') });
            row.show(field);
            const area = row.element.querySelector('textarea');
            const press = (more) => area.dispatchEvent(
                new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, ...more }));
            area.value = 'disk=ssd';
            press({ isComposing: true });
            press({});
            area.dispatchEvent(new Event('change'));
            return [given, area.value];
        }"""
    )
    assert told == [["disk=ssd"], ""]


QUESTIONS = """async () => {
    const { SOURCES } = await import('#lab/cluster/peek_sources.js');
    const things = {
        pod: { name: 'shipping-1', namespace: 'default' },
        workload: { resource: 'deployments', name: 'shipping', namespace: 'default' },
        node: { name: 'node-a' },
    };
    return Object.entries(things).map(([kind, thing]) => SOURCES[kind].question(thing, 5));
}"""


def test_what_is_looked_into_is_what_the_cluster_answers(modules: Modules) -> None:
    sim = Simulation(1)
    cluster = Cluster(sim, {"node-a": Machine(0)}, joined=True)
    web = {"containers": [{"name": "web", "image": "workshop/web:1"}]}
    template = {"metadata": {"labels": {"app": "web"}}, "spec": web}
    spec = {"selector": {"matchLabels": {"app": "web"}}, "template": template}
    cluster.apply(0, {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "shipping-1"}, "spec": web})
    cluster.apply(0, {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "shipping"}, "spec": spec})
    sim.run_until(5_000_000)
    pod, workload, pods = (sim.query(Query(one["query"], one["args"])) for one in modules(QUESTIONS))
    assert (pod["kind"], workload["kind"]) == ("Pod", "Deployment")
    assert len(pods["items"]) == 2
