"""How many Pods each owner has, kept up change by change, so that nobody counts them all whenever one changes."""

from typing import Any

from labs.engines.kube.workloads.owners import controller_of
from labs.engines.kube.workloads.pods import is_active, is_ready

Manifest = dict[str, Any]
LabelPairs = tuple[tuple[str, str], ...]


class Tally:
    """A cache: owner's uid -> labels of its active Pods -> [how many there are, how many are ready]."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[LabelPairs, list[int]]] = {}
        self._places: dict[str, tuple[str, LabelPairs, int]] = {}  # key -> (uid of its owner, labels, whether ready)

    def put(self, key: str, pod: Manifest | None) -> None:
        """This is what the Pod is now; None: it is gone."""
        before = self._places.pop(key, None)
        if before is not None:
            self._add(*before, -1)
        owner = controller_of(pod) if pod is not None and is_active(pod) else None
        if pod is not None and owner is not None:
            labels = tuple(sorted((pod["metadata"].get("labels") or {}).items()))
            self._places[key] = place = (owner["uid"], labels, int(is_ready(pod)))
            self._add(*place, 1)

    def _add(self, uid: str, labels: LabelPairs, ready: int, sign: int) -> None:
        counts = self._counts.setdefault(uid, {})
        alike = counts.setdefault(labels, [0, 0])
        alike[0] += sign
        alike[1] += sign * ready
        if not alike[0]:
            del counts[labels]
            if not counts:
                del self._counts[uid]

    def of(self, uid: str) -> list[tuple[dict[str, str], int, int]]:
        """(labels, active Pods that have them, ready ones among these)"""
        return [(dict(labels), active, ready) for labels, (active, ready) in self._counts.get(uid, {}).items()]
