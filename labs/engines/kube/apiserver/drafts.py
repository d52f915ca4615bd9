"""What a write would store: computed from what is there, before anything is asked of the store."""

from dataclasses import dataclass
from typing import Any

from labs.engines.kube.apiserver.errors import BadRequest, already_exists, modified, not_found
from labs.engines.kube.apiserver.registry import Resource

Manifest = dict[str, Any]
WRONG_PLACE = "the namespace of the provided object does not match the namespace sent on the request"
KEPT = ("name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds")


@dataclass(frozen=True)
class Write:
    """One write to one object, as it was asked for; plain values."""

    row: Resource
    namespace: str
    name: str
    subresource: str = ""


def new_object(row: Resource, body: Manifest, namespace: str, name: str, uid: str, now: str) -> Manifest:
    """A whole new object: what the server alone may say is the server's."""
    metadata = {**(body.get("metadata") or {}), "name": name, "uid": uid, "creationTimestamp": now, "generation": 1}
    if row.namespaced:
        metadata["namespace"] = namespace
    for field in ("resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"):
        metadata.pop(field, None)
    made = {**body, "apiVersion": row.api_version, "kind": row.kind, "metadata": metadata}
    if not row.kept_status:
        made.pop("status", None)
    return made


def changed_object(row: Resource, before: Manifest, body: Manifest, subresource: str) -> Manifest:
    """The object as this body would have it; the identity stays, a status changes through its subresource only.

    Raises Conflict if the body was made from another version.
    """
    metadata = body.get("metadata") or {}
    old = before["metadata"]
    if metadata.get("resourceVersion", old["resourceVersion"]) != old["resourceVersion"]:
        raise modified(row.qualified, old["name"])
    if metadata.get("uid", old["uid"]) != old["uid"]:
        raise modified(row.qualified, old["name"])
    if subresource == "status":
        return {**before, "status": body.get("status") or {}}
    kept = {field: old[field] for field in KEPT if field in old}
    after = {**body, "apiVersion": row.api_version, "kind": row.kind, "metadata": {**metadata, **kept}}
    after.pop("status", None)
    if "status" in before:
        after["status"] = before["status"]
    grown = any(after.get(part) != before.get(part) for part in (*after, *before) if part not in ("metadata", "status"))
    after["metadata"]["generation"] = old.get("generation", 1) + grown
    after["metadata"]["resourceVersion"] = old["resourceVersion"]
    return after


def merged(before: Any, patch: Any) -> Any:
    """A JSON merge patch (RFC 7396) applied: null removes."""
    if not isinstance(patch, dict):
        return patch
    result = dict(before) if isinstance(before, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


def must_be_there(row: Resource, before: Manifest | None, name: str) -> Manifest:
    if before is None:
        raise not_found(row.qualified, name)
    return before


def must_be_new(row: Resource, before: Manifest | None, name: str) -> None:
    if before is not None:
        raise already_exists(row.qualified, name)


def must_fit(row: Resource, body: Manifest, namespace: str) -> None:
    """That the body is an object of this kind and place. Raises BadRequest."""
    metadata = body.get("metadata")
    if not isinstance(metadata, dict):
        raise BadRequest("metadata: Required value")
    kind, version = body.get("kind", row.kind), body.get("apiVersion", row.api_version)
    if (kind, version) != (row.kind, row.api_version):
        raise BadRequest(f"{kind} in version {version} cannot be handled as a {row.kind} of {row.api_version}")
    if row.namespaced and metadata.get("namespace", namespace) != namespace:
        said = metadata["namespace"]
        raise BadRequest(f"{WRONG_PLACE} ({said}, {namespace})")
