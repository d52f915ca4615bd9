/** What most scenes never have: lanes of groups, dead letters, filters, mail, wires that wait, signs of refusals. */

import "#lab/later_sentences.js";

import { CAPTIONS } from "#lab/draw/captions.js";
import { FUNNEL_AT, FlashedSigns } from "#lab/draw/flashed_signs.js";
import { LANES_SHOWN, lanesInside } from "#lab/draw/lanes.js";
import { endpointCaption, mailboxCaption, mailboxInside, outboxCaption, outboxInside } from "#lab/draw/mail.js";
import { INSIDES } from "#lab/draw/shapes.js";
import { deadEnds, sideWires } from "#lab/draw/side_wires.js";
import { addSizes } from "#lab/draw/sizes.js";
import { svg } from "#lab/draw/svg.js";
import { waitingEdges, waitingSign, waitingWires } from "#lab/draw/waiting_wires.js";
import { pointOn } from "#lab/draw/wires.js";
import { gettext, number, say } from "#lab/room/words.js";

const LANES = 58 + 16 * LANES_SHOWN;
const WIDE = {
  lanes: { width: 210, height: LANES, least: 190 },
  endpoint: { width: 164, height: 60, least: 104 },
  outbox: { width: 164, height: 86, least: 130 },
  mailbox: { width: 164, height: 64, least: 130 },
};
const NARROW = { lanes: { width: 210, height: LANES + 24, least: 170 } };
const MOVED = new Set(["MessageMoved", "MessageRedriven"]);
const MOVED_MS = 700;
const FUNNEL = "M-8 -7H8L2.5 0.5V7L-2.5 4.5V0.5Z";

/** Teaches the drawing all of this. @param {SVGElement} drawing @param {import("#lab/draw/moves.js").Moves} moves */
export function begin(drawing, moves) {
  addSizes(WIDE, NARROW);
  Object.assign(INSIDES, { lanes: lanesInside, outbox: outboxInside, mailbox: mailboxInside });
  Object.assign(CAPTIONS, { endpoint: endpointCaption, outbox: outboxCaption, mailbox: mailboxCaption });
  return new Rare(drawing, moves);
}

/** For one scene; see there when each of these is asked. */
class Rare {
  constructor(drawing, moves) {
    this.moves = moves;
    this.group = svg("g", {});
    this.signs = new FlashedSigns();
    drawing.append(this.group, this.signs.group);
  }

  /** Mail goes from SES to whatever mailboxes there are. @param {import("#lab/draw/layers.js").Node[]} nodes */
  edges(nodes) {
    const ofKind = (kind) => nodes.filter(({ entity }) => entity.kind === kind).map(({ id }) => id);
    const [from] = ofKind("outbox");
    const known = new Set(nodes.map(({ id }) => id));
    const waiting = nodes.flatMap(({ id, entity }) => waitingEdges(id, entity)).filter(({ to }) => known.has(to));
    return [...waiting, ...(from ? ofKind("mailbox").map((to) => ({ from, to })) : [])];
  }

  /** Wires that look their own way. @returns {[string, object][]} by their keys */
  sideWires(entities, layout) {
    const waiting = [...entities].flatMap(([id, entity]) => waitingEdges(id, entity));
    return [...sideWires(entities, layout), ...waitingWires(layout, waiting)];
  }

  /** What of an entity decides how its wires are drawn. */
  signsOf(entity) {
    const { dead_letters: place, receives_max: receives, subscriptions } = entity;
    const adorned = (subscriptions ?? []).filter(({ filter, redrive }) => filter || redrive);
    const signs = adorned.map(({ target, filter, redrive }) => [target, Boolean(filter), redrive]);
    const waiting = waitingEdges("", entity).map(({ to }) => to);
    return [place, receives, ...signs.flat(), ...waiting].join(" ");
  }

  /** Funnels, counts of receives, and the names of dead-letter queues. */
  adorn(layout, store) {
    const wires = [...layout.wires.values()];
    const entities = [...store.entities];
    const dead = new Set(entities.flatMap(([, entity]) => deadEnds(entity).map(({ to }) => to)));
    this.group.replaceChildren(
      ...wires.filter(({ sort, receives }) => sort === "dead" && receives).map(receivesSign),
      ...wires.filter(({ sort }) => sort === "waits").map(waitingSign),
      ...[...dead].filter((id) => layout.boxes.has(id)).map((id) => deadSign(layout.boxes.get(id))),
      ...entities.flatMap(([id, { subscriptions }]) => funnels(id, subscriptions ?? [], layout)),
    );
    this.layout = layout;
  }

  /** @param {object[]} events  that a frame brought @param {number} nowMs @param {number} speed  0 while paused */
  note(events, nowMs, speed) {
    this.signs.note(events, nowMs, speed);
    for (const event of events) if (MOVED.has(event.event)) this.#move(event, nowMs, speed);
  }

  /** Inside of SQS a message is in its other queue at once; the eye gets a moment to follow it. */
  #move({ id, at_us: atUs, data: { queue, to, trace } }, nowMs, speed) {
    const departMs = atUs / 1000;
    const ways = { from: `sqs/${queue}`, to: `sqs/${to}`, depart_ms: departMs, arrive_ms: departMs + MOVED_MS };
    this.moves.add(`moved/${id}`, { ...ways, trace }, nowMs, speed);
  }

  /** @param {number} elapsedMs  of wall time in which the run went on */
  pass(elapsedMs, layout) {
    this.signs.pass(elapsedMs, layout);
  }
}

function receivesSign({ curve, receives }) {
  const { x, y } = pointOn(curve, 0.5);
  const words = say(gettext("after {count}×"), { count: number(receives) });
  return svg("text", { class: "wire-words", x, y: y + 4, "text-anchor": "middle" }, [words]);
}

function deadSign({ x, y, width, height }) {
  const [left, top] = [x - width / 2, y - height / 2];
  const size = { width: width + 8, height: height + 8, rx: 13 };
  const frame = svg("rect", { class: "dead-frame", x: left - 4, y: top - 4, ...size });
  const words = svg("text", { class: "wire-words", x: left + 8, y: top - 9 }, [`† ${gettext("dead letters")}`]);
  return svg("g", {}, [frame, words]);
}

function funnels(topic, subscriptions, { wires }) {
  const filtered = subscriptions.filter(({ filter, target }) => filter && wires.has(`${topic}>${target}`));
  return filtered.map(({ target }) => {
    const { x, y } = pointOn(wires.get(`${topic}>${target}`).curve, FUNNEL_AT);
    return svg("path", { class: "funnel", d: FUNNEL, transform: `translate(${x} ${y})` });
  });
}

