"""The kubelet as a part of the run: what it hears, what it remembers, what may be done to it."""

from typing import Any

from labs.engines.kube.etcd import Etcd
from labs.engines.kube.informer import Manifest
from labs.engines.kube.kubelet.admission import Admission
from labs.engines.kube.kubelet.configuration import Configuration
from labs.engines.kube.kubelet.faults import Faults
from labs.engines.kube.kubelet.machine import Machine
from labs.engines.kube.kubelet.node_status import LEASES, NodeStatus
from labs.engines.kube.kubelet.pod_workers import PodWorkers
from labs.engines.kube.kubelet.probes import Probes
from labs.engines.kube.kubelet.processes import Processes
from labs.engines.kube.kubelet.pulls import Pulls
from labs.engines.kube.kubelet.reports import Reports
from labs.engines.kube.kubelet.runs import Run, is_running, new_run
from labs.engines.kube.kubelet.termination import Termination
from labs.engines.sim import Entity, Simulation

FINISHED = ("Succeeded", "Failed")
REMOVED_GRACE_S = 1
NAMED_MAX = 20  # Pods that run here, for the screen: of a crowded machine only the API server's counts are shown


class Kubelet(Faults):
    """One for each node, and named as it: hears of the Pods bound to its node and brings them to life.

    `images` says what a scenario's own images do: name -> fields of `Behaviour`. With `joined` the API server already
    has `joined_objects()`; otherwise the node registers.
    """

    def __init__(
        self,
        sim: Simulation,
        name: str,
        etcd: Etcd,
        machine: Machine,
        images: dict[str, Manifest] | None = None,
        *,
        joined: bool = False,
    ) -> None:
        super().__init__(sim, name, etcd, machine, images or {})
        self._parts = Parts(self)
        if joined:
            self.call_later(self._parts.node.first_beat_us(), "beat", self.life)
        else:
            self.call_later(0, "register", self.life)

    def joined_objects(self) -> list[tuple[str, str, Manifest]]:
        """Resource, namespace and body of what the API server has of a node that has joined."""
        node = self._parts.node
        return [("nodes", "", node.body()), ("leases", LEASES, node.lease())]

    # The Pods bound to this node

    def synced(self) -> None:
        """A whole list: whoever is not in it is gone; after a start, go on with what is there."""
        held = {pod["metadata"]["uid"]: True for _, pod in self.objects("pods")}
        for run in list(self.runs.values()):
            if run["uid"] not in held:
                self.lost(run)
        if not self.resumed:
            self.resumed = True
            for run in list(self.runs.values()):
                self._resume(run)

    def _resume(self, run: Run) -> None:
        """Goes on with a Pod of an earlier life."""
        self._parts.reports.publish(run)
        if run["over"]:
            return
        if run["since_us"] is None and not run["ending"]:
            self._parts.admission.judge(run)
            return
        if not run["ending"]:
            self._parts.workers.set_deadline(run)
        for name, record in run["containers"].items():
            if is_running(record):
                self._parts.probes.begin(run, name)
        self._parts.workers.sync(run)

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        uid = self.version(after)["metadata"]["uid"] if after else ""
        if before:
            earlier = self.runs.get(self.version(before)["metadata"]["uid"])
            if earlier is not None and earlier["uid"] != uid:
                self.lost(earlier)
        if not after:
            return
        run = self.runs.get(uid)
        if run is None:
            self._take(self.version(after), after)
        elif self.see(run, after):
            # Somebody else wrote, perhaps what the kubelet knows better.
            self._parts.reports.publish(run)
            if before and self.version(before)["spec"] is not self.version(after)["spec"]:
                self._parts.workers.heed_images(run, self.version(before))
        self._heed_deletion(uid, self.version(after)["metadata"])

    def _take(self, pod: Manifest, revision: str) -> None:
        run = self.runs[pod["metadata"]["uid"]] = new_run(pod, revision)
        if pod.get("status", {}).get("phase") in FINISHED:
            run["over"] = True
        elif not pod["metadata"].get("deletionTimestamp") and self.resumed:
            self._parts.admission.judge(run)

    def _heed_deletion(self, uid: str, metadata: Manifest) -> None:
        run = self.runs[uid]
        if not metadata.get("deletionTimestamp"):
            return
        if run["over"]:
            self._parts.reports.publish(run)
        else:
            self._parts.termination.begin(run, metadata.get("deletionGracePeriodSeconds", 30), "deleted")

    def see(self, run: Run, revision: str) -> bool:
        """A version of its Pod, by the watch or in an answer; whether it is new."""
        newer = int(revision) > int(run["revision"])
        if newer:
            run["revision"] = revision
        return newer

    def lost(self, run: Run) -> None:
        """The API server no longer has the Pod: what still runs of it ends soon."""
        run["gone"] = True
        if run["over"]:
            self.runs.pop(run["uid"], None)
        else:
            self._parts.termination.begin(run, REMOVED_GRACE_S, "removed")

    def kept_versions(self) -> list[str]:
        return [*super().kept_versions(), *(run["revision"] for run in self.runs.values())]

    # The agenda's and the network's ways in; what was set up in an earlier life is not heard

    def due(self, part: str, method: str, uid: str, name: str, guard: str, counter: int) -> None:
        run = self.runs.get(uid)
        if run is not None and (run["containers"][name] if name else run)[guard] == counter:
            getattr(getattr(self._parts, part), method)(run, name)

    def probe(self, uid: str, name: str, kind: str, probing: int, asked: int) -> None:
        if self._expects(uid, name, kind, probing, asked):
            self._parts.probes.ask(self.runs[uid], name, kind)

    def probed(self, uid: str, name: str, kind: str, probing: int, asked: int, how: str) -> None:
        if self._expects(uid, name, kind, probing, asked):
            self._parts.probes.judge(self.runs[uid], name, kind, how)

    def _expects(self, uid: str, name: str, kind: str, probing: int, asked: int) -> bool:
        if uid not in self.runs:
            return False
        record = self.runs[uid]["containers"][name]
        return bool(record["probing"] == probing and record["probes"][kind]["set"] == asked)

    def pulled(self, life: int) -> None:
        if life == self.life:
            self._parts.pulls.done()

    def report(self, uid: str, life: int) -> None:
        if life == self.life and uid in self.runs:
            self._parts.reports.send(self.runs[uid])

    def reported(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        if context["life"] == self.life and context["uid"] in self.runs:
            self._parts.reports.answered(self.runs[context["uid"]], context["method"], result, error)

    def register(self, life: int) -> None:
        if life == self.life:
            self._parts.node.register()

    def registered(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        if context["life"] == self.life:
            self._parts.node.registered(error)

    def beat(self, life: int) -> None:
        if life == self.life:
            self._parts.node.beat()

    def renewed(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        if context["life"] == self.life:
            self._parts.node.renewed(error)

    def node_reported(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        if context["life"] == self.life and error is not None:
            self.report_node = True

    def node_found(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        if context["life"] == self.life and context["uid"] in self.runs:
            self._parts.admission.node_found(self.runs[context["uid"]], result)

    def configured(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        if context["life"] == self.life and context["uid"] in self.runs:
            self._parts.configuration.answered(self.runs[context["uid"]], context, result, error)

    def entities(self) -> dict[str, Entity]:
        state = "crashed" if not self.power else "running" if self.running else "stopped"
        runs = {run["pod"]: _word(run) for run in self.runs.values() if not run["over"]} if self.power else {}
        runs = runs if len(runs) <= NAMED_MAX else {}
        kubelet = {"kind": "kubelet", "node": self.name, "state": state, "runs": runs}
        return {f"kubelet/{self.name}": kubelet, **super().entities()}


class Parts:
    """The concerns of one kubelet, which call each other."""

    def __init__(self, kubelet: Kubelet) -> None:
        self.admission = Admission(kubelet, self)
        self.workers = PodWorkers(kubelet, self)
        self.processes = Processes(kubelet, self)
        self.configuration = Configuration(kubelet, self)
        self.pulls = Pulls(kubelet, self)
        self.probes = Probes(kubelet, self)
        self.termination = Termination(kubelet, self)
        self.reports = Reports(kubelet, self)
        self.node = NodeStatus(kubelet, self)


def _word(run: Run) -> str:
    """What truly goes on of a Pod on the machine."""
    if run["ending"]:
        return "stopping"
    if any(is_running(record) for record in run["containers"].values()):
        return "running"
    return "waiting" if any(record["number"] for record in run["containers"].values()) else "starting"
