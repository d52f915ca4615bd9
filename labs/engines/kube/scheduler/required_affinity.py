"""The nodes a Pod asks for by nodeSelector and required node affinity (component-helpers 1.34, nodeaffinity)."""

from collections.abc import Mapping
from typing import Any

from labs.engines.kube.labels import matches_all, matches_node_term
from labs.engines.kube.scheduler.node_info import NodeInfo

Term = Mapping[str, Any]


class RequiredAffinity:
    """The nodes a Pod asks for, by nodeSelector and required affinity together."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        self._wanted: Mapping[str, str] = spec.get("nodeSelector") or {}
        required = node_affinity(spec).get("requiredDuringSchedulingIgnoredDuringExecution")
        self.terms: list[Term] | None = None if required is None else required.get("nodeSelectorTerms") or []
        self.asks_nothing = self.terms is None and not self._wanted

    def takes(self, node: NodeInfo) -> bool:
        if self._wanted and not matches_all(self._wanted, node.labels):
            return False
        return self.terms is None or any(matches_node_term(term, node.manifest) for term in self.terms)

    def names(self) -> list[str] | None:
        """The only nodes that can do, when every term names some."""
        named = [_names(term) for term in self.terms or ()]
        if not named or any(names is None for names in named):
            return None
        return list(dict.fromkeys(name for names in named for name in names or ()))


def node_affinity(spec: Mapping[str, Any]) -> Mapping[str, Any]:
    return (spec.get("affinity") or {}).get("nodeAffinity") or {}


def _names(term: Term) -> list[str] | None:
    """The node names that all the term's fields allow."""
    lists = [
        field.get("values") or []
        for field in term.get("matchFields") or ()
        if field["key"] == "metadata.name" and field["operator"] == "In"
    ]
    if not lists:
        return None
    return [name for name in lists[0] if all(name in names for names in lists)]
