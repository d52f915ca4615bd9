"""One loop of the controller manager: what it is told, and what it may do."""

from typing import TYPE_CHECKING, Any, ClassVar

from labs.engines.kube.informer import Manifest

if TYPE_CHECKING:
    from labs.engines.kube.controller.manager import ControllerManager

Error = dict[str, Any] | None


class Controller:
    """Base of all loops; `name` is how it signs what it writes, `resources` are what it reads."""

    name = ""
    resources: ClassVar[tuple[str, ...]] = ()

    def __init__(self, manager: "ControllerManager") -> None:
        self.manager = manager
        self.sim = manager.sim

    # For the loop to override

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        """One object is another now (versions, "" for none): queue what must be looked at."""

    def reconcile(self, key: str) -> None:
        """Compare and write. It says each time anew when to look again (`enqueue` with a delay)."""

    def settled(self, key: str) -> None:
        """All writes for this key are answered; it may write more."""

    def started(self) -> None:
        """The cache is complete for the first time in this life."""

    def restored(self) -> None:
        """The cache is another than before: build own indexes again."""

    # What a loop may do

    def enqueue(self, key: str, after_us: int = 0) -> None:
        """Look at this key, now or later; twice is once."""
        self.manager.enqueue(self.name, key, after_us)

    def object(self, resource: str, key: str) -> Manifest | None:
        return self.manager.object(resource, key)

    def version(self, revision: str) -> Manifest:
        return self.manager.version(revision)

    def versions(self, before: str, after: str) -> list[Manifest]:
        """Of a change: what was and what is, as far as there is any."""
        return [self.version(one) for one in (before, after) if one]

    def owned(self, resource: str, owner: Manifest) -> list[Manifest]:
        """The objects that this one controls, by key."""
        keys = self.manager.index.owned(resource, owner["metadata"]["uid"])
        return [self.manager.known(resource, key) for key in keys]

    def orphans(self, resource: str, namespace: str) -> list[Manifest]:
        """The objects of a namespace that nobody controls, by key."""
        return [self.manager.known(resource, key) for key in self.manager.index.orphans(resource, namespace)]

    def pods_on(self, node: str) -> list[Manifest]:
        return [self.manager.known("pods", key) for key in self.manager.index.pods_on(node)]

    def write(
        self, key: str, method: str, *, then: str = "", context: dict[str, Any] | None = None, **args: Any
    ) -> None:
        """A call of the API server on behalf of a key.

        `then(key, context, result, error)` hears the answer. If the write is refused, the key is looked at again after
        a back-off, unless `then` returns True: it has dealt with it. To delete what is gone is no failure.
        """
        call = {"then": then, "context": context or {}, "deletes": method == "delete"}
        self.manager.write_for(self.name, key, method, {**args, "manager": self.name}, call)

    def write_status(self, key: str, resource: str, manifest: Manifest, status: Manifest) -> None:
        """Only if nobody has written to the object meanwhile."""
        metadata = manifest["metadata"]
        kept = {part: metadata[part] for part in ("name", "namespace", "uid", "resourceVersion") if part in metadata}
        place = {"namespace": metadata["namespace"]} if metadata.get("namespace") else {}
        body = {"metadata": kept, "status": status}
        self.write(key, "replace", resource=resource, name=metadata["name"], body=body, subresource="status", **place)

    def record(self, about: Manifest, reason: str, message: str, *, warning: bool = False) -> None:
        self.manager.record(about, reason, message, warning=warning, source=self.name)

    def emit(self, event: str, /, **data: Any) -> None:
        self.manager.emit(event, **data)

    @property
    def notes(self) -> dict[str, Any]:
        """What this loop remembers, plain data; gone with the process."""
        return self.manager.notes.setdefault(self.name, {})

    @property
    def now_us(self) -> int:
        return self.sim.now_us

    @property
    def now_ns(self) -> int:
        """Nanoseconds since 1970, to the millisecond: compares with what `nanos_of` reads."""
        return self.sim.calendar.epoch_ms(self.sim.now_us) * 1_000_000

    @property
    def now(self) -> str:
        """As `metav1.Time` is written: whole seconds."""
        return self.sim.calendar.iso(self.sim.now_us)[:19] + "Z"
