/** Which class draws which kind of entity. */

import { Decider, ServerShape, SmallPart } from "#lab/cluster/control_shapes.js";
import { NodeShape } from "#lab/cluster/node_shape.js";
import { PodShape } from "#lab/cluster/pod_shape.js";
import { Later } from "#lab/room/later.js";

const SHAPES = {
  etcd: SmallPart,
  kubectl: SmallPart,
  controllers: Decider,
  scheduler: Decider,
  apiserver: ServerShape,
  node: NodeShape,
  pod: PodShape,
};

/** How tiles are drawn is fetched when there are so many nodes for the first time. */
export const TILES = new Later(async () => {
  SHAPES.tile = (await import("#lab/cluster/tile_shape.js")).TileShape;
  return SHAPES.tile;
});

/**
 * @param {{kind: string} | undefined} entity
 * @param {boolean} isTile  a node for which there is little room
 * @returns {typeof import("#lab/cluster/box.js").BoxShape | undefined} undefined: not there yet
 */
export function shapeFor(entity, isTile) {
  return SHAPES[isTile ? "tile" : entity?.kind];
}
