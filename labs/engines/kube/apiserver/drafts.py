"""What a write would store: computed from what is there, before anything is asked of the store."""

from typing import Any

from labs.engines.kube.apiserver.errors import (
    BadRequest,
    already_exists,
    invalid,
    modified,
    not_found,
    precondition_failed,
)
from labs.engines.kube.apiserver.registry import Resource
from labs.engines.kube.apiserver.rules.checks import problems
from labs.engines.kube.apiserver.rules.defaults import FIRST_STATUS, defaulted
from labs.engines.kube.apiserver.schema.decoding import decode, must_be_known
from labs.engines.kube.manifests.problems import Problem, forbidden

Manifest = dict[str, Any]
WRONG_PLACE = "the namespace of the provided object does not match the namespace sent on the request"
KEPT = ("name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds")
# What the server allots to a Service stays when a new body does not say it.
ALLOTTED = ("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "healthCheckNodePort")


def new_object(
    row: Resource, body: Manifest, namespace: str, name: str, uid: str, now: str, *, strict: bool = False
) -> Manifest:
    """A whole new object with its defaults: what the server alone may say is the server's.

    Raises BadRequest.
    """
    decoded, unknown = decode(row.api_version, row.kind, body)
    if strict:
        must_be_known(row.api_version, row.kind, unknown)
    metadata = {**(decoded.get("metadata") or {}), "name": name, "uid": uid, "creationTimestamp": now}
    if row.generations:
        metadata["generation"] = 1
    if row.namespaced:
        metadata["namespace"] = namespace
    for field in ("resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "managedFields"):
        metadata.pop(field, None)
    made = {**decoded, "apiVersion": row.api_version, "kind": row.kind, "metadata": metadata}
    if not row.kept_status:
        made.pop("status", None)
        if row.kind in FIRST_STATUS:
            made["status"] = FIRST_STATUS[row.kind]
    return defaulted(row.kind, made)


def changed_object(
    row: Resource, before: Manifest, body: Manifest, subresource: str, *, strict: bool = False, applied: bool = False
) -> Manifest:
    """The object as this body would have it; the identity stays, a status changes through its subresource only.

    With `applied`, the body says who owns its fields; otherwise that stays too. Raises Conflict if the body was made
    from another version, BadRequest, Invalid.
    """
    old = before["metadata"]
    _must_be_of(row, body.get("metadata") or {}, old)
    decoded, unknown = decode(row.api_version, row.kind, body, before)
    if strict:
        must_be_known(row.api_version, row.kind, unknown)
    if subresource == "status":
        return {**before, "status": decoded.get("status") or {}}
    if subresource == "finalize":
        return {**before, "spec": decoded.get("spec") or {}}
    kept = {field: old[field] for field in KEPT if field in old}
    given = dict(decoded.get("metadata") or {})
    if not applied:
        given.pop("managedFields", None)
        kept.update({"managedFields": old["managedFields"]} if "managedFields" in old else {})
    metadata = {**given, **kept, "resourceVersion": old["resourceVersion"]}
    after = {**decoded, "apiVersion": row.api_version, "kind": row.kind, "metadata": metadata}
    after.pop("status", None)
    if "status" in before:
        after["status"] = before["status"]
    return _settled(row, after, before)


def _must_be_of(row: Resource, metadata: Manifest, old: Manifest) -> None:
    if metadata.get("resourceVersion") not in (None, "", old["resourceVersion"]):
        raise modified(row.qualified, old["name"])
    if metadata.get("uid") not in (None, "", old["uid"]):
        raise precondition_failed(row.qualified, old["name"], "UID", metadata["uid"], old["uid"])


def _settled(row: Resource, after: Manifest, before: Manifest) -> Manifest:
    """With defaults, checked, and with the generation that it has now."""
    old = before["metadata"]
    if row.kind == "Namespace":
        after["spec"] = before.get("spec", {})
    if row.kind == "Service":
        after["spec"] = {**_allotted(before, after.get("spec") or {}), **(after.get("spec") or {})}
    if not _same_but_metadata(after, before):
        after = defaulted(row.kind, after)
    grown = not _same_but_metadata(after, before)
    if row.generations or "generation" in old:
        after["metadata"]["generation"] = old.get("generation", 1) + grown
    if grown or after["metadata"] != old:
        must_be_valid(row, after, before)
    return after


def _allotted(before: Manifest, spec: Manifest) -> Manifest:
    if spec.get("type", "ClusterIP") == "ExternalName":
        return {}
    return {field: before["spec"][field] for field in ALLOTTED if field in before["spec"]}


def _same_but_metadata(one: Manifest, other: Manifest) -> bool:
    return all(one.get(part) == other.get(part) for part in (*one, *other) if part not in ("metadata", "status"))


def must_be_valid(row: Resource, after: Manifest, before: Manifest | None) -> None:
    """Raises Invalid."""
    found = [*problems(row.kind, after, before), *_new_finalizers(after, before)]
    if found:
        raise invalid(row.qualified_kind, after["metadata"].get("name", ""), found)


def _new_finalizers(after: Manifest, before: Manifest | None) -> list[Problem]:
    if before is None or not before["metadata"].get("deletionTimestamp"):
        return []
    known = before["metadata"].get("finalizers") or []
    new = [one for one in after["metadata"].get("finalizers") or () if one not in known]
    if not new:
        return []
    shown = ", ".join(f'"{one}"' for one in new)
    why = "no new finalizers can be added if the object is being deleted, found new finalizers []string{" + shown + "}"
    return [forbidden("metadata.finalizers", why)]


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
    if row.namespaced and (metadata.get("namespace") or namespace) != namespace:
        said = metadata["namespace"]
        raise BadRequest(f"{WRONG_PLACE} ({said}, {namespace})")
