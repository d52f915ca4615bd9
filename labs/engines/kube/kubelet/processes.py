"""The container runtime: processes that begin, go their way and end, whether a kubelet looks or not."""

from typing import ClassVar

from labs.engines.kube.kubelet.part import Part
from labs.engines.kube.kubelet.runs import Run, exit_of, is_running
from labs.engines.kube.quantity import whole

KILLED = 137  # 128 + SIGKILL
LOST = 255  # what containerd says of a process that was gone when it came up again
MIB = 1024 * 1024


class Processes(Part):
    """Begins and ends processes."""

    name: ClassVar[str] = "processes"

    def start(self, run: Run, name: str) -> None:
        record = self.record(run, name)
        if record["number"]:
            record["last"] = exit_of(record)
        record.update(
            image=self.spec(run, name)["image"], number=record["number"] + 1, state="running", reason="", message="",
            started_us=self.now_us, finished_us=0, code=0, why="", ready=False, started=False, life=record["life"] + 1,
            healthy=None, stop=None, probes={},
        )  # fmt: skip
        self.emit("ContainerStarted", run, name, restarts=record["number"] - 1)
        behaviour = self.kubelet.behaviour(run, name)
        limit = (self.spec(run, name).get("resources") or {}).get("limits", {}).get("memory")
        if limit is not None and behaviour.memory_mib * MIB > whole(str(limit)):
            self.after(behaviour.start_ms * 1000, "run_out_of_memory", run, name)
        if behaviour.exits_after_ms is not None:
            self.after(behaviour.exits_after_ms * 1000, "go", run, name)

    def go(self, run: Run, name: str) -> None:
        """The program has done what it had to do, or crashes."""
        self.end(run, name, self.kubelet.behaviour(run, name).exit_code)

    def run_out_of_memory(self, run: Run, name: str) -> None:
        self.end(run, name, KILLED, "OOMKilled")

    def tell_to_stop(self, run: Run, name: str, term_us: int, kill_us: int) -> None:
        """SIGTERM at one moment, SIGKILL at a later one if the process is still there."""
        behaviour = self.kubelet.behaviour(run, name)
        ends_us = term_us + behaviour.stop_ms * 1000
        if behaviour.heeds_term and ends_us <= kill_us:
            stop = {"code": behaviour.term_code, "at_us": ends_us}
        else:
            stop = {"code": KILLED, "at_us": kill_us}
        self.record(run, name)["stop"] = stop
        self.after(stop["at_us"] - self.now_us, "stop", run, name)

    def stop(self, run: Run, name: str) -> None:
        stop = self.record(run, name)["stop"]
        if stop["at_us"] == self.now_us:
            self.end(run, name, stop["code"])

    def end(self, run: Run, name: str, code: int, why: str = "") -> None:
        """The process is gone; a kubelet that runs sees it at once."""
        self.lose(run, name, code, why)
        self.parts.workers.sync(run)

    def lose(self, run: Run, name: str, code: int, why: str = "") -> None:
        record = self.record(run, name)
        if not is_running(record):
            return
        why = why or ("Completed" if code == 0 else "Error")
        was_ready = record["ready"]
        record.update(
            state="exited", finished_us=self.now_us, code=code, why=why, ready=False, started=False, stop=None
        )
        record["life"] += 1
        record["probing"] += 1
        self.emit("ContainerExited", run, name, code=code, reason=why)
        if was_ready:
            self.emit("ContainerUnready", run, name)
