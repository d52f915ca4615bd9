/** What can be looked into on a cluster: an object's manifest, and the Pods of a node. */

import { manifestRow, podRow } from "#lab/cluster/peek_rows.js";
import { gettext } from "#lab/room/words.js";

const MANIFEST = {
  title: gettext("Its manifest"),
  none: gettext("There is none any more."),
  read: (manifest) => ({ items: [{ id: manifest.metadata.name, manifest }], more: 0 }),
  row: manifestRow,
};

/** By the kind of an entity. @type {Record<string, import("#lab/bench/peek_sources.js").Source>} */
export const SOURCES = {
  pod: {
    ...MANIFEST,
    question: ({ name, namespace }) => get("pods", name, namespace),
  },
  workload: {
    ...MANIFEST,
    question: ({ resource, name, namespace }) => get(resource, name, namespace),
  },
  node: {
    title: gettext("Its Pods"),
    none: gettext("No Pods."),
    question({ name }, limit) {
      const args = { resource: "pods", fields: `spec.nodeName=${name}`, limit };
      return { query: "apiserver.list_objects", args };
    },
    read: ({ items, remaining = 0 }) => ({
      items: items.map((pod) => ({ id: pod.metadata.name, pod })),
      more: remaining,
    }),
    row: podRow,
  },
};

function get(resource, name, namespace) {
  return { query: "apiserver.get", args: { resource, name, namespace } };
}
