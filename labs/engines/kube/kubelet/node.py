"""What a kubelet remembers of its Pods and its machine."""

from typing import Any

from labs.engines.kube.client import Client
from labs.engines.kube.etcd import Etcd
from labs.engines.kube.informer import Manifest
from labs.engines.kube.kubelet.behaviour import Behaviour
from labs.engines.kube.kubelet.images import full_name, known
from labs.engines.kube.kubelet.machine import Machine, scripts_from
from labs.engines.kube.kubelet.runs import MAIN, Run, container_of, containers_of
from labs.engines.kube.kubelet.shell import commanded
from labs.engines.sim import Simulation

LAST_PARTS = range(2, 255)  # of the addresses in a Pod network


class Node(Client):
    """The machine's memory and disk, and what can be read from them."""

    watches = ("pods",)

    def __init__(self, sim: Simulation, name: str, etcd: Etcd, machine: Machine, scripts: dict[str, Manifest]) -> None:
        super().__init__(sim, name, etcd)
        self.power = True
        self.running = True
        self.resumed = False  # whether this life has seen a whole list
        self.boots = 1
        self.up_us = sim.now_us
        self.runs: dict[str, Run] = {}  # by the Pod's uid
        self.images: dict[str, int] = {}  # on the disk: full name -> bytes
        self.pulling: list[list[Any]] = []  # [uid, container, image, asked for, begun], the first is under way
        self.last_part = LAST_PARTS[0] - 1
        self.report_node = False
        self.reported_us = 0
        self.renewed_us = sim.now_us
        self.ready_us = sim.now_us  # since when the node is ready without a break that others could see
        self._machine = machine
        self._scripts = scripts_from(scripts)
        self._amounts = machine.amounts()

    def node_watched(self) -> str:
        return self.name

    def place(self) -> str:
        return f"node/{self.name}"

    @property
    def machine(self) -> Machine:
        return self._machine

    @property
    def amounts(self) -> dict[str, int]:
        return self._amounts

    def clock(self, at_us: int) -> str:
        """As metav1.Time is written: whole seconds."""
        return self.sim.calendar.iso(at_us)[:19] + "Z"

    # Pods

    def pod(self, run: Run) -> Manifest:
        return self.version(run["revision"])

    def spec(self, run: Run, name: str) -> Manifest:
        return container_of(self.pod(run), name)

    def part_of(self, run: Run, name: str) -> str:
        return next(part for found, _, part in containers_of(self.pod(run)) if found == name)

    def in_image(self, reference: str) -> Behaviour:
        return self._scripts.get(reference) or known(reference)

    def behaviour(self, run: Run, name: str) -> Behaviour:
        """Of the process that runs, or ran last."""
        spec = self.spec(run, name)
        words = [*(spec.get("command") or ()), *(spec.get("args") or ())]
        return commanded(words, self.in_image(full_name(run["containers"][name]["image"])))

    def free_address(self, run: Run) -> str:
        """The next of the node's Pod network, round and round; the machine's own for hostNetwork."""
        if self.pod(run)["spec"].get("hostNetwork"):
            return self._machine.address
        used = {one["ip"]: True for one in self.runs.values() if not one["over"]}
        for step in range(1, len(LAST_PARTS) + 1):
            last = LAST_PARTS[(self.last_part - LAST_PARTS[0] + step) % len(LAST_PARTS)]
            address = f"{self._machine.network}.{last}"
            if address not in used:
                self.last_part = last
                return address
        raise RuntimeError("more Pods than addresses")

    # kind: Event

    def say(self, run: Run, reason: str, message: str, name: str = "", *, warning: bool = False) -> None:
        """A kind: Event about a Pod or, with `name`, one of its containers."""
        about, place = self.pod(run), ""
        if name:
            part = "containers" if self.part_of(run, name) == MAIN else "initContainers"
            place = f"spec.{part}{{{name}}}"
        self.record(about, reason, message, warning=warning, source="kubelet", host=self.name, field_path=place)

    def say_of_node(self, reason: str, message: str, *, warning: bool = False) -> None:
        metadata = {"name": self.name, "uid": self.name, "resourceVersion": ""}
        about = {"kind": "Node", "apiVersion": "v1", "metadata": metadata}
        self.record(about, reason, message, warning=warning, source="kubelet", host=self.name)
