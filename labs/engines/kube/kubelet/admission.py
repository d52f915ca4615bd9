"""Whether a Pod that is bound to the node may run there (kubernetes 1.34, pkg/kubelet/lifecycle: predicate.go).

The scheduler has looked already; but it may have looked at an old state, and a Pod may be bound without it.
"""

from typing import Any, ClassVar

from labs.engines.kube.kubelet.part import Part
from labs.engines.kube.kubelet.runs import Manifest, Run
from labs.engines.kube.labels import matches_all, matches_node_term
from labs.engines.kube.requests import Amounts, pod_requests

SELECTOR = "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector"


class Admission(Part):
    """`judge` takes a new run or refuses it."""

    name: ClassVar[str] = "admission"

    def judge(self, run: Run) -> None:
        pod = self.kubelet.pod(run)
        problem = self._lacking(run, pod_requests(pod["spec"]))
        if problem:
            self.refuse(run, *problem)
        elif matches_node(pod, self._as_registered()):
            self.admit(run)
        else:
            # The labels may have been changed since the node was registered.
            args = {"resource": "nodes", "name": self.kubelet.name}
            self.kubelet.write("get", args, "node_found", {"life": self.kubelet.life, "uid": run["uid"]})

    def _as_registered(self) -> Manifest:
        name = self.kubelet.name
        return {"metadata": {"name": name, "labels": self.kubelet.machine.all_labels(name)}}

    def node_found(self, run: Run, node: Manifest | None) -> None:
        if run["since_us"] is not None or run["ending"]:
            return
        if node is not None and matches_node(self.kubelet.pod(run), node):
            self.admit(run)
        else:
            self.refuse(run, "NodeAffinity", SELECTOR)

    def admit(self, run: Run) -> None:
        run["since_us"] = self.now_us
        self.parts.workers.set_deadline(run)
        self.parts.workers.sync(run)

    def refuse(self, run: Run, reason: str, message: str) -> None:
        run.update(since_us=self.now_us, refused=[reason, f"Pod was rejected: {message}"], over=True)
        self.kubelet.say(run, reason, message, warning=True)
        self.kubelet.emit("PodRefused", pod=run["pod"], reason=reason)
        self.parts.reports.publish(run)

    def _lacking(self, run: Run, wanted: Amounts) -> tuple[str, str] | None:
        """The first of its resources that is not left: reason and message."""
        others = [one for one in self.kubelet.runs.values() if one is not run and not one["over"]]
        capacity = self.kubelet.amounts
        if len(others) + 1 > capacity["pods"]:
            return _out_of("pods", 1, len(others), capacity["pods"])
        used: dict[str, int] = {}
        for one in others:
            for name, amount in pod_requests(self.kubelet.pod(one)["spec"]).items():
                used[name] = used.get(name, 0) + amount
        for name, amount in wanted.items():
            if name in capacity and amount and used.get(name, 0) + amount > capacity[name]:
                return _out_of(name, amount, used.get(name, 0), capacity[name])
        return None


def _out_of(name: str, wanted: int, used: int, capacity: int) -> tuple[str, str]:
    numbers = f"requested: {wanted}, used: {used}, capacity: {capacity}"
    return f"OutOf{name}", f"Node didn't have enough resource: {name}, {numbers}"


def matches_node(pod: Manifest, node: Manifest) -> bool:
    """nodeSelector and required node affinity."""
    spec: dict[str, Any] = pod["spec"]
    if not matches_all(spec.get("nodeSelector") or {}, node["metadata"].get("labels") or {}):
        return False
    affinity = (spec.get("affinity") or {}).get("nodeAffinity") or {}
    required = affinity.get("requiredDuringSchedulingIgnoredDuringExecution")
    if required is None:
        return True
    return any(matches_node_term(term, node) for term in required.get("nodeSelectorTerms") or ())
