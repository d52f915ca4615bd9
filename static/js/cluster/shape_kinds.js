/** Which class draws which kind of entity. */

import { Decider, ServerShape, SmallPart } from "#lab/cluster/control_shapes.js";
import { NodeShape } from "#lab/cluster/node_shape.js";
import { PodShape } from "#lab/cluster/pod_shape.js";
import { TileShape } from "#lab/cluster/tile_shape.js";

const SHAPES = {
  etcd: SmallPart,
  kubectl: SmallPart,
  controllers: Decider,
  scheduler: Decider,
  apiserver: ServerShape,
  node: NodeShape,
  pod: PodShape,
};

/** @param {{kind: string} | undefined} entity @param {boolean} isTile  a node for which there is little room */
export function shapeFor(entity, isTile) {
  return isTile ? TileShape : SHAPES[entity?.kind];
}
