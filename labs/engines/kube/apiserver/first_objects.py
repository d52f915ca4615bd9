"""What every cluster has from its first moment: four namespaces and two priority classes."""

from collections.abc import Iterator
from typing import Any

from labs.engines.kube.apiserver.registry import Resource, row_of
from labs.engines.kube.manifests.admission import SYSTEM_CLASSES

Manifest = dict[str, Any]
NAMESPACES = ("default", "kube-node-lease", "kube-public", "kube-system")


def first_objects() -> Iterator[tuple[Resource, Manifest]]:
    """Bodies, as somebody would have made them."""
    for name in NAMESPACES:
        yield row_of("namespaces"), {"metadata": {"name": name}}
    for one in SYSTEM_CLASSES:
        yield row_of("priorityclasses"), one
