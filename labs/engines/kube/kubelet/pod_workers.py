"""What is to be done for a Pod next (kubernetes 1.34, pkg/kubelet: syncPod, computePodActions)."""

from typing import ClassVar

from labs.engines.kube.kubelet.back_off import left_us, longer
from labs.engines.kube.kubelet.part import Part
from labs.engines.kube.kubelet.runs import (
    INIT,
    MAIN,
    SIDECAR,
    Manifest,
    Run,
    containers_of,
    grace_of,
    is_running,
    restarts,
    restarts_after,
)
from labs.engines.kube.kubelet.texts import duration, pod_name

SANDBOX_US = 500_000  # pause container, network namespace and address
SEEN_US = 1_000_000  # until the kubelet looks again at a Pod of which something has failed
MAKE_US = 200_000  # from an image to a running process


class PodWorkers(Part):
    """Looks at one run at a time and takes it a step further."""

    name: ClassVar[str] = "workers"

    def sync(self, run: Run, name: str = "") -> None:
        """Do what can be done now; whoever brings news of a run calls this."""
        if not self.kubelet.running or run["over"]:
            return
        pod = self.kubelet.pod(run)
        if run["ending"]:
            self.parts.termination.go_on(run)
        elif is_finished(pod, run):
            self.parts.termination.begin(run, grace_of(pod), "finished")
        elif not run["sandbox"]:
            self.parts.configuration.mount(run)
        elif run["sandbox"] == "ready":
            self._start(pod, run)
        self.parts.reports.publish(run)

    def set_deadline(self, run: Run) -> None:
        """spec.activeDeadlineSeconds, where there is one: so long a Pod may be here."""
        seconds = self.kubelet.pod(run)["spec"].get("activeDeadlineSeconds")
        if seconds is not None:
            self.after(max(run["since_us"] + seconds * 1_000_000 - self.now_us, 0), "exceed_deadline", run)

    def exceed_deadline(self, run: Run, name: str) -> None:
        message = "Pod was active on the node longer than the specified deadline"
        self.kubelet.say(run, "DeadlineExceeded", message)
        self.parts.termination.begin(run, grace_of(self.kubelet.pod(run)), "deadline")
        self.parts.reports.publish(run)

    def heed_images(self, run: Run, before: Manifest) -> None:
        """The one thing of a container that may be changed while it runs: another image, and it starts anew."""
        pod = self.kubelet.pod(run)
        earlier = {name: spec["image"] for name, spec, _ in containers_of(before)}
        for name, spec, _ in containers_of(pod):
            if spec["image"] == earlier[name] or run["ending"]:
                continue
            run["containers"][name].update(pull_back_off=[0, 0], retry_us=0)
            message = f"Container {name} definition changed, will be restarted"
            self.parts.termination.stop(run, name, self.now_us + grace_of(pod) * 1_000_000, message)
        self.sync(run)

    def make_sandbox(self, run: Run) -> None:
        """Its volumes are mounted: make what holds its containers together."""
        if run["sandboxes"]:
            self.kubelet.say(run, "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.")
        run["sandbox"] = "creating"
        self.after(SANDBOX_US, "sandbox_made", run)

    def sandbox_made(self, run: Run, name: str) -> None:
        run["sandbox"] = "ready"
        run["sandboxes"] += 1
        run["ip"] = self.kubelet.free_address(run)
        self.sync(run)

    def _start(self, pod: Manifest, run: Run) -> None:
        for name in to_start(pod, run):
            if run["busy"]:
                return
            if run["containers"][name]["retry_us"] <= self.now_us:
                self._try(pod, run, name)

    def _try(self, pod: Manifest, run: Run, name: str) -> None:
        record = run["containers"][name]
        if record["state"] == "exited":
            left = left_us(record["back_off"], record["finished_us"], self.now_us)
            if left:
                self._back_off(pod, run, name, left)
                return
            record["back_off"] = longer(record["back_off"], record["finished_us"], self.now_us)
        self.parts.pulls.ensure(run, name)

    def _back_off(self, pod: Manifest, run: Run, name: str, left: int) -> None:
        """For a moment the end itself is seen, then that the container waits."""
        if run["containers"][name]["finished_us"] == self.now_us:
            self.emit("BackedOff", run, name, delay_ms=left // 1000)
            self.wait(run, name, "", "", min(SEEN_US, left))
            return
        text = f"restarting failed container {name} in pod {pod_name(pod)}"
        self.kubelet.say(run, "BackOff", f"Back-off {text}", name, warning=True)
        delay = duration(run["containers"][name]["back_off"][0])
        message = f"back-off {delay} restarting failed container={name} pod={pod_name(pod)}"
        self.wait(run, name, "CrashLoopBackOff", message, left)

    def wait(self, run: Run, name: str, reason: str, message: str, delay_us: int) -> None:
        """The container waits for this reason; look again after the delay."""
        record = run["containers"][name]
        record.update(reason=reason, message=message, retry_us=self.now_us + delay_us, tries=record["tries"] + 1)
        self.after(delay_us, "sync", run, name, "tries")

    def make(self, run: Run, name: str) -> None:
        """Image and configuration are there: make the container."""
        run["busy"] = name
        self.record(run, name)["tries"] += 1
        self.after(MAKE_US, "made", run, name, "tries")

    def made(self, run: Run, name: str) -> None:
        run["busy"] = ""
        self.kubelet.say(run, "Created", f"Created container: {name}", name)
        self.parts.processes.start(run, name)
        self.kubelet.say(run, "Started", f"Started container {name}", name)
        self.parts.probes.begin(run, name)
        self.sync(run)


def is_finished(pod: Manifest, run: Run) -> bool:
    """Whether nothing of it will run again: all of its main containers ended for good, or an init container did."""
    for name, _, part in containers_of(pod):
        record = run["containers"][name]
        goes_on = record["state"] != "exited" or restarts_after(restarts(pod, part), record["code"])
        if part == MAIN and goes_on:
            return False
        if part == INIT and not run["initialized"] and record["code"] and not goes_on:
            return True
    return True


def to_start(pod: Manifest, run: Run) -> list[str]:
    """Containers that should run and do not, in the order in which they are to be started."""
    wanted: list[str] = []
    for name, _, part in containers_of(pod):
        record = run["containers"][name]
        if part == INIT:
            if run["initialized"] or (record["state"] == "exited" and record["code"] == 0):
                continue
            return [*wanted, name] if not is_running(record) else wanted
        if part == MAIN:
            run["initialized"] = True
        if record["state"] == "waiting" or (
            record["state"] == "exited" and restarts_after(restarts(pod, part), record["code"])
        ):
            wanted.append(name)
        if part == SIDECAR and not record["started"] and not run["initialized"]:
            return wanted
    return wanted
