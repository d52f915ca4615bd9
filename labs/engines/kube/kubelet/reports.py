"""Telling the API server how a Pod is, and that it is gone (kubernetes 1.34, pkg/kubelet/status: status manager)."""

from typing import Any, ClassVar

from labs.engines.kube.kubelet.part import Part
from labs.engines.kube.kubelet.runs import Manifest, Run
from labs.engines.kube.kubelet.status import status_of

AGAIN_US = 10_000_000  # the status manager goes through all Pods this often
STALE_US = 200_000  # somebody else wrote first: until the watch has brought that


class Reports(Part):
    """One write of a run at a time; all changes of an instant go in one."""

    name: ClassVar[str] = "reports"

    def publish(self, run: Run) -> None:
        if run["reporting"] == "flying":
            run["reporting"] = "again"
        elif not run["reporting"]:
            self._later(run, 0)

    def _later(self, run: Run, delay_us: int) -> None:
        if self.kubelet.running:
            run["reporting"] = "due"
            self.kubelet.call_later(delay_us, "report", run["uid"], self.kubelet.life)

    def send(self, run: Run) -> None:
        """What the API server does not know yet; for a Pod that was deleted and is over, that it may go."""
        run["reporting"] = ""
        if run["gone"]:
            return
        pod = self.kubelet.pod(run)
        changed = self._unknown(run, pod)
        if changed:
            body = {"metadata": {"resourceVersion": pod["metadata"]["resourceVersion"]}, "status": changed}
            self._write(run, "patch", {"patch": body, "subresource": "status"})
        else:
            self._let_go(run)

    def _let_go(self, run: Run) -> None:
        """Nothing is left to tell: a Pod that was deleted and is over may go."""
        if run["over"] and self.kubelet.pod(run)["metadata"].get("deletionTimestamp"):
            self._write(run, "delete", {"grace_s": 0, "uid": run["uid"]})

    def _unknown(self, run: Run, pod: Manifest) -> Manifest:
        """The parts of its status that the API server has otherwise; none of a Pod that never began here."""
        if run["since_us"] is None and not run["ending"]:
            return {}
        status = status_of(pod, run, self.kubelet.machine.address, self.kubelet.clock, self.now_us)
        known = pod.get("status") or {}
        return {part: value for part, value in status.items() if known.get(part) != value}

    def _write(self, run: Run, method: str, args: dict[str, Any]) -> None:
        namespace, _, name = run["pod"].partition("/")
        run["reporting"] = "flying"
        context = {"uid": run["uid"], "life": self.kubelet.life, "method": method}
        args = {"resource": "pods", "namespace": namespace, "name": name, **args}
        self.kubelet.write(method, args, "reported", context)

    def answered(self, run: Run, method: str, result: Any, error: dict[str, Any] | None) -> None:
        again, run["reporting"] = run["reporting"] == "again", ""
        if error is not None and error["code"] == "Conflict":
            self._later(run, STALE_US)
        elif error is not None and error["code"] == "NotFound":
            self.kubelet.lost(run)
        elif error is not None:
            self._later(run, AGAIN_US)
        elif method == "patch":
            self.kubelet.see(run, result["metadata"]["resourceVersion"])
            if again:
                self.publish(run)
            else:
                self._let_go(run)
