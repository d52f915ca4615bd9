/** The control plane in its area: etcd on top, the API server, those who watch it, the Pods that wait. Pure. */

const GAP = 12;
const TOP_HEIGHT = 50;
const SERVER_HEIGHT = 98;
const PART_HEIGHT = 78;
const BETWEEN = 36;
const TRAY_TITLE = 26;
const SERVER = "apiserver";

/** A longer name needs a wider box. */
const SHARES = { "controller-manager": 1.15, kubectl: 0.8 };

export const POD = { width: 62, height: 44, gap: 7 };

/**
 * @param {import("#lab/cluster/layout.js").Cluster} cluster
 * @param {import("#lab/cluster/layout.js").Area} area
 */
export function controlBoxes({ parts, podsOf }, { left, top, width }) {
  const boxes = new Map();
  const row = (ids, y, height) => {
    const there = ids.filter((id) => parts.includes(id));
    const shares = there.map((id) => SHARES[id] ?? 1);
    const unit = (width - GAP * (there.length - 1)) / shares.reduce((sum, share) => sum + share, 0);
    let edge = left;
    there.forEach((id, at) => {
      const own = unit * shares[at];
      boxes.set(id, { x: edge + own / 2, y: y + height / 2, width: own, height });
      edge += own + GAP;
    });
    return there.length ? y + height + BETWEEN : y;
  };
  const below = row([SERVER], row(["etcd", "kubectl"], top, TOP_HEIGHT), SERVER_HEIGHT);
  const trayTop = row(["controller-manager", "scheduler"], below, PART_HEIGHT) - BETWEEN + GAP;
  const tray = trayOf(podsOf(""), left, trayTop, width);
  for (const [id, box] of tray.boxes) boxes.set(id, box);
  return { boxes, tray, bottom: tray.bottom };
}

/** Two rows at most; what does not fit is counted. */
function trayOf(ids, left, top, width) {
  const pitch = POD.width + POD.gap;
  const across = Math.max(1, Math.floor((width + POD.gap) / pitch));
  const places = 2 * across;
  const shown = ids.length > places ? ids.slice(0, places - 1) : ids;
  const boxes = shown.map((id, at) => {
    const x = left + POD.width / 2 + (at % across) * pitch;
    const y = top + TRAY_TITLE + POD.height / 2 + Math.floor(at / across) * (POD.height + POD.gap);
    return [id, { x, y, width: POD.width, height: POD.height }];
  });
  const rows = Math.ceil(Math.min(ids.length, places) / across);
  const end = { x: left + (across - 1) * pitch + POD.width / 2, y: top + TRAY_TITLE + POD.height * 1.5 + POD.gap };
  const bottom = top + TRAY_TITLE + Math.max(1, rows) * (POD.height + POD.gap);
  return { x: left, y: top, width, boxes, more: ids.length - shown.length, end, bottom };
}
