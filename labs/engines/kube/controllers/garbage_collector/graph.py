"""Which object depends on which, by uid: a cache beside the cache."""

from typing import Any

Manifest = dict[str, Any]
Place = tuple[str, tuple[str, ...], tuple[bool, ...]]  # uid, uids of its owners, whether it blocks their deletion


class Graph:
    """Objects are named "resource/key"."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}  # uid -> name
        self._objects: dict[str, Place] = {}  # by name
        self._dependents: dict[str, dict[str, None]] = {}  # uid -> names

    def put(self, name: str, manifest: Manifest | None) -> bool:
        """This is what the object is now (None: it is gone); whether its owners, or itself, are others than before."""
        before = self._objects.get(name)
        after = None if manifest is None else _place(manifest)
        if before == after:
            return False
        if before is not None:
            uid, owners, _ = self._objects.pop(name)
            self._take_away(name, uid, owners)
        if after is not None:
            self._objects[name] = after
            self._names[after[0]] = name
            for uid in after[1]:
                self._dependents.setdefault(uid, {})[name] = None
        return True

    def _take_away(self, name: str, uid: str, owners: tuple[str, ...]) -> None:
        del self._names[uid]
        for owner in owners:
            del self._dependents[owner][name]
            if not self._dependents[owner]:
                del self._dependents[owner]

    def name_of(self, uid: str) -> str | None:
        return self._names.get(uid)

    def uid_of(self, name: str) -> str:
        """Of an object that is there."""
        return self._objects[name][0]

    def owners_of(self, name: str) -> tuple[str, ...]:
        return self._objects[name][1] if name in self._objects else ()

    def dependents(self, uid: str) -> list[str]:
        return sorted(self._dependents.get(uid, ()))

    def has_lost_owner(self, name: str) -> bool:
        """Whether one of its owners is not there."""
        return any(uid not in self._names for uid in self.owners_of(name))

    def with_lost_owner(self) -> list[str]:
        return [name for name in self._objects if self.has_lost_owner(name)]


def _place(manifest: Manifest) -> Place:
    references = {one["uid"]: bool(one.get("blockOwnerDeletion")) for one in _references(manifest)}
    return manifest["metadata"]["uid"], tuple(references), tuple(references.values())


def _references(manifest: Manifest) -> list[Manifest]:
    return manifest["metadata"].get("ownerReferences") or []
