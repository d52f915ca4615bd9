/** What commands on a cluster do, in few words. */

import { partName, shortName } from "#lab/cluster/event_values.js";
import { labelWords } from "#lab/cluster/label_words.js";
import { READERS, SENTENCES } from "#lab/room/command_words.js";
import { gettext } from "#lab/room/words.js";

READERS.push((part, { pod, labels, a, b }) => ({
  worker: partName(part),
  ...(a && b && { a: partName(a), b: partName(b) }),
  ...(pod && { pod: shortName(pod) }),
  ...(labels && { labels: labelWords(labels) }),
}));

Object.assign(SENTENCES, {
  stop: gettext("{worker} stops"),
  start: gettext("{worker} starts"),
  apply: gettext("manifest applied"),
  bind: gettext("{name} bound to {node}"),
  cordon: gettext("{node} cordoned"),
  uncordon: gettext("{node} uncordoned"),
  drain: gettext("{node} drained"),
  taint: gettext("{node}: taint {taint}"),
  label: gettext("{name}: label {labels}"),
  delete: gettext("{name} deleted"),
  scale: gettext("{name}: {replicas} replicas"),
  restart: gettext("{name} rolled out again"),
  set_image: gettext("{name}: image {image}"),
  crash: gettext("{worker}: power cut"),
  kill_container: gettext("container of {pod} killed"),
  stop_kubelet: gettext("{worker}: kubelet stops"),
  start_kubelet: gettext("{worker}: kubelet starts"),
});
