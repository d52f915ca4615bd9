/** A node: its name and state, gauges of what its Pods have asked for, and room for the Pods. */

import { BoxShape, put } from "#lab/cluster/box.js";
import { machineWords, nodeWords } from "#lab/cluster/words.js";
import { show, svg } from "#lab/draw/svg.js";
import { widthOf } from "#lab/draw/text_width.js";
import { Later } from "#lab/room/later.js";
import { gettext, number, say } from "#lab/room/words.js";

const EDGE = 14;
const GAUGE_LEFT = 48;
const GAUGE_HEIGHT = 11;
const TITLE = 16;
const GAP = 6;
/** Fetched when there are too many Pods to draw each, for the first time. */
const GROUPS = new Later(() => import("#lab/cluster/pod_groups.js"));

/** Drawn large, with everything on it. */
export class NodeShape extends BoxShape {
  constructor(id) {
    super(id, "machine", 12);
    this.title = this.line("title");
    this.state = this.line("caption node-state", "end");
    this.gauges = [new Gauge("cpu"), new Gauge("mem")];
    this.foot = this.line("caption node-foot");
    this.groups = svg("g", {});
    this.group.append(...this.gauges.map(({ group }) => group), this.groups);
  }

  place(box) {
    super.place(box);
    this.gauges.forEach((gauge, at) => gauge.place(EDGE, 42 + at * 18, box.width - 2 * EDGE));
  }

  /** @param {object} node @param {{store: import("#lab/room/store.js").Store, picked: boolean}} moment */
  update(node, { store, picked }) {
    const { width, height } = this.box;
    const state = nodeWords(node);
    const stateRoom = Math.min(width * 0.55, width - 2 * EDGE - 60);
    put(this.state, state, width - EDGE, 28, { room: stateRoom });
    const room = width - 2 * EDGE - Math.min(stateRoom, widthOf(state)) - GAP;
    put(this.title, node.name, EDGE, 28, { room, size: TITLE });
    this.gauges[0].update(node.cpu_milli);
    this.gauges[1].update(node.memory_mib);
    const kubelet = store.get(`kubelet/${node.name}`);
    put(this.foot, footOf(node, kubelet, store), EDGE, height - 10, { room: width - 2 * EDGE });
    const group = store.get(`pods/${node.name}`);
    if (group || GROUPS.wanted) GROUPS.use(({ showGroup }) => showGroup(this.groups, this.box, group, node.ready));
    const cordoned = node.cordoned ? "cordoned" : "";
    this.look(`ready-${node.ready} ${cordoned} ${kubelet?.state ?? ""} ${picked ? "picked" : ""}`);
  }
}

/** What the machine really does where the API server cannot know it; else how many Pods, and the taints. */
function footOf({ name, taints, pods }, kubelet, store) {
  const machine = machineWords(kubelet);
  if (machine) return machine;
  const unseen = Object.keys(kubelet?.runs ?? {}).filter((pod) => isUnseen(pod, name, store)).length;
  if (unseen) return say(gettext("still runs: {count}"), { count: number(unseen) });
  if (taints.length) return `⊘ ${taints.map((taint) => taint.replace(/^node\.kubernetes\.io\//, "")).join(" ")}`;
  return say(gettext("{count} of {most} Pods"), { count: number(pods[0]), most: number(pods[1]) });
}

/** Runs here, but is no Pod of this node any more for the API server. */
function isUnseen(pod, node, store) {
  return !store.get(`pods/${node}`) && store.get(`pod/${pod}`)?.node !== node;
}

/** How much of something its Pods have asked for. */
class Gauge {
  constructor(name) {
    this.label = svg("text", { class: "gauge-name" }, [name]);
    this.whole = svg("rect", { class: "gauge", height: GAUGE_HEIGHT, rx: 4 });
    this.part = svg("rect", { class: "gauge-part", height: GAUGE_HEIGHT, rx: 4 });
    this.group = svg("g", {}, [this.label, this.whole, this.part]);
  }

  place(x, y, width) {
    this.label.setAttribute("x", x);
    this.label.setAttribute("y", y + 10);
    this.width = width - GAUGE_LEFT + x;
    for (const bar of [this.whole, this.part]) {
      bar.setAttribute("x", GAUGE_LEFT);
      bar.setAttribute("y", y);
    }
    this.whole.setAttribute("width", this.width);
  }

  update([asked, most]) {
    const share = most ? Math.min(1, asked / most) : 0;
    this.part.setAttribute("width", Math.round(share * this.width * 10) / 10);
    show(this.part, share > 0);
    this.part.setAttribute("class", share > 0.9 ? "gauge-part full" : "gauge-part");
  }
}
