/** What happens in a cluster, as sentences: these join those of the room. */

import { valuesOf } from "#lab/cluster/event_values.js";
import { NOTABLE, ORDINARY, READERS, REST } from "#lab/room/sentences.js";
import { gettext } from "#lab/room/words.js";

REST.fetch = () => import("#lab/cluster/rare_event_sentences.js");
READERS.push(valuesOf);

Object.assign(NOTABLE, {
  PodScheduled: gettext("scheduler: wrote the name of {node} into {pod}"),
  PodUnschedulable: gettext("scheduler: no node for {pod}: {message}"),
  SchedulerStopped: gettext("The scheduler stopped"),
  SchedulerStarted: gettext("The scheduler started"),
  ControllersStopped: gettext("The controller manager stopped"),
  ControllersStarted: gettext("The controller manager started"),
  ReplicaSetScaled: gettext("{by}: {key} from {before} to {after} Pods"),
  RolloutCompleted: gettext("{key}: the rollout of revision {revision} is complete"),
  PodDeletionDecided: gettext("{pod} is to be deleted: {why}"),
  NodeWentUnknown: gettext("{node} has not been heard of for too long: its state is Unknown"),
  NodeBack: gettext("{node} is heard of again"),
  NodeCrashed: gettext("{node} has lost its power"),
  NodeStarted: gettext("{node} has power again and starts"),
  KubeletStopped: gettext("The kubelet on {node} stopped"),
  KubeletStarted: gettext("The kubelet on {node} started"),
  PodKilled: gettext("{pod} has ended: {why}"),
  ContainerStarted: gettext("{kubelet}: started container {container} of {pod}, restarts: {restarts}"),
});

Object.assign(ORDINARY, {
  ObjectCreated: gettext("{by}: created {object}"),
  ObjectChanged: gettext("{by}: changed {object} ({parts})"),
  ObjectDeleted: gettext("{by}: deleted {object}"),
  PacketLost: gettext("A message between {a} and {b} was lost"),
  ImagePullStarted: gettext("{kubelet}: pulls image {image} for {pod}"),
  ImagePulled: gettext("{pod}: image {image} is there"),
  ContainerReady: gettext("{pod}: container {container} is ready"),
  ContainerUnready: gettext("{pod}: container {container} is not ready"),
});
