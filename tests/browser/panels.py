"""A panel on a page of its own with made-up answers: what it asks, where it leads, what it shows."""

from typing import Any

from django.template.loader import render_to_string

from tests.browser.fixtures import Modules

SECOND_US = 1_000_000

# Puts the template on the page and makes the panel.
STAGE = """async (markup, name, entities, answers) => {
    const { Store } = await import('#lab/room/store.js');
    const sources = {
        history: ['#lab/room/history_panel.js', 'HistoryPanel'], 'event-log': ['#lab/room/event_log.js', 'EventLog'],
        'space-time': ['#lab/scenes/space_time.js', 'SpaceTime'],
        compare: ['#lab/room/compare_panel.js', 'ComparePanel'],
        decision: ['#lab/cluster/decision_panel.js', 'DecisionPanel'],
        lanes: ['#lab/cluster/lanes_panel.js', 'LanesPanel'],
        'cluster-table': ['#lab/cluster/table.js', 'ClusterTable'],
    };
    const main = document.querySelector('main');
    main.innerHTML = markup;
    const root = main.querySelector(`[data-part="${name}"]`);
    root.open = true;
    const world = { store: new Store(), asked: [], sought: [], facts: answers.facts ?? [], answers };
    world.frame = (now_ms, set, events = [], full = false) =>
        world.store.apply({ n: 1, epoch: 'e', now_ms, full, set, events });
    world.frame(answers.now_ms ?? 0, entities, [], true);
    const kinds = { faults: ['WorkerStopped', 'WorkerStarted'] };
    const log = ({ before_us = Infinity, before_id = Infinity, at_least_id = 0, kind, about, limit = 100 }) => {
        const fits = (fact) => fact.at_us < before_us && fact.id < before_id && fact.id >= at_least_id
            && (!kind || fact.event === kind || kinds[kind]?.includes(fact.event))
            && (!about || Object.values(fact.data).includes(about));
        const found = world.facts.filter(fits).sort((a, b) => b.id - a.id);
        const events = found.slice(0, limit);
        const last = events.at(-1) ?? { at_us: 0, id: 0 };
        return { result: { events, more: found.length > limit, next_us: last.at_us + 1, next_id: last.id } };
    };
    const ask = async (command, args) => {
        world.asked.push([command, args ?? {}]);
        if (command === 'room.query') return { result: { answer: answers.queries[args.query] } };
        return command === 'room.log' ? log(args) : answers[command];
    };
    const [source, Panel] = sources[name];
    const seek = (...moment) => world.sought.push(moment);
    const { WORDS: own } = await import('#lab/scenes/messaging.js');
    const panel = new (await import(source))[Panel](root, { ask, seek, store: world.store, own, chosen: () => null });
    const loaded = () => new Promise((done) => {
        const look = () => (root.dataset.loaded ? done() : setTimeout(look, 5));
        look();
    });
    return { panel, root, world, loaded, settle: () => new Promise((done) => setTimeout(done, 20)) };
}"""


def on_stage(
    modules: Modules, template: str, part: str, entities: dict[str, Any], answers: dict[str, Any], act: str
) -> Any:
    """What the JavaScript function `act({panel, root, world, loaded, settle})` returns."""
    script = f"async (...values) => ({act})(await ({STAGE})(...values))"
    return modules(script, render_to_string(f"rooms/{template}"), part, entities, answers)


def fact(number: int, at_s: float, event: str, cause: int = 0, **data: Any) -> dict[str, Any]:
    return {"id": number, "at_us": round(at_s * SECOND_US), "cause": cause, "event": event, "data": data}


def command(number: int, at_s: float, name: str, **args: Any) -> dict[str, Any]:
    return {"number": number, "at_us": round(at_s * SECOND_US), "name": name, "args": args, "by": ""}
