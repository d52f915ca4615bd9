"""Owner references (apimachinery 1.34, metav1.OwnerReference): who controls an object."""

from typing import Any

Manifest = dict[str, Any]
Reference = dict[str, Any]


def controller_of(manifest: Manifest) -> Reference | None:
    """The one reference that controls it."""
    for one in manifest["metadata"].get("ownerReferences") or ():
        if one.get("controller"):
            return one  # type: ignore[no-any-return]
    return None


def is_controlled_by(manifest: Manifest, owner: Manifest) -> bool:
    reference = controller_of(manifest)
    return reference is not None and reference["uid"] == owner["metadata"]["uid"]


def reference_to(owner: Manifest) -> Reference:
    """What a controlled object says of its owner."""
    return {
        "apiVersion": owner["apiVersion"], "kind": owner["kind"], "name": owner["metadata"]["name"],
        "uid": owner["metadata"]["uid"], "controller": True, "blockOwnerDeletion": True,
    }  # fmt: skip


def adopted(manifest: Manifest, owner: Manifest) -> Manifest:
    """The patch that makes an orphan the owner's."""
    kept = manifest["metadata"].get("ownerReferences") or []
    return {"metadata": {"uid": manifest["metadata"]["uid"], "ownerReferences": [*kept, reference_to(owner)]}}


def released(manifest: Manifest, uid: str) -> Manifest:
    """The patch that takes the owner with this uid away."""
    kept = [one for one in manifest["metadata"].get("ownerReferences") or [] if one["uid"] != uid]
    return {"metadata": {"uid": manifest["metadata"]["uid"], "ownerReferences": kept or None}}


def is_leaving(manifest: Manifest) -> bool:
    """Whether its deletion has begun."""
    return "deletionTimestamp" in manifest["metadata"]


def key_of(manifest: Manifest) -> str:
    """As caches name it: "namespace/name", or the name of what has no namespace."""
    metadata = manifest["metadata"]
    return f"{metadata['namespace']}/{metadata['name']}" if metadata.get("namespace") else str(metadata["name"])
