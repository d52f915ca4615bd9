"""Who controls what, and what is on which node: kept up change by change, so that no loop looks through everything."""

from typing import Any

from labs.engines.kube.workloads.owners import controller_of
from labs.engines.kube.workloads.pods import node_of

Manifest = dict[str, Any]
Keys = dict[str, dict[str, None]]  # of an index: entry -> keys


class Index:
    """A cache beside the cache: owner's uid -> keys, namespace -> keys of orphans, node -> keys of Pods."""

    def __init__(self) -> None:
        self._owned: dict[str, Keys] = {}
        self._orphans: dict[str, Keys] = {}
        self._on_node: dict[str, Keys] = {}
        self._places: dict[str, dict[str, tuple[str, str]]] = {}  # resource -> key -> (uid of its owner, its node)

    def put(self, resource: str, key: str, manifest: Manifest | None) -> None:
        """This is what the object is now; None: it is gone."""
        places = self._places.setdefault(resource, {})
        before = places.get(key)
        after = None if manifest is None else _place(resource, manifest)
        if before == after:
            return
        if before is not None:
            for index, entry in self._entries(resource, key, *places.pop(key)):
                del index[entry][key]
                if not index[entry]:
                    del index[entry]
        if after is not None:
            places[key] = after
            for index, entry in self._entries(resource, key, *after):
                index.setdefault(entry, {})[key] = None

    def _entries(self, resource: str, key: str, uid: str, node: str) -> list[tuple[Keys, str]]:
        if uid:
            found = [(self._owned.setdefault(resource, {}), uid)]
        else:
            found = [(self._orphans.setdefault(resource, {}), key.partition("/")[0])]
        if node:
            found.append((self._on_node.setdefault(resource, {}), node))
        return found

    def owned(self, resource: str, uid: str) -> list[str]:
        return sorted(self._owned.get(resource, {}).get(uid, ()))

    def orphans(self, resource: str, namespace: str) -> list[str]:
        return sorted(self._orphans.get(resource, {}).get(namespace, ()))

    def pods_on(self, node: str) -> list[str]:
        return sorted(self._on_node.get("pods", {}).get(node, ()))


def _place(resource: str, manifest: Manifest) -> tuple[str, str]:
    owner = controller_of(manifest)
    return owner["uid"] if owner else "", node_of(manifest) if resource == "pods" else ""
