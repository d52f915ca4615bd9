"""SchedulingGates: a Pod with gates does not enter the queue (kube-scheduler 1.34)."""

from labs.engines.kube.scheduler.framework import UNRESOLVABLE, Plugin, Status
from labs.engines.kube.scheduler.pod_info import PodInfo


class SchedulingGates(Plugin):
    """PreEnqueue."""

    def pre_enqueue(self, pod: PodInfo) -> Status | None:
        """Why the Pod has to wait, if it has."""
        gates = [gate["name"] for gate in pod.spec.get("schedulingGates") or []]
        return self.reject(UNRESOLVABLE, f"waiting for scheduling gates: [{' '.join(gates)}]") if gates else None
