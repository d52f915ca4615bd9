"""Getting an image onto the node: one pull at a time, longer and longer waits after failures.

(kubernetes 1.34, pkg/kubelet/images: EnsureImageExists; the kubelet pulls serially by default)
"""

from typing import ClassVar

from labs.engines.kube.kubelet import images
from labs.engines.kube.kubelet.back_off import left_us, longer
from labs.engines.kube.kubelet.part import Part
from labs.engines.kube.kubelet.pod_workers import SEEN_US
from labs.engines.kube.kubelet.runs import Manifest, Run
from labs.engines.kube.kubelet.texts import duration

CHECK_US = 600_000  # a pull of what is there already: only the registry's list of layers is read
FAILED_US = 1_200_000  # until a registry has said no
WRONG_AGAIN_US = 10_000_000  # a worker's back-off after other errors


class Pulls(Part):
    """`ensure` makes a container's image present, now or later, and then has the container made."""

    name: ClassVar[str] = "pulls"

    def ensure(self, run: Run, name: str) -> None:
        image = self.spec(run, name)["image"]
        reference = images.full_name(image)
        present, policy = reference in self.kubelet.images, pull_policy(self.spec(run, name))
        if not reference:
            self._refuse_name(run, name, image)
        elif present and policy != "Always":
            self.kubelet.say(run, "Pulled", f'Container image "{image}" already present on machine', name)
            self.parts.configuration.check(run, name)
        elif policy == "Never":
            message = f'Container image "{image}" is not present with pull policy of Never'
            self.kubelet.say(run, "ErrImageNeverPull", message, name, warning=True)
            self._wait(run, name, "ErrImageNeverPull", message, WRONG_AGAIN_US)
        else:
            self._ask(run, name, image)

    def _refuse_name(self, run: Run, name: str, image: str) -> None:
        message = f'Failed to apply default image tag "{image}": {images.name_problem(image)}'
        self.kubelet.say(run, "InspectFailed", message, name, warning=True)
        self._wait(run, name, "InvalidImageName", message, WRONG_AGAIN_US)

    def _ask(self, run: Run, name: str, image: str) -> None:
        record = self.record(run, name)
        delay_us, since_us = record["pull_back_off"]
        left = left_us([delay_us, since_us], since_us, self.now_us)
        if left:
            message = f'Back-off pulling image "{image}"'
            self.kubelet.say(run, "BackOff", message, name)
            self._wait(run, name, "ImagePullBackOff", f"{message}: ErrImagePull: {record['pull_error']}", left)
            return
        run["busy"] = name
        self.kubelet.say(run, "Pulling", f'Pulling image "{image}"', name)
        self.kubelet.pulling.append([run["uid"], name, image, self.now_us, 0])
        if len(self.kubelet.pulling) == 1:
            self.begin()

    def _wait(self, run: Run, name: str, reason: str, message: str, delay_us: int) -> None:
        self.kubelet.say(run, "Failed", f"Error: {reason}", name, warning=True)
        self.parts.workers.wait(run, name, reason, message, delay_us)

    def begin(self) -> None:
        """The first of the queue, if it is still wanted."""
        while self.kubelet.pulling:
            uid, name, image, _, _ = self.kubelet.pulling[0]
            run = self.kubelet.runs.get(uid)
            if run is not None and run["busy"] == name:
                break
            self.kubelet.pulling.pop(0)
        else:
            return
        self.kubelet.pulling[0][4] = self.now_us
        self.emit("ImagePullStarted", run, name, image=image)
        self.kubelet.call_later(self._takes_us(images.full_name(image)), "pulled", self.kubelet.life)

    def _takes_us(self, reference: str) -> int:
        if not images.exists(reference):
            return FAILED_US
        if reference in self.kubelet.images:
            return CHECK_US
        return images.pull_us(reference, self.kubelet.in_image(reference))

    def done(self) -> None:
        """The pull that was under way is over."""
        uid, name, image, asked_us, began_us = self.kubelet.pulling.pop(0)
        reference = images.full_name(image)
        if images.exists(reference) and reference not in self.kubelet.images:
            self.kubelet.images[reference] = images.size_of(reference, self.kubelet.in_image(reference))
            self.kubelet.report_node = True
        run = self.kubelet.runs.get(uid)
        if run is not None and run["busy"] == name:
            run["busy"] = ""
            if images.exists(reference):
                self._arrived(run, name, image, asked_us, began_us)
            else:
                self._failed(run, name, image, reference)
            self.parts.workers.sync(run)
        self.begin()

    def _arrived(self, run: Run, name: str, image: str, asked_us: int, began_us: int) -> None:
        size = self.kubelet.images[images.full_name(image)]
        took, waited = duration(self.now_us - began_us), duration(self.now_us - asked_us)
        message = (
            f'Successfully pulled image "{image}" in {took} ({waited} including waiting). Image size: {size} bytes.'
        )
        self.kubelet.say(run, "Pulled", message, name)
        self.emit("ImagePulled", run, name, image=image)
        self.record(run, name)["pull_back_off"] = [0, 0]
        self.parts.configuration.check(run, name)

    def _failed(self, run: Run, name: str, image: str, reference: str) -> None:
        record = self.record(run, name)
        record["pull_error"] = why = images.pull_problem(reference)
        record["pull_back_off"] = longer(record["pull_back_off"], self.now_us, self.now_us)
        self.kubelet.say(run, "Failed", f'Failed to pull image "{image}": {why}', name, warning=True)
        self.emit("ImagePullFailed", run, name, image=image)
        self.emit("BackedOff", run, name, delay_ms=record["pull_back_off"][0] // 1000)
        self._wait(run, name, "ErrImagePull", why, SEEN_US)


def pull_policy(spec: Manifest) -> str:
    """As the API server's defaults have it: Always for what is, or is taken as, `latest`."""
    stated = spec.get("imagePullPolicy")
    if stated:
        return str(stated)
    return "Always" if images.full_name(spec["image"]).endswith(":latest") else "IfNotPresent"
