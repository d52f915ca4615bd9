"""Which objects belong to an owner, by its selector and by what they say themselves (1.34, controller_ref_manager)."""

from typing import Any, NamedTuple

from labs.engines.kube.labels import matches_labels
from labs.engines.kube.workloads.owners import adopted, is_leaving, released

Manifest = dict[str, Any]


class Claims(NamedTuple):
    """What is the owner's, and the patches (object, patch) by which it adopts and releases."""

    kept: list[Manifest]
    patches: list[tuple[Manifest, Manifest]]


def claims(owner: Manifest, owned: list[Manifest], orphans: list[Manifest]) -> Claims:
    """Owned that no longer match are released; orphans that match are adopted, unless somebody is leaving."""
    selector = owner["spec"]["selector"]
    kept, patches = [], []
    for one in owned:
        if matches_labels(selector, one["metadata"].get("labels") or {}):
            kept.append(one)
        else:
            patches.append((one, released(one, owner["metadata"]["uid"])))
    if not is_leaving(owner):
        patches += [(one, adopted(one, owner)) for one in orphans if _is_wanted(selector, one)]
    return Claims(kept, patches)


def _is_wanted(selector: Manifest, orphan: Manifest) -> bool:
    return not is_leaving(orphan) and matches_labels(selector, orphan["metadata"].get("labels") or {})
