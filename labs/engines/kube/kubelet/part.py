"""What the parts of a kubelet have in common."""

from typing import TYPE_CHECKING, Any, ClassVar

from labs.engines.kube.kubelet.runs import Manifest, Record, Run

if TYPE_CHECKING:
    from labs.engines.kube.kubelet.kubelet import Kubelet, Parts


class Part:
    """One concern of the kubelet, without state of its own: that is in the runs and the kubelet's attributes."""

    name: ClassVar[str]

    def __init__(self, kubelet: "Kubelet", parts: "Parts") -> None:
        self.kubelet = kubelet
        self.parts = parts
        self.sim = kubelet.sim

    @property
    def now_us(self) -> int:
        return self.sim.now_us

    def after(self, delay_us: int, method: str, run: Run, name: str = "", guard: str = "life") -> None:
        """Call `method(run, name)` then, unless the counter `guard` of the container (or the run) has moved on."""
        counter = (run["containers"][name] if name else run)[guard]
        self.kubelet.call_later(delay_us, "due", self.name, method, run["uid"], name, guard, counter)

    def emit(self, event: str, run: Run, name: str, /, **data: Any) -> None:
        self.kubelet.emit(event, pod=run["pod"], container=name, **data)

    def spec(self, run: Run, name: str) -> Manifest:
        return self.kubelet.spec(run, name)

    def record(self, run: Run, name: str) -> Record:
        found: Record = run["containers"][name]
        return found
