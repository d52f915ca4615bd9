/** What commands on a cluster do, in few words; on a cluster's page they stand for those of messaging. */

import "#lab/later_sentences.js";

import { SENTENCES } from "#lab/room/command_words.js";
import { gettext } from "#lab/room/words.js";

Object.assign(SENTENCES, {
  apply: gettext("manifest applied"),
  bind: gettext("{name} bound to {node}"),
  cordon: gettext("{node} cordoned"),
  uncordon: gettext("{node} uncordoned"),
  drain: gettext("{node} drained"),
  taint: gettext("{node}: taint {taint}"),
  label: gettext("{name}: label"),
  delete: gettext("{name} deleted"),
  scale: gettext("{name}: {replicas} replicas"),
  restart: gettext("{name} rolled out again"),
  set_image: gettext("{name}: image {image}"),
  pause: gettext("{name}: rollout paused or resumed"),
  stop_draining: gettext("{node}: draining ended"),
  crash_container: gettext("container of {pod} crashes"),
  set_health: gettext("health of {pod} changed"),
  crash: gettext("{worker}: power cut"),
  set_quota: gettext("etcd: another quota"),
  defragment: gettext("etcd defragmented"),
  disarm: gettext("etcd takes writes again"),
  create: gettext("an object created"),
  patch: gettext("{name} changed"),
  replace: gettext("{name} changed"),
  evict: gettext("{name} evicted"),
  kill_container: gettext("container of {pod} killed"),
  stop_kubelet: gettext("{worker}: kubelet stops"),
  start_kubelet: gettext("{worker}: kubelet starts"),
});
