/** What the rarer commands on a cluster do, in few words. */

import "#lab/later_sentences.js";
import "#lab/cluster/command_sentences.js";

import { SENTENCES, VARIANTS } from "#lab/room/command_words.js";
import { gettext } from "#lab/room/words.js";

VARIANTS.restart = ({ name }) => (name ? null : gettext("{worker} starts")); // a member of etcd

Object.assign(SENTENCES, {
  pause: gettext("{name}: rollout paused or resumed"),
  stop_draining: gettext("{node}: draining ended"),
  crash_container: gettext("container of {pod} crashes"),
  set_health: gettext("health of {pod} changed"),
  set_quota: gettext("etcd: another quota"),
  defragment: gettext("etcd defragmented"),
  disarm: gettext("etcd takes writes again"),
  create: gettext("an object created"),
  patch: gettext("{name} changed"),
  replace: gettext("{name} changed"),
  evict: gettext("{name} evicted"),
});
