"""The process: it keeps the cache, the queues of all loops and their writes."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from labs.engines.kube.client import Client
from labs.engines.kube.controller.index import Index
from labs.engines.kube.controller.loop import Controller
from labs.engines.kube.etcd import Etcd
from labs.engines.kube.informer import Manifest
from labs.engines.sim import Entity, Refused, Simulation, command

WORK_US = 1_000  # one look at a key
RETRY_US, RETRY_MOST_US = 5_000, 1_000_000_000  # client-go, workqueue: 5 ms doubling to 1,000 s


class ControllerManager(Client):
    """Runs every loop in `controllers` on one shared cache."""

    def __init__(self, sim: Simulation, etcd: Etcd) -> None:
        kinds = _found()
        self._watches = tuple(sorted({resource for kind in kinds for resource in kind.resources}))
        super().__init__(sim, "controller-manager", etcd)
        # loop -> key -> {"due_us" or None, the fact that is its "cause", writes "flying", one "failed", revision it
        # "wrote", "failures" in a row}
        self.keys: dict[str, dict[str, dict[str, Any]]] = {kind.name: {} for kind in kinds}
        self.held: list[list[Any]] = []  # [revision that the cache has not seen yet, loop, key]
        self.notes: dict[str, dict[str, Any]] = {}
        self.running = True
        self.first = True
        self._index = Index()
        self._controllers = {kind.name: kind(self) for kind in kinds}
        self._readers: dict[str, list[Controller]] = {}
        for one in self._controllers.values():
            for resource in one.resources:
                self._readers.setdefault(resource, []).append(one)

    @property
    def watches(self) -> tuple[str, ...]:  # type: ignore[override]  # what its loops read is no state
        return self._watches

    @property
    def index(self) -> Index:
        return self._index

    @command
    def stop(self) -> dict[str, Any]:
        """The process dies: no wish is compared with reality any more."""
        if self.running:
            self.running = False
            self.stop_watching()
            self.keys = {name: {} for name in self.keys}
            self.held, self.notes, self.told = [], {}, {}
            self.restored()
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

    # The cache

    def known(self, resource: str, key: str) -> Manifest:
        """What the cache has for certain."""
        return self.version(self.cache[resource][key])

    def synced(self) -> None:
        if self.first:
            self.first = False
            for one in self._controllers.values():
                one.started()
        self._let_go()

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        self._index.put(resource, key, self.version(after) if after else None)
        for one in self._readers[resource]:
            one.changed(resource, key, before, after)

    def told_of(self, revision: int) -> None:
        self._let_go()

    def restored(self) -> None:
        self._index = Index()
        for resource, held in self.cache.items():
            for key, revision in held.items():
                self._index.put(resource, key, self.version(revision))
        for one in self._controllers.values():
            one.restored()

    # The queues

    def enqueue(self, controller: str, key: str, after_us: int = 0) -> None:
        entry = self.keys[controller].setdefault(key, new_entry())
        due_us = self.sim.now_us + after_us + WORK_US
        if entry["due_us"] is None or due_us < entry["due_us"]:
            entry["due_us"], entry["cause"] = due_us, self.sim.latest
            self.call_later(after_us + WORK_US, "work", controller, key, self.life)

    def work(self, controller: str, key: str, life: int) -> None:
        """Look at a key, unless something of it is still under way: then the end of that wakes it."""
        entry = self.keys[controller].get(key) if life == self.life else None
        if entry is None or not self._is_ready(entry):
            return
        entry["due_us"] = None
        self._controllers[controller].reconcile(key)
        if not entry["flying"]:
            entry["failures"] = 0
            self._forget_if_idle(controller, key)

    def _is_ready(self, entry: dict[str, Any]) -> bool:
        if entry["due_us"] is None or entry["due_us"] > self.sim.now_us:
            return False
        return not entry["flying"] and entry["wrote"] <= self.seen

    def _forget_if_idle(self, controller: str, key: str) -> None:
        entry = self.keys[controller][key]
        if entry["due_us"] is None and not entry["flying"] and entry["wrote"] <= self.seen:
            del self.keys[controller][key]

    def _let_go(self) -> None:
        """The cache has seen more: keys that waited for their own writes may be looked at."""
        held, self.held = self.held, []
        for waiting in held:
            revision, controller, key = waiting
            if revision > self.seen:
                self.held.append(waiting)
            elif key in self.keys[controller]:
                self._look_again(controller, key)

    def _look_again(self, controller: str, key: str) -> None:
        entry = self.keys[controller][key]
        if self._is_ready(entry):
            self.sim.latest = entry["cause"]  # it was queued because of that, and has only waited since
            self.call_later(0, "work", controller, key, self.life)
        else:
            self._forget_if_idle(controller, key)

    # Writes

    def write_for(self, controller: str, key: str, method: str, args: dict[str, Any], call: dict[str, Any]) -> None:
        entry = self.keys[controller].setdefault(key, new_entry())
        entry["flying"] += 1
        context = {**call, "controller": controller, "key": key, "life": self.life}
        self.write(method, args, "written", context)

    def written(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        if context["life"] != self.life:
            return
        controller, key = context["controller"], context["key"]
        entry, loop = self.keys[controller][key], self._controllers[controller]
        gone = context["deletes"] and error is not None and error["code"] == "NotFound"
        dealt_with = context["then"] and getattr(loop, context["then"])(key, context["context"], result, error)
        entry["flying"] -= 1
        if error is not None:
            entry["failed"] = entry["failed"] or not (gone or dealt_with)
        elif "resourceVersion" in (result or {}).get("metadata", {}):
            entry["wrote"] = max(entry["wrote"], int(result["metadata"]["resourceVersion"]))
        if not entry["flying"]:
            loop.settled(key)
        if not entry["flying"]:
            self._end_of_writes(controller, key, entry)

    def _end_of_writes(self, controller: str, key: str, entry: dict[str, Any]) -> None:
        if entry["failed"]:
            self.enqueue(controller, key, min(RETRY_US << min(entry["failures"], 30), RETRY_MOST_US))
            entry["failures"] += 1
        else:
            entry["failures"] = 0
        entry["failed"] = False
        if entry["wrote"] > self.seen:
            self.held.append([entry["wrote"], controller, key])
        else:
            self._look_again(controller, key)

    def entities(self) -> dict[str, Entity]:
        queued = {name: len(entries) for name, entries in self.keys.items() if entries}
        state = "running" if self.running else "stopped"
        return {self.name: {"kind": "controllers", "state": state, "queued": queued}, **super().entities()}


def new_entry() -> dict[str, Any]:
    return {"due_us": None, "flying": 0, "failed": False, "wrote": 0, "failures": 0, "cause": 0}


def _found() -> list[type[Controller]]:
    """Every loop in `controllers`, by name."""
    package = import_module("labs.engines.kube.controllers")
    kinds: list[type[Controller]] = []
    for module in sorted(iter_modules(package.__path__), key=lambda one: one.name):
        loaded = import_module(f"{package.__name__}.{module.name}")
        kinds += [one for one in vars(loaded).values() if isinstance(one, type) and _is_own(one, loaded.__name__)]
    return kinds


def _is_own(kind: type, module: str) -> bool:
    """Of this file, or of the package with this name."""
    return issubclass(kind, Controller) and bool(kind.name) and f"{kind.__module__}.".startswith(f"{module}.")
