"""The loop: dependents of what is gone, and deletions that wait for their dependents or let them go."""

from typing import Any, ClassVar

from labs.engines.kube.apiserver.registry import ROWS
from labs.engines.kube.controller import Controller
from labs.engines.kube.controllers.garbage_collector.graph import Graph
from labs.engines.kube.informer import Manifest
from labs.engines.kube.workloads.owners import is_leaving

FOREGROUND, ORPHAN = "foregroundDeletion", "orphan"
WITHOUT = ("events", "namespaces")  # nobody owns these, nor do they own anything


class GarbageCollector(Controller):
    """Keys are "resource/key". The API server deletes one object; what hangs on it is this loop's.

    Kubernetes asks the API server again before it calls an owner missing, for it has one watch for each kind; here one
    watch brings all kinds in the order of their changes, so that an owner is always seen before what it owns.
    """

    name = "generic-garbage-collector"
    resources: ClassVar[tuple[str, ...]] = tuple(row.name for row in ROWS if row.name not in WITHOUT)
    kinds: ClassVar[dict[str, bool]] = {row.kind: row.namespaced for row in ROWS if row.name not in WITHOUT}

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._graph = Graph()

    def restored(self) -> None:
        self._graph = Graph()
        for resource in self.resources:
            for key, manifest in self.manager.objects(resource):
                self._graph.put(f"{resource}/{key}", manifest)

    def started(self) -> None:
        for name in self._graph.with_lost_owner():
            self.enqueue(name)

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        name, manifest = f"{resource}/{key}", self.version(after) if after else None
        owners, graph = self._graph.owners_of(name), self._graph
        uid = graph.uid_of(name) if before else ""
        is_other = graph.put(name, manifest)
        ends = manifest is not None and is_leaving(manifest) and bool(_finalizers(manifest))
        if ends or (is_other and not self.manager.first and graph.has_lost_owner(name)):
            self.enqueue(name)
        if uid and graph.name_of(uid) is None:
            for dependent in graph.dependents(uid):
                self.enqueue(dependent)
        if is_other:
            self._tell_waiting(owners)

    def _tell_waiting(self, owners: tuple[str, ...]) -> None:
        """Perhaps what they waited for has gone, blocks them no longer, or is no longer theirs."""
        for owner in owners:
            above = self._graph.name_of(owner)
            if above is not None and self._is_held(above, FOREGROUND, ORPHAN):
                self.enqueue(above)

    def _is_held(self, name: str, *finalizers: str) -> bool:
        """Whether it is on its way out and waits for what hangs on it.

        In the middle of a new list the graph may still have what the cache has no more.
        """
        resource, _, key = name.partition("/")
        one = self.object(resource, key)
        return one is not None and is_leaving(one) and any(each in _finalizers(one) for each in finalizers)

    def _known(self, name: str) -> Manifest:
        resource, _, key = name.partition("/")
        return self.manager.known(resource, key)

    def reconcile(self, key: str) -> None:
        resource, _, place = key.partition("/")
        one = self.object(resource, place)
        if one is None:
            return
        if ORPHAN in _finalizers(one) and is_leaving(one):
            self._let_go_of_dependents(key, one)
        elif _waits(one):
            self._wait_for_dependents(key, one)
        elif not is_leaving(one):
            self._judge(key, one)

    # An object without its owners

    def _judge(self, key: str, one: Manifest) -> None:
        """It stays as long as one owner is there for good."""
        references = one["metadata"].get("ownerReferences") or []
        states = [self._state_of(reference) for reference in references]
        if not references or all(state == "solid" for state in states):
            return
        if "solid" in states:
            kept = [reference for reference, state in zip(references, states, strict=True) if state == "solid"]
            self._patch(key, one, {"ownerReferences": kept})
        elif "waiting" in states and self._graph.dependents(one["metadata"]["uid"]):
            self._break_circle(key, one, references)
            self._delete(key, one, "Foreground")
        else:
            finalizers = _finalizers(one)
            self._delete(
                key,
                one,
                "Orphan" if ORPHAN in finalizers else "Foreground" if FOREGROUND in finalizers else "Background",
            )

    def _state_of(self, reference: Manifest) -> str:
        """ "solid": there; "waiting": it waits for its dependents to go; "lost": not there."""
        if reference["kind"] not in self.kinds:
            return "solid"
        name = self._graph.name_of(reference["uid"])
        if name is None:
            return "lost"
        return "waiting" if self._is_held(name, FOREGROUND) else "solid"

    def _break_circle(self, key: str, one: Manifest, references: list[Manifest]) -> None:
        """What hangs on it waits already, perhaps for it: it may hold up nobody."""
        dependents = self._graph.dependents(one["metadata"]["uid"])
        if any(self._is_held(name, FOREGROUND) for name in dependents):
            free = [{**reference, "blockOwnerDeletion": False} for reference in references]
            self._patch(key, one, {"ownerReferences": free})

    def _delete(self, key: str, one: Manifest, propagation: str) -> None:
        resource = key.partition("/")[0]
        if resource == "pods":
            self.emit("PodDeletionDecided", pod=key.partition("/")[2], why="owner_gone")
        self.write(key, "delete", resource=resource, uid=one["metadata"]["uid"], propagation=propagation, **_place(one))

    # An object on its way out, with what hangs on it

    def _wait_for_dependents(self, key: str, one: Manifest) -> None:
        """Foreground: those that block it go first."""
        uid = one["metadata"]["uid"]
        dependents = self._graph.dependents(uid)
        for name in dependents:
            if not is_leaving(self._known(name)):
                self.enqueue(name)
        if not any(_blocks(self._known(name), uid) for name in dependents):
            self._patch(key, one, {"finalizers": [name for name in _finalizers(one) if name != FOREGROUND] or None})

    def _let_go_of_dependents(self, key: str, one: Manifest) -> None:
        """Orphan: they lose their reference, and only then the object goes."""
        uid = one["metadata"]["uid"]
        dependents = self._graph.dependents(uid)
        for name in dependents:
            manifest = self._known(name)
            kept = [other for other in manifest["metadata"]["ownerReferences"] if other["uid"] != uid]
            self._patch(key, manifest, {"ownerReferences": kept or None}, resource=name.partition("/")[0])
        if not dependents:
            self._patch(key, one, {"finalizers": [name for name in _finalizers(one) if name != ORPHAN] or None})

    def _patch(self, key: str, one: Manifest, metadata: Manifest, resource: str = "") -> None:
        patch = {"metadata": {"uid": one["metadata"]["uid"], **metadata}}
        self.write(key, "patch", resource=resource or key.partition("/")[0], patch=patch, **_place(one))


def _finalizers(one: Manifest) -> list[str]:
    return one["metadata"].get("finalizers") or []


def _waits(one: Manifest) -> bool:
    return is_leaving(one) and FOREGROUND in _finalizers(one)


def _blocks(one: Manifest, uid: str) -> bool:
    references = one["metadata"].get("ownerReferences") or []
    return any(reference["uid"] == uid and reference.get("blockOwnerDeletion") for reference in references)


def _place(one: Manifest) -> dict[str, Any]:
    metadata = one["metadata"]
    return {"name": metadata["name"], **({"namespace": metadata["namespace"]} if metadata.get("namespace") else {})}
