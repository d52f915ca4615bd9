"""The loop itself: what a look at a DaemonSet leads to."""

from typing import ClassVar

from labs.engines.kube.controller.pod_loop import PodLoop
from labs.engines.kube.controllers.daemonset import nodes, status, update
from labs.engines.kube.controllers.daemonset.placing import Verdict, by_node, pod_on, target_of, verdict
from labs.engines.kube.controllers.daemonset.update import Update
from labs.engines.kube.informer import Manifest
from labs.engines.kube.workloads.claims import claims
from labs.engines.kube.workloads.history import HASH, History, history_of, new_revision, superfluous
from labs.engines.kube.workloads.owners import is_leaving, key_of
from labs.engines.kube.workloads.pods import node_of, phase_of
from labs.engines.kube.workloads.template_hash import template_hash

FAILED = "back-off"  # the note: "namespace/name/node" -> [delay, since when]; no key looks like this
BACKOFF_US, BACKOFF_MOST_US = 1_000_000, 900_000_000


class DaemonSets(PodLoop):
    """Makes a Pod for every node that takes it, and replaces them node by node when the template changes."""

    name = "daemonset-controller"
    kind, resource = "DaemonSet", "daemonsets"
    resources: ClassVar[tuple[str, ...]] = ("daemonsets", "pods", "nodes", "controllerrevisions")
    burst = 250

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        if resource == "nodes":
            self._node_changed(before, after)
        elif resource == "controllerrevisions":
            self.owned_changed(key.partition("/")[0], before, after)
        else:
            super().changed(resource, key, before, after)

    def _node_changed(self, before: str, after: str) -> None:
        """Only what decides about Pods: a node's status changes all the time."""
        told = [(one["metadata"].get("labels"), one["spec"].get("taints")) for one in self.versions(before, after)]
        if len(told) == 1 or told[0] != told[1]:
            for key in self.manager.cache["daemonsets"]:
                self.enqueue(key)

    def reconcile(self, key: str) -> None:
        self.notes.pop(key, None)
        wish = self.object("daemonsets", key)
        if wish is None:
            held = self.notes.get(FAILED, {})
            self.notes[FAILED] = {place: value for place, value in held.items() if not place.startswith(f"{key}/")}
        if wish is None or is_leaving(wish):
            return
        namespace = wish["metadata"]["namespace"]
        pods, patches = claims(wish, self.owned("pods", wish), self.orphans("pods", namespace))
        if self.claim(key, patches) or self.claim_revisions(key, wish):
            return
        history = history_of(wish, self.owned("controllerrevisions", wish))
        if history.current is None or history.current["revision"] < history.next_number:
            self._write_revision(key, wish, history)
            return
        self._manage(key, wish, history, pods)

    def _write_revision(self, key: str, wish: Manifest, history: History) -> None:
        namespace, number = wish["metadata"]["namespace"], history.next_number
        if history.current is not None:
            name, patch = history.current["metadata"]["name"], {"revision": number}
            self.write(key, "patch", resource="controllerrevisions", namespace=namespace, name=name, patch=patch)
            return
        digest = template_hash(wish["spec"]["template"], wish.get("status", {}).get("collisionCount", 0))
        body = new_revision(wish, f"{wish['metadata']['name']}-{digest}", number, {HASH: digest})
        self.write(key, "create", then="revision_made", resource="controllerrevisions", namespace=namespace, body=body)

    def revision_made(self, key: str, context: Manifest, result: Manifest, error: Manifest | None) -> None:
        """Another template has the same hash: count that, so that the next has another."""
        wish = self.object("daemonsets", key)
        if wish is not None and error is not None and error["code"] == "AlreadyExists":
            before = wish.get("status", {})
            counted = {**before, "collisionCount": before.get("collisionCount", 0) + 1}
            self.write_status(key, "daemonsets", wish, counted)

    # Pods

    def _manage(self, key: str, wish: Manifest, history: History, pods: list[Manifest]) -> None:
        """First what is missing or too much; only where nothing is, the update goes on."""
        verdicts, look = self._look(wish, history, pods)
        missing, unwanted = [], self._without_node(pods)
        for node, judged in verdicts.items():
            there = look.pods.get(node, [])
            if nodes.is_missing(judged, there, bool(look.surge)):
                missing.append(node)
            unwanted += nodes.superfluous(judged, there, look)
            if judged.stays:
                unwanted += [pod for pod in nodes.finished(there) if self._may_go(key, wish, pod, node)]
        if not missing and not unwanted and (wish["spec"].get("updateStrategy") or {}).get("type") != "OnDelete":
            missing, unwanted = update.with_surge(look) if look.surge else ([], update.without_surge(look))
        self._clean_up(key, wish, history, pods)
        self.make_and_delete(key, wish, missing, unwanted, "daemonset")
        if not missing and not unwanted:
            self.settled(key)

    def _look(self, wish: Manifest, history: History, pods: list[Manifest]) -> tuple[dict[str, Verdict], Update]:
        assert history.current is not None
        verdicts = {key: verdict(wish, node) for key, node in sorted(self.manager.objects("nodes"))}
        on = by_node(pods)
        held = {node: on.get(node, []) for node, judged in verdicts.items() if judged.runs or node in on}
        digest, wanted = digest_of(history.current), sum(one.runs for one in verdicts.values())
        return verdicts, Update(wish, digest, wanted, held, self.now_ns)

    def _without_node(self, pods: list[Manifest]) -> list[Manifest]:
        """Waiting for a node that is no more: the scheduler cannot place them, and nobody else deletes them."""
        known = self.manager.cache["nodes"]
        return [pod for pod in pods if not node_of(pod) and target_of(pod) not in known and not is_leaving(pod)]

    def _may_go(self, key: str, wish: Manifest, pod: Manifest, node: str) -> bool:
        """A Pod that ended is told of and goes; one that failed again soon after another waits first."""
        name = key_of(pod)
        if phase_of(pod) == "Succeeded":
            message = f"Found succeeded daemon pod {name} on node {node}, will try to delete it"
            self.record(wish, "SucceededDaemonPod", message)
            return True
        held = self.notes.setdefault(FAILED, {})
        delay_us, since_us = held.get(f"{key}/{node}", [0, 0])
        if self.now_us - since_us < delay_us:
            self.enqueue(key, since_us + delay_us - self.now_us)
            return False
        is_old = delay_us and self.now_us - since_us > 2 * BACKOFF_MOST_US
        delay_us = BACKOFF_US if is_old or not delay_us else min(2 * delay_us, BACKOFF_MOST_US)
        held[f"{key}/{node}"] = [delay_us, self.now_us]
        message = f"Found failed daemon pod {name} on node {node}, will try to kill it"
        self.record(wish, "FailedDaemonPod", message, warning=True)
        return True

    def pod_for(self, owner: Manifest, purpose: str) -> Manifest:
        history = history_of(owner, self.owned("controllerrevisions", owner))
        digest = digest_of(history.current) if history.current is not None else ""
        return pod_on(owner, purpose, digest)

    def pods_done(self, key: str, owner: Manifest, reason: str, refused: str) -> None:
        history = history_of(owner, self.owned("controllerrevisions", owner))
        if history.current is None:
            return
        pods = claims(owner, self.owned("pods", owner), []).kept
        verdicts, look = self._look(owner, history, pods)
        after = status.status_of(look, verdicts)
        if after != owner.get("status"):
            self.write_status(key, "daemonsets", owner, after)
        wait_us = status.next_look_us(look)
        if wait_us is not None:
            self.enqueue(key, wait_us)

    def _clean_up(self, key: str, wish: Manifest, history: History, pods: list[Manifest]) -> None:
        live = {(pod["metadata"].get("labels") or {}).get(HASH, ""): True for pod in pods}
        used = {one["metadata"]["name"]: True for one in history.old if digest_of(one) in live}
        limit = wish["spec"].get("revisionHistoryLimit", 10)
        for one in superfluous(history.old, used, limit):
            name = one["metadata"]["name"]
            self.write(
                key, "delete", resource="controllerrevisions", namespace=wish["metadata"]["namespace"], name=name
            )


def digest_of(revision: Manifest) -> str:
    """What its Pods carry; one that was adopted from somebody else may have no hash but its name."""
    labels = revision["metadata"].get("labels") or {}
    return str(labels.get(HASH, revision["metadata"]["name"]))
