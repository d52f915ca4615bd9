/** The Pods of a node where there are too many to draw each: a line for each app. */

import { put } from "#lab/cluster/box.js";
import { HEAD } from "#lab/cluster/layout_nodes.js";
import { SIGNS, looksOfGroup } from "#lab/cluster/pod_looks.js";
import { setText, svg } from "#lab/draw/svg.js";
import { gettext, number, say } from "#lab/room/words.js";

const EDGE = 14;
const LINE = 21;

/**
 * @param {SVGElement} place @param {import("#lab/draw/wires.js").Box} box  the node's
 * @param {object | undefined} group  undefined: there are few again
 * @param {string} ready  whether the node is
 */
export function showGroup(place, box, group, ready) {
  const apps = group ? [...looksOfGroup(group, ready)] : [];
  const most = Math.floor((box.height - HEAD - LINE) / LINE);
  const shown = apps.length > most ? apps.slice(0, most - 1) : apps;
  while (place.childElementCount < shown.length * 2 + 1) place.append(svg("text", { class: "pod-line" }));
  const lines = [...place.children];
  for (const line of lines) setText(line, "");
  shown.forEach(([app, looks], at) => {
    const y = HEAD + 8 + at * LINE;
    put(lines[2 * at], app, EDGE, y, { room: box.width * 0.45 });
    const counts = [...looks].map(([look, count]) => `${SIGNS[look]} ${number(count)}`).join("  ");
    put(lines[2 * at + 1], counts, box.width - EDGE, y);
    lines[2 * at + 1].setAttribute("text-anchor", "end");
  });
  const more = apps.length - shown.length;
  const text = more ? say(gettext("{count} more apps"), { count: number(more) }) : "";
  put(lines[2 * shown.length], text, EDGE, HEAD + 8 + shown.length * LINE);
  lines[2 * shown.length].setAttribute("text-anchor", "start");
}
