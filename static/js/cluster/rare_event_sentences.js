/** The sentences of what most runs of a cluster never see. */

import "#lab/later_sentences.js";

import { NOTABLE } from "#lab/room/sentences.js";
import { gettext } from "#lab/room/words.js";

Object.assign(NOTABLE, {
  PodNominated: gettext("scheduler: {pod} waits for {node} to be cleared"),
  PodPreempted: gettext("scheduler: {pod} on {node} makes room for {by}"),
  PlacedAgainstFilter: gettext("{pod} was placed on {node}, which {plugin} forbids: {reason}"),
  PlacedWorse: gettext("{pod} was placed on {node}; {best} has {points} points more"),
  BindingFailed: gettext("scheduler: {pod} could not be bound to {node}: {code}"),
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
  WatchExpired: gettext("{watcher} was away for too long: 410 Gone, so it lists everything anew"),
  WatchResumed: gettext("{watcher} hears again from version {seen} on"),
  ListedAgain: gettext("{watcher} has listed everything anew, up to version {revision}"),
  JobCompleted: gettext("The Job {key} is complete"),
  JobFailed: gettext("The Job {key} has failed: {reason}"),
  PodFinished: gettext("{pod} is finished: {phase}"),
  RolloutTimedOut: gettext("{key}: the rollout of revision {revision} does not get on"),
  PodEvicted: gettext("{pod} is evicted from {node}"),
  NodeDrained: gettext("{node} is drained"),
  PodRefused: gettext("The kubelet refuses {pod}: {reason}"),
  ImagePullFailed: gettext("{pod}: image {image} could not be pulled"),
  ContainerExited: gettext("{pod}: container {container} ended with code {code} ({reason})"),
  ProbeFailed: gettext("{pod}: the {probe} probe of {container} failed"),
  BackedOff: gettext("{pod}: container {container} waits {delay} s before its next start"),
  HealthSet: gettext("{pod}: the health of {container} was changed"),
});
