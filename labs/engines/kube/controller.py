"""The controller manager: one process, one cache, many loops (kube-controller-manager 1.34).

A controller is a file in `controllers` with a subclass of Controller. It is told what changed and queues keys; for
each key it compares the wish with what the cache shows and writes objects. It keeps no state of its own: what it must
remember is in `notes`, by key. A key is looked at again only when all its writes are answered and the cache has seen
them, so that a loop never acts twice on the same news (what ReplicaSet's expectations are for).
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any, ClassVar

from labs.engines.kube.client import Client
from labs.engines.kube.etcd import Etcd
from labs.engines.kube.informer import Manifest
from labs.engines.sim import Entity, Refused, Simulation, command

WORK_US = 1_000  # one look at a key
RETRY_US, RETRY_MOST_US = 5_000, 1_000_000_000  # client-go, workqueue: 5 ms doubling to 1,000 s


class Controller:
    """One loop; `name` is how it signs what it writes."""

    name = ""
    resources: ClassVar[tuple[str, ...]] = ()  # it reads these

    def __init__(self, manager: "ControllerManager") -> None:
        self.manager = manager
        self.sim = manager.sim

    # For the loop to override

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        """One object is another now (versions, "" for none): queue what must be looked at."""

    def reconcile(self, key: str) -> None:
        """Compare and write."""

    def started(self) -> None:
        """The cache is complete for the first time in this life."""

    # What a loop may do

    def enqueue(self, key: str, after_us: int = 0) -> None:
        """Look at this key, now or later; twice is once."""
        self.manager.enqueue(self.name, key, after_us)

    def object(self, resource: str, key: str) -> Manifest | None:
        return self.manager.object(resource, key)

    def version(self, revision: str) -> Manifest:
        return self.manager.version(revision)

    def write(self, key: str, method: str, **args: Any) -> None:
        """A call of the API server on behalf of a key; if it is refused, the key is looked at again later."""
        self.manager.write_for(self.name, key, method, {**args, "manager": self.name})

    def record(self, about: Manifest, reason: str, message: str, *, warning: bool = False) -> None:
        self.manager.record(about, reason, message, warning=warning, source=self.name)

    @property
    def notes(self) -> dict[str, Any]:
        """What this loop remembers, plain data."""
        return self.manager.notes.setdefault(self.name, {})

    @property
    def now_us(self) -> int:
        return self.sim.now_us


class ControllerManager(Client):
    """Runs every loop in `controllers` on one shared cache."""

    def __init__(self, sim: Simulation, etcd: Etcd) -> None:
        kinds = _found()
        self.watches = tuple(sorted({resource for kind in kinds for resource in kind.resources}))
        super().__init__(sim, "controller-manager", etcd)
        # controller -> key -> {"due_us" or None, "flying" writes, "failed", "wrote" revision, "failures"}
        self.keys: dict[str, dict[str, dict[str, Any]]] = {kind.name: {} for kind in kinds}
        self.notes: dict[str, dict[str, Any]] = {}
        self.running = True
        self.first = True
        self._controllers = {kind.name: kind(self) for kind in kinds}
        self._readers: dict[str, list[Controller]] = {}
        for one in self._controllers.values():
            for resource in one.resources:
                self._readers.setdefault(resource, []).append(one)

    @command
    def stop(self) -> dict[str, Any]:
        """The process dies: no wish is compared with reality any more."""
        if self.running:
            self.running = False
            self.stop_watching()
            self.keys = {name: {} for name in self.keys}
            self.notes = {}
            self.emit("ControllersStopped")
        return {}

    @command
    def start(self) -> dict[str, Any]:
        if self.running:
            raise Refused("already_running")
        self.running = self.first = True
        self.emit("ControllersStarted")
        self.start_watching(self.life)
        return {}

    def synced(self) -> None:
        if self.first:
            self.first = False
            for one in self._controllers.values():
                one.started()
        self._wake()

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        for one in self._readers[resource]:
            one.changed(resource, key, before, after)

    def told_of(self, revision: int) -> None:
        self._wake()

    # The queues

    def enqueue(self, controller: str, key: str, after_us: int = 0) -> None:
        entry = self.keys[controller].setdefault(key, new_entry())
        due_us = self.sim.now_us + after_us
        if entry["due_us"] is None or due_us < entry["due_us"]:
            entry["due_us"] = due_us
            self.call_later(after_us + WORK_US, "work", controller, key, self.life)

    def work(self, controller: str, key: str, life: int) -> None:
        """Look at a key, unless something of it is still under way: then the end of that wakes it."""
        entry = self.keys[controller].get(key)
        if life != self.life or entry is None or not self._is_ready(entry):
            return
        entry["due_us"] = None
        self._controllers[controller].reconcile(key)
        if entry == new_entry():
            del self.keys[controller][key]

    def _is_ready(self, entry: dict[str, Any]) -> bool:
        if entry["due_us"] is None or entry["due_us"] > self.sim.now_us:
            return False
        return not entry["flying"] and entry["wrote"] <= self.seen

    def _wake(self) -> None:
        """The cache has seen more: keys that waited for their own writes may be looked at."""
        for controller, entries in self.keys.items():
            for key, entry in list(entries.items()):
                if self._is_ready(entry):
                    self.call_later(0, "work", controller, key, self.life)
                elif entry["wrote"] <= self.seen and entry["due_us"] is None and not entry["flying"]:
                    del entries[key]

    def write_for(self, controller: str, key: str, method: str, args: dict[str, Any]) -> None:
        entry = self.keys[controller].setdefault(key, new_entry())
        entry["flying"] += 1
        self.write(method, args, "written", {"controller": controller, "key": key, "life": self.life})

    def written(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        if context["life"] != self.life:
            return
        controller, key = context["controller"], context["key"]
        entry = self.keys[controller][key]
        entry["flying"] -= 1
        if error is not None:
            entry["failed"] = True
        elif "resourceVersion" in result.get("metadata", {}):
            entry["wrote"] = max(entry["wrote"], int(result["metadata"]["resourceVersion"]))
        if entry["flying"]:
            return
        if entry["failed"]:
            self.enqueue(controller, key, min(RETRY_US << min(entry["failures"], 30), RETRY_MOST_US))
            entry["failed"] = False
            entry["failures"] += 1
        else:
            entry["failures"] = 0
        if self._is_ready(entry):
            self.call_later(0, "work", controller, key, self.life)

    def entities(self) -> dict[str, Entity]:
        queued = {name: len(entries) for name, entries in self.keys.items() if entries}
        state = "running" if self.running else "stopped"
        return {self.name: {"kind": "controllers", "state": state, "queued": queued}, **super().entities()}


def new_entry() -> dict[str, Any]:
    return {"due_us": None, "flying": 0, "failed": False, "wrote": 0, "failures": 0}


def _found() -> list[type[Controller]]:
    """Every loop in `controllers`, by name."""
    package = import_module("labs.engines.kube.controllers")
    kinds: list[type[Controller]] = []
    for module in sorted(iter_modules(package.__path__), key=lambda one: one.name):
        loaded = import_module(f"{package.__name__}.{module.name}")
        kinds += [one for one in vars(loaded).values() if isinstance(one, type) and _is_own(one, loaded.__name__)]
    return kinds


def _is_own(kind: type, module: str) -> bool:
    return issubclass(kind, Controller) and kind.__module__ == module and bool(kind.name)
