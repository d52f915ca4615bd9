"""What may be done to a node from outside: power, the kubelet's process, containers and their health."""

from typing import TYPE_CHECKING, Any

from labs.engines.kube.kubelet.node import Node
from labs.engines.kube.kubelet.processes import KILLED, LOST
from labs.engines.kube.kubelet.runs import INIT, Record, Run, containers_of, is_running
from labs.engines.sim import Refused, command

if TYPE_CHECKING:
    from labs.engines.kube.kubelet.kubelet import Parts

BOOT_US = 30_000_000  # firmware, kernel, container runtime, kubelet


class Faults(Node):
    """The commands of a kubelet."""

    _parts: "Parts"

    @command
    def crash(self) -> dict[str, Any]:
        """The machine loses its power, and everything that runs on it is gone."""
        if not self.power:
            raise Refused("already_stopped")
        self.power = False
        self.emit("NodeCrashed", node=self.name)
        if self.running:
            self._forget()
        for run in self.runs.values():
            self._lose(run)
        return {}

    @command
    def start(self) -> dict[str, Any]:
        """Power again; the kubelet comes up when the machine has booted."""
        if self.power:
            raise Refused("already_running")
        self.power = True
        self.boots += 1
        self.call_later(BOOT_US, "booted", self.boots)
        self.emit("NodeStarted", node=self.name)
        return {}

    def booted(self, boots: int) -> None:
        if self.power and self.boots == boots and not self.running:
            self._up()
            self.say_of_node("Rebooted", f"Node {self.name} has been rebooted, boot id: {self.boot_id()}", warning=True)

    def boot_id(self) -> str:
        return self._parts.node.boot_id()

    @command
    def stop_kubelet(self) -> dict[str, Any]:
        """The kubelet's process ends; containers run on, and nobody looks after them."""
        if not self.running:
            raise Refused("already_stopped")
        self._forget()
        self.emit("KubeletStopped", node=self.name)
        return {}

    @command
    def start_kubelet(self) -> dict[str, Any]:
        if self.running or not self.power:
            raise Refused("already_running" if self.running else "no_power")
        self._up()
        return {}

    def _up(self) -> None:
        self.running = True
        self.up_us = self.sim.now_us
        self.emit("KubeletStarted", node=self.name)
        self.start_watching(self.life)
        self._parts.node.register()

    def _forget(self) -> None:
        """What was in the kubelet's memory only: its cache, back-offs, probes, pulls under way."""
        self.running = self.resumed = False
        self.stop_watching()
        self.told = {}
        self.pulling = []
        for run in self.runs.values():
            run.update(busy="", reporting="", life=run["life"] + 1)
            if run["sandbox"] in ("mounting", "creating"):
                run["sandbox"] = ""
            for record in run["containers"].values():
                record.update(back_off=[0, 0], pull_back_off=[0, 0], retry_us=0, probes={})
                record["tries"] += 1
                record["probing"] += 1

    def _lose(self, run: Run) -> None:
        """The sandbox is gone: containers end, and init containers have to run again."""
        if run["over"]:
            return
        run.update(sandbox="", initialized=False)
        for name, _, part in containers_of(self.pod(run)):
            self._parts.processes.lose(run, name, LOST, "Unknown")
            record = run["containers"][name]
            if part == INIT and record["state"] == "exited":
                record["state"] = "waiting"

    # Containers

    @command
    def kill_container(self, pod: str, container: str = "") -> dict[str, Any]:
        """SIGKILL for the first process of a container (the first that runs, if none is named)."""
        self._end(pod, container, KILLED)
        return {}

    @command
    def crash_container(self, pod: str, container: str = "", code: int = 1) -> dict[str, Any]:
        """The program ends itself with this exit code."""
        if not 0 <= code <= 255:
            raise Refused("bad_arguments", argument="code", problem="out_of_range")
        self._end(pod, container, code)
        return {}

    @command
    def set_health(self, pod: str, healthy: bool, container: str = "") -> dict[str, Any]:
        """What the program answers to probes from now on, until it is started again."""
        run, name, record = self._running(pod, container)
        record["healthy"] = healthy
        self.emit("HealthSet", pod=run["pod"], container=name, healthy=healthy)
        self._parts.probes.refresh(run, name)
        return {}

    def _end(self, pod: str, container: str, code: int) -> None:
        run, name, _ = self._running(pod, container)
        self._parts.processes.end(run, name, code)

    def _running(self, pod: str, container: str) -> tuple[Run, str, Record]:
        """Raises Refused."""
        wanted = pod if "/" in pod else f"default/{pod}"
        found = [run for run in self.runs.values() if run["pod"] == wanted and not run["over"]]
        if not found or not self.power:
            raise Refused("unknown_pod", pod=pod)
        for name, record in found[-1]["containers"].items():
            if is_running(record) and container in ("", name):
                return found[-1], name, record
        raise Refused("not_running", pod=pod, container=container)
