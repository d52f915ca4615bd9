/** What happens in a cluster, as sentences: these join those of the room. */

import { valuesOf } from "#lab/cluster/event_values.js";
import { NOTABLE, ORDINARY, READERS } from "#lab/room/sentences.js";
import { gettext } from "#lab/room/words.js";

READERS.push(valuesOf);

Object.assign(NOTABLE, {
  PodScheduled: gettext("scheduler: {pod} goes to {node}"),
  PodUnschedulable: gettext("scheduler: no node for {pod}: {message}"),
  PodNominated: gettext("scheduler: {pod} waits for {node} to be cleared"),
  PodPreempted: gettext("scheduler: {pod} on {node} makes room for {by}"),
  BindingFailed: gettext("scheduler: {pod} could not be bound to {node}: {code}"),
  SchedulerStopped: gettext("The scheduler stopped"),
  SchedulerStarted: gettext("The scheduler started"),
  ControllersStopped: gettext("The controller manager stopped"),
  ControllersStarted: gettext("The controller manager started"),
  ApiServerStopped: gettext("The API server stopped"),
  ApiServerStarted: gettext("The API server has read the store and runs"),
  EtcdFull: gettext("etcd is full: it takes deletions only"),
  EtcdDefragmented: gettext("etcd is defragmented"),
  EtcdDisarmed: gettext("etcd: the alarm is off, writes are taken again"),
  EtcdMemberStopped: gettext("etcd: {member} stopped"),
  EtcdMemberStarted: gettext("etcd: {member} started"),
  EtcdLeaderElected: gettext("etcd: {member} leads in term {term}"),
  EtcdLeaderLost: gettext("etcd: {member} leads no longer"),
  WatchBroken: gettext("{watcher} hears nothing any more; the last version it saw is {seen}"),
  WatchExpired: gettext("{watcher} was away for too long and lists everything anew"),
  WatchResumed: gettext("{watcher} hears again from version {seen} on"),
  ListedAgain: gettext("{watcher} has listed everything anew, up to version {revision}"),
  JobCompleted: gettext("The Job {key} is complete"),
  JobFailed: gettext("The Job {key} has failed: {reason}"),
  PodFinished: gettext("{pod} is finished: {phase}"),
  ReplicaSetScaled: gettext("{by}: {key} from {before} to {after} Pods"),
  RolloutCompleted: gettext("{key}: the rollout of revision {revision} is complete"),
  RolloutTimedOut: gettext("{key}: the rollout of revision {revision} does not get on"),
  PodDeletionDecided: gettext("{pod} is to be deleted: {why}"),
  PodEvicted: gettext("{pod} is evicted from {node}"),
  NodeWentUnknown: gettext("{node} has not been heard of for too long: its state is Unknown"),
  NodeBack: gettext("{node} is heard of again"),
  NodeDrained: gettext("{node} is drained"),
  NodeCrashed: gettext("{node} has lost its power"),
  NodeStarted: gettext("{node} has power again and starts"),
  KubeletStopped: gettext("The kubelet on {node} stopped"),
  KubeletStarted: gettext("The kubelet on {node} started"),
  PodRefused: gettext("The kubelet refuses {pod}: {reason}"),
  PodKilled: gettext("{pod} has ended: {why}"),
  ImagePullFailed: gettext("{pod}: image {image} could not be pulled"),
  ContainerStarted: gettext("{pod}: container {container} started, restarts: {restarts}"),
  ContainerExited: gettext("{pod}: container {container} ended with code {code} ({reason})"),
  ProbeFailed: gettext("{pod}: the {probe} probe of {container} failed"),
  BackedOff: gettext("{pod}: container {container} waits {delay} s before its next start"),
  HealthSet: gettext("{pod}: the health of {container} was changed"),
});

Object.assign(ORDINARY, {
  ObjectCreated: gettext("{by}: created {object}"),
  ObjectChanged: gettext("{by}: changed {object} ({parts})"),
  ObjectDeleted: gettext("{by}: deleted {object}"),
  ImagePullStarted: gettext("{pod}: image {image} is being pulled"),
  ImagePulled: gettext("{pod}: image {image} is there"),
  ContainerReady: gettext("{pod}: container {container} is ready"),
  ContainerUnready: gettext("{pod}: container {container} is not ready"),
});

/** The choices of the whole log. */
export const LOG = {
  kinds: {
    faults: gettext("Faults"),
    changes: gettext("Decisions and changes"),
    goals: gettext("Goals"),
    orders: gettext("Writes and containers"),
  },
  things: [
    [gettext("Nodes"), "node"],
    [gettext("Workloads"), "workload"],
    [gettext("Pods"), "pod"],
  ],
};
