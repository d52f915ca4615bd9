"""The end of a Pod: preStop hooks, SIGTERM, the grace period, SIGKILL; sidecars last, in reverse order.

(kubernetes 1.34, pkg/kubelet/kuberuntime: killContainer)
"""

from typing import ClassVar

from labs.engines.kube.kubelet.part import Part
from labs.engines.kube.kubelet.runs import GRACE_MOST_S, SIDECAR, Manifest, Run, containers_of, is_running
from labs.engines.kube.kubelet.shell import takes_us
from labs.engines.kube.kubelet.status import phase_of

GRACE_LEAST_S = 1
AFTER_HOOK_US = 2_000_000  # what a process is left with at least when hooks, or others' turns, took the grace period


class Termination(Part):
    """`begin` once, then `go_on` whenever a process is gone."""

    name: ClassVar[str] = "termination"

    def begin(self, run: Run, grace_s: int, why: str) -> None:
        """`why`: "deleted", "removed" (from the API server, by force), "finished", "deadline"."""
        until_us = self.now_us + min(max(grace_s, GRACE_LEAST_S), GRACE_MOST_S) * 1_000_000
        if run["ending"]:
            if until_us < run["ending"]["until_us"]:
                self._shorten(run, until_us)
            return
        run["ending"] = {"since_us": self.now_us, "until_us": until_us, "why": why}
        run["busy"] = ""
        run["life"] += 1
        for record in run["containers"].values():
            record["tries"] += 1
        for name, _, part in containers_of(self.kubelet.pod(run)):
            if part != SIDECAR:
                self.stop(run, name, until_us, f"Stopping container {name}")
        self.go_on(run)

    def _shorten(self, run: Run, until_us: int) -> None:
        """Deleted again, with less grace."""
        run["ending"]["until_us"] = until_us
        for name, record in run["containers"].items():
            if is_running(record) and record["stop"] and until_us < record["stop"]["at_us"]:
                self.parts.processes.tell_to_stop(run, name, self.now_us, until_us)

    def stop(self, run: Run, name: str, until_us: int, message: str) -> None:
        """End one container; nothing if it does not run or has been told already."""
        record = self.record(run, name)
        if not is_running(record) or record["stop"]:
            return
        self.kubelet.say(run, "Killing", message, name)
        term_us = min(self.now_us + self._hook_us(run, name, until_us), until_us)
        kill_us = max(until_us, term_us + AFTER_HOOK_US) if term_us > self.now_us else max(until_us, self.now_us)
        self.parts.processes.tell_to_stop(run, name, term_us, kill_us)

    def _hook_us(self, run: Run, name: str, until_us: int) -> int:
        hook = (self.spec(run, name).get("lifecycle") or {}).get("preStop") or {}
        if "sleep" in hook:
            return max(int(hook["sleep"].get("seconds", 0)), 0) * 1_000_000
        if "exec" in hook:
            taken = takes_us(hook["exec"].get("command") or [])
            return until_us - self.now_us if taken is None else taken
        return self.kubelet.behaviour(run, name).response_ms * 1000 if "httpGet" in hook else 0

    def go_on(self, run: Run) -> None:
        """Sidecars when the others are gone, the last first; and the end, when nothing runs any more."""
        pod = self.kubelet.pod(run)
        if any(is_running(run["containers"][name]) for name, _, part in containers_of(pod) if part != SIDECAR):
            return
        sidecar = self._last_sidecar(pod, run)
        if sidecar:
            until_us = max(run["ending"]["until_us"], self.now_us + AFTER_HOOK_US)
            self.stop(run, sidecar, until_us, f"Stopping container {sidecar}")
            return
        run["over"] = True
        run["sandbox"] = ""
        if run["ending"]["why"] == "finished":
            self.kubelet.emit("PodFinished", pod=run["pod"], phase=phase_of(pod, run))
        else:
            self.kubelet.emit("PodKilled", pod=run["pod"], why=run["ending"]["why"])
        if run["gone"]:
            self.kubelet.runs.pop(run["uid"], None)
        self.parts.reports.publish(run)

    def _last_sidecar(self, pod: Manifest, run: Run) -> str:
        running = [
            name for name, _, part in containers_of(pod) if part == SIDECAR and is_running(run["containers"][name])
        ]
        return running[-1] if running else ""
