"""The loop: it listens for heartbeats, says of a silent node that nothing is known of it, and lets it be emptied."""

from typing import Any, ClassVar

from labs.engines.kube.controller import Controller
from labs.engines.kube.controller.manager import WORK_US
from labs.engines.kube.controllers.node_lifecycle import health
from labs.engines.kube.controllers.node_lifecycle.zones import FULL, new_zone, pace_us, state_of, zone_of
from labs.engines.kube.workloads.pods import condition_of, is_ready

Manifest = dict[str, Any]
SECOND_US = 1_000_000
MONITOR_US = 5 * SECOND_US  # --node-monitor-period
GRACE_US = 50 * SECOND_US  # --node-monitor-grace-period
STARTUP_GRACE_US = 60 * SECOND_US  # --node-startup-grace-period
LEASES = "kube-node-lease"
MONITOR, EVICTIONS = "#monitor", "#evictions"  # keys of the queue that are no names of nodes


class NodeLifecycle(Controller):
    """`notes`: when each node was last heard of, zones, nodes that may be emptied, and those that are lost."""

    name = "node-controller"
    resources: ClassVar[tuple[str, ...]] = ("nodes", "leases", "pods")

    @property
    def heard(self) -> dict[str, int]:
        return self.notes.setdefault("heard", {})  # type: ignore[no-any-return]

    @property
    def zones(self) -> dict[str, Any]:
        return self.notes.setdefault("zones", {})  # type: ignore[no-any-return]

    @property
    def emptied(self) -> dict[str, bool]:
        return self.notes.setdefault("emptied", {})  # type: ignore[no-any-return]

    @property
    def lost(self) -> dict[str, bool]:
        return self.notes.setdefault("lost", {})  # type: ignore[no-any-return]

    def started(self) -> None:
        """Whoever was silent before has its whole grace once more."""
        self.enqueue(MONITOR)

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        if resource == "leases":
            namespace, _, name = key.partition("/")
            if namespace == LEASES and after and name in self.heard:
                self.heard[name] = self.now_us
        elif resource == "nodes":
            if not after:
                for remembered in (self.heard, self.emptied, self.lost):
                    remembered.pop(key, None)
            elif not before or _beat(self.version(before)) != _beat(self.version(after)):
                self.heard[key] = self.now_us
            self.enqueue(key)

    def reconcile(self, key: str) -> None:
        if key == MONITOR:
            self._monitor()
        elif key == EVICTIONS:
            self._let_evictions_begin()
        elif (node := self.object("nodes", key)) is not None:
            self._look_at(key, node)

    # Every five seconds

    def _monitor(self) -> None:
        self.enqueue(MONITOR, MONITOR_US - WORK_US)
        self._register()
        counts: dict[str, list[int]] = {}  # zone -> ready nodes, others
        unready: list[tuple[str, str]] = []
        for name, node in self.manager.objects("nodes"):
            zone, is_silent = zone_of(node), self._is_silent(name, node)
            if is_silent and health.readiness(node) != "Unknown":
                self.enqueue(name)
            is_well = not is_silent and health.readiness(node) == "True"
            counts.setdefault(zone, [0, 0])[not is_well] += 1
            if not is_well:
                unready.append((name, zone))
        self._judge_zones(counts)
        if not self.notes.get("halted"):
            self._want_evictions(unready)

    def _register(self) -> None:
        """Who is new since the last look, and who has gone."""
        known: dict[str, Manifest] = self.notes.setdefault("known", {})
        for name, node in self.manager.objects("nodes"):
            if name not in known:
                metadata = {part: node["metadata"][part] for part in ("name", "uid", "resourceVersion")}
                known[name] = {"apiVersion": "v1", "kind": "Node", "metadata": metadata}
                self.record(node, "RegisteredNode", f"Node {name} event: Registered Node {name} in Controller")
        for name in [name for name in known if self.object("nodes", name) is None]:
            self.record(known.pop(name), "RemovingNode", f"Node {name} event: Removing Node {name} from Controller")

    def _is_silent(self, name: str, node: Manifest) -> bool:
        grace_us = GRACE_US if health.readiness(node) else STARTUP_GRACE_US
        return self.now_us - self.heard.setdefault(name, self.now_us) > grace_us

    def _judge_zones(self, counts: dict[str, list[int]]) -> None:
        for name, (ready, unready) in counts.items():
            zone = self.zones.setdefault(name, new_zone())
            zone["state"], zone["size"] = state_of(ready, unready), ready + unready
        for name in [name for name in self.zones if name not in counts]:
            del self.zones[name]
        all_down = bool(self.zones) and all(zone["state"] == FULL for zone in self.zones.values())
        if all_down and not self.notes.get("halted"):
            self._halt()
        elif self.notes.get("halted") and not all_down:
            self.heard.update(dict.fromkeys(self.heard, self.now_us))
        self.notes["halted"] = all_down

    def _halt(self) -> None:
        """Nobody at all is heard: then it is this side that cannot hear, and no Pod is driven away."""
        for zone in self.zones.values():
            zone["waiting"] = []
        for name in list(self.emptied):
            del self.emptied[name]
            self.enqueue(name)

    def _want_evictions(self, unready: list[tuple[str, str]]) -> None:
        wanted = dict(unready)
        for name, zone in self.zones.items():
            zone["waiting"] = [node for node in zone["waiting"] if wanted.get(node) == name]
        for node, name in unready:
            waiting = self.zones[name]["waiting"]
            if node not in self.emptied and node not in waiting:
                waiting.append(node)
        self._let_evictions_begin()

    def _let_evictions_begin(self) -> None:
        """As many as the pace of their zones allows; the others later."""
        for zone in self.zones.values():
            pace = pace_us(zone)
            while pace and zone["waiting"] and zone["next_us"] <= self.now_us:
                node = zone["waiting"].pop(0)
                zone["next_us"] = self.now_us + pace
                self.emptied[node] = True
                self.enqueue(node)
            if pace and zone["waiting"]:
                self.enqueue(EVICTIONS, zone["next_us"] - self.now_us)

    # One node

    def _look_at(self, name: str, node: Manifest) -> None:
        ready = health.readiness(node)
        if self._is_silent(name, node) and ready != "Unknown":
            self._give_up(name, node)
            return
        if ready == "True":
            self.emptied.pop(name, None)
            if self.lost.pop(name, False):
                self.emit("NodeBack", node=name)
        taints = health.taints_wanted(node, name in self.emptied, self.now)
        if taints != health.taints_of(node):
            patch = {"metadata": {"resourceVersion": node["metadata"]["resourceVersion"]}, "spec": {"taints": taints}}
            self.write(name, "patch", resource="nodes", name=name, patch=patch)

    def _give_up(self, name: str, node: Manifest) -> None:
        if name not in self.lost:
            self.lost[name] = True
            self.emit("NodeWentUnknown", node=name)
        status = {**(node.get("status") or {}), "conditions": health.unknown_conditions(node, self.now)}
        self.write_status(name, "nodes", node, status)
        if health.readiness(node) == "True":
            self.record(node, "NodeNotReady", f"Node {name} status is now: NodeNotReady")
            for pod in self.pods_on(name):
                if is_ready(pod):
                    self._mark_unready(name, pod)

    def _mark_unready(self, name: str, pod: Manifest) -> None:
        """Whether it runs is not known; it gets no requests any more."""
        metadata = pod["metadata"]
        told = {"type": "Ready", "status": "False", "lastTransitionTime": self.now}
        self.write(
            name, "patch", resource="pods", name=metadata["name"], namespace=metadata["namespace"],
            patch={"status": {"conditions": [told]}}, patch_type="strategic", subresource="status", then="marked",
        )  # fmt: skip
        self.record(pod, "NodeNotReady", "Node is not ready", warning=True)

    def marked(self, key: str, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> bool:
        """A Pod that is gone need not be marked."""
        return error is not None and error["code"] == "NotFound"


def _beat(node: Manifest) -> Any:
    """What only a kubelet writes."""
    condition = condition_of(node, "Ready") or {}
    return condition.get("lastHeartbeatTime")
