"""A node's object and its lease: what the kubelet says of its machine (kubernetes 1.34, pkg/kubelet/nodestatus)."""

from typing import Any, ClassVar

from labs.engines.kube.kubelet import images
from labs.engines.kube.kubelet.part import Part
from labs.engines.kube.kubelet.runs import Manifest

LEASES = "kube-node-lease"
BEAT_US = 10_000_000  # nodeStatusUpdateFrequency, and a quarter of the lease
LEASE_S = 40
REPORT_US = 300_000_000  # nodeStatusReportFrequency: a status that did not change
REGISTER_AGAIN_US = 1_000_000
IMAGES_TOLD_MAX = 50
STAGGER_US, STAGGER_STEPS = 100_000, 97  # nodes that started at one moment do not all beat at one
# type -> status, reason, message
CONDITIONS = {
    "MemoryPressure": ("False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
    "DiskPressure": ("False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
    "PIDPressure": ("False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
    "Ready": ("True", "KubeletReady", "kubelet is posting ready status"),
}
TOLD_AT_START = ("NodeHasSufficientMemory", "NodeHasNoDiskPressure", "NodeHasSufficientPID", "NodeReady")


class NodeStatus(Part):
    """Registers the node when the kubelet starts, and beats from then on."""

    name: ClassVar[str] = "node"

    def register(self) -> None:
        node = self.kubelet
        node.write("create", {"resource": "nodes", "body": self.body()}, "registered", {"life": node.life})

    def body(self) -> Manifest:
        node = self.kubelet
        return {
            "metadata": {
                "name": node.name,
                "labels": node.machine.all_labels(node.name),
                "annotations": {"volumes.kubernetes.io/controller-managed-attach-detach": "true"},
            },
            "spec": node.machine.spec(),
            "status": self.status(node.clock(self.now_us)),
        }

    def registered(self, error: dict[str, Any] | None) -> None:
        if error is not None and error["code"] != "AlreadyExists":
            self.kubelet.call_later(REGISTER_AGAIN_US, "register", self.kubelet.life)
            return
        self.kubelet.report_node = error is not None
        self.kubelet.reported_us = self.now_us
        self.kubelet.say_of_node("Starting", "Starting kubelet.")
        for reason in TOLD_AT_START:
            self.kubelet.say_of_node(reason, f"Node {self.kubelet.name} status is now: {reason}")
        self.beat(self.first_beat_us())

    def first_beat_us(self) -> int:
        """After it has joined."""
        return BEAT_US - self.kubelet.machine.number * 37 % STAGGER_STEPS * STAGGER_US

    def beat(self, again_us: int = BEAT_US) -> None:
        """Renew the lease; report the node if it changed, if the API server was away, or after five minutes."""
        node = self.kubelet
        renewed = {"renewTime": self.sim.calendar.iso(self.now_us)[:-1] + "000Z"}
        args = {"resource": "leases", "namespace": LEASES, "name": node.name, "patch": {"spec": renewed}}
        node.write("patch", args, "renewed", {"life": node.life})
        if node.report_node or self.now_us - node.reported_us >= REPORT_US:
            self.report()
        node.call_later(again_us, "beat", node.life)

    def renewed(self, error: dict[str, Any] | None) -> None:
        if error is None:
            if self.now_us - self.kubelet.renewed_us > LEASE_S * 1_000_000:
                self.kubelet.ready_us = self.now_us
            self.kubelet.renewed_us = self.now_us
        elif error["code"] == "NotFound":
            self._make_lease()
        else:
            # By now others may have written that nothing was heard of this node.
            self.kubelet.report_node = True

    def _make_lease(self) -> None:
        self.kubelet.write("create", {"resource": "leases", "namespace": LEASES, "body": self.lease()})

    def lease(self) -> Manifest:
        node = self.kubelet
        spec = {"holderIdentity": node.name, "leaseDurationSeconds": LEASE_S}
        renewed = {"renewTime": self.sim.calendar.iso(self.now_us)[:-1] + "000Z"}
        return {"metadata": {"name": node.name, "namespace": LEASES}, "spec": {**spec, **renewed}}

    def report(self) -> None:
        node = self.kubelet
        node.report_node = False
        node.reported_us = self.now_us
        args = {"resource": "nodes", "name": node.name, "subresource": "status"}
        patch = {"status": self.status(node.clock(self.now_us))}
        node.write("patch", {**args, "patch": patch}, "node_reported", {"life": node.life})

    def status(self, now: str) -> Manifest:
        node = self.kubelet
        up, ready = node.clock(node.up_us), node.clock(max(node.up_us, node.ready_us))
        told = sorted(node.images.items(), key=lambda one: (-one[1], one[0]))[:IMAGES_TOLD_MAX]
        return {
            "addresses": [
                {"type": "InternalIP", "address": node.machine.address}, {"type": "Hostname", "address": node.name},
            ],
            "capacity": node.machine.capacity(),
            "allocatable": node.machine.capacity(),
            "conditions": [
                {
                    "type": kind, "status": status, "reason": reason, "message": message,
                    "lastHeartbeatTime": now, "lastTransitionTime": ready if kind == "Ready" else up,
                }
                for kind, (status, reason, message) in CONDITIONS.items()
            ],
            "daemonEndpoints": {"kubeletEndpoint": {"Port": 10250}},
            "images": [{"names": [images.digest_of(name), name], "sizeBytes": size} for name, size in told],
            "nodeInfo": self._info(),
        }  # fmt: skip

    def _info(self) -> Manifest:
        node = self.kubelet
        machine = images.hex_of(f"machine {self.sim.seed} {node.name}")
        return {
            "machineID": machine[:32],
            "systemUUID": _uuid(machine[32:]),
            "bootID": self.boot_id(),
            "kernelVersion": "6.12.48",
            "osImage": "Debian GNU/Linux 13 (trixie)",
            "containerRuntimeVersion": "containerd://2.1.4",
            "kubeletVersion": "v1.34.1",
            "kubeProxyVersion": "",
            "operatingSystem": "linux",
            "architecture": "amd64",
        }

    def boot_id(self) -> str:
        return _uuid(images.hex_of(f"boot {self.sim.seed} {self.kubelet.name} {self.kubelet.boots}"))


def _uuid(digits: str) -> str:
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))
