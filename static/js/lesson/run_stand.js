/** Where the room's run stands, wherever the playhead is. */

/** In microseconds; 0 before the first frame. @param {import("#lab/room/store.js").Store} store */
export function headUs(store) {
  const room = store.get("room");
  if (!room) return 0;
  return 1000 * (room.past ? room.head_ms : Math.max(room.head_ms ?? 0, store.nowMs));
}

/** Whether it has left its beginning. @param {import("#lab/room/store.js").Store} store */
export function hasBegun(store) {
  return headUs(store) > 0 || store.get("room")?.playing === true;
}
