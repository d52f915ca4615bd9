/** The panel of what can be changed and broken: the load, every worker, the network. Rows are made once and follow. */

import { choices, choose, html, write } from "#lab/room/elements.js";
import { gettext, say } from "#lab/room/words.js";

const PER_SECOND_MOST = 2000;
/** How many times slower a program can be made. */
export const SLOWER = [1, 2, 5, 20, 100];

/** Shows one row for each caller, worker and network connection. */
export class Faults {
  /** @param {HTMLElement} place @param {import("#lab/room/controls.js").Steer} steer */
  constructor(place, steer) {
    this.place = place;
    this.steer = steer;
    /** @type {Map<string, {element: HTMLElement, show: (entity: object) => void}>} */
    this.rows = new Map();
  }

  /** @param {import("#lab/room/store.js").Store} store */
  show(store) {
    const wanted = new Map();
    for (const [id, entity] of store.ofKind("caller")) wanted.set(id, [callerRow, entity]);
    for (const group of programs(store)) {
      wanted.set(group.program, [programRow, group]);
      if (group.instances.length < 2) continue;
      for (const entity of group.instances) wanted.set(entity.id, [instanceRow, entity]);
    }
    const network = store.get("network");
    for (const pair of network ? connections(store) : []) wanted.set(pair.join(" "), [networkRow, network]);
    for (const [id, row] of this.rows) if (!wanted.has(id)) this.#remove(id, row);
    for (const [id, [make, entity]] of wanted) this.#row(id, make).show(entity);
    this.#keepOrder([...wanted.keys()]);
  }

  /** Instances that come later still stand under their program; rows that are in place are not touched. */
  #keepOrder(ids) {
    ids.forEach((id, at) => {
      const { element } = this.rows.get(id);
      if (this.place.children[at] !== element) this.place.insertBefore(element, this.place.children[at] ?? null);
    });
  }

  #row(id, make) {
    const row = this.rows.get(id) ?? make(id, this.steer);
    this.rows.set(id, row);
    return row;
  }

  #remove(id, row) {
    row.element.remove();
    this.rows.delete(id);
  }
}

/** The programs with their instances, in the order of the room. */
function programs(store) {
  const groups = new Map();
  for (const [id, entity] of store.ofKind("worker")) {
    const name = entity.name.replace(/ \d+$/, "");
    const group = groups.get(entity.program) ?? { name, program: entity.program, instances: [] };
    group.instances.push({ ...entity, id });
    groups.set(entity.program, group);
  }
  return groups.values();
}

/** The pairs of components between which topics hand messages to queues: what can be cut. */
export function connections(store) {
  const pairs = new Map();
  for (const [id, topic] of store.ofKind("topic")) {
    for (const target of topic.links ?? []) {
      const pair = [id.split("/")[0], target.split("/")[0]];
      pairs.set(pair.join(" "), pair);
    }
  }
  return [...pairs.values()];
}

function callerRow(id, steer) {
  const rate = html("input", { className: "field rate", type: "number", min: 0, max: PER_SECOND_MOST, step: "any" });
  rate.addEventListener("change", () => {
    if (rate.value !== "" && rate.checkValidity()) steer(`${id}.set_rate`, { per_second: Number(rate.value) });
  });
  const running = button("danger");
  const unit = html("span", { className: "soft", textContent: gettext("orders/s") });
  const { element, title } = rowOf([html("label", { className: "with-unit" }, [rate, unit]), running]);
  return {
    element,
    show(entity) {
      write(title, entity.name);
      rate.ariaLabel = say(gettext("Orders per second of {name}"), { name: entity.name });
      if (document.activeElement !== rate) rate.value = entity.rate_per_s;
      relabel(running, entity.running ? gettext("Stop") : gettext("Start"), entity.name);
      running.classList.toggle("danger", entity.running);
      running.onclick = () => steer(entity.running ? `${id}.stop` : `${id}.start`);
    },
  };
}

/** A program with all its instances; `group`: {name, program, instances}. */
function programRow(_id, steer) {
  const [running, crash] = [button("danger"), button("danger")];
  let group = null;
  const act = (action, more = {}) => steer(`${group.program}.${action}`, more);
  const speeds = SLOWER.map((factor) => [String(factor), speedLabel(factor)]);
  const slow = choices("", speeds, (value) => act("slow_down", { factor: Number(value) }));
  const { element, title } = rowOf([running, crash, slow]);
  return {
    element,
    show(fresh) {
      group = fresh;
      write(title, group.name);
      const up = group.instances.some((instance) => instance.state === "running");
      showTurns({ running, crash }, up, group.name, act);
      slow.ariaLabel = say(gettext("Speed of {name}"), { name: group.name });
      if (document.activeElement !== slow) choose(slow, group.instances[0].slow, speedLabel);
    },
  };
}

/** One instance of several. */
function instanceRow(id, steer) {
  const [program, instance] = id.split("/");
  const [running, crash] = [button("danger"), button("danger")];
  const act = (action) => steer(`${program}.${action}`, { instance: Number(instance) });
  const { element, title } = rowOf([running, crash]);
  element.classList.add("instance");
  return {
    element,
    show(entity) {
      write(title, entity.name);
      showTurns({ running, crash }, entity.state === "running", entity.name, act);
    },
  };
}

function showTurns({ running, crash }, up, name, act) {
  relabel(running, up ? gettext("Stop") : gettext("Start"), name);
  running.classList.toggle("danger", up);
  running.onclick = () => act(up ? "stop" : "start");
  relabel(crash, gettext("Crash"), name);
  crash.hidden = !up;
  crash.onclick = () => act("crash");
}

function networkRow(id, steer) {
  const [a, b] = id.split(" ");
  const cut = button("danger");
  const { element, title } = rowOf([cut]);
  write(title, `${a.toUpperCase()} – ${b.toUpperCase()}`);
  return {
    element,
    show(network) {
      const isCut = (network.cuts ?? []).some((pair) => pair.includes(a) && pair.includes(b));
      relabel(cut, isCut ? gettext("Mend the connection") : gettext("Cut the connection"), title.textContent);
      cut.classList.toggle("danger", !isCut);
      cut.onclick = () => steer(isCut ? "network.heal" : "network.cut", { a, b });
    },
  };
}

function rowOf(tools) {
  const title = html("span", { className: "fault-name" });
  return { title, element: html("li", { className: "fault" }, [title, html("span", { className: "act" }, tools)]) };
}

function button(kind = "") {
  return html("button", { type: "button", className: `button ${kind}` });
}

/** The visible word, and for those who do not see the row the name it belongs to. */
function relabel(element, label, name) {
  write(element, label);
  element.ariaLabel = `${label}: ${name}`;
}

/** @param {number} factor */
export function speedLabel(factor) {
  return factor === 1 ? gettext("Full speed") : say(gettext("{factor}× slower"), { factor });
}
