"""Deletion: at once, with grace, or when the last finalizer is gone (apiserver 1.34, registry/rest)."""

from typing import Any

from labs.engines.kube.apiserver.errors import forbidden, precondition_failed
from labs.engines.kube.apiserver.registry import Resource
from labs.engines.kube.moments import NANOS_A_SECOND, nanos_of

Manifest = dict[str, Any]
FINISHED = ("Succeeded", "Failed")
GRACE_MOST_S = 2**31 - 1  # what a manifest may say; a deletion could say more than a date can hold
IMMORTAL = ("default", "kube-system", "kube-public")
ORPHAN, FOREGROUND = "orphan", "foregroundDeletion"
FINALIZERS = {"Orphan": ORPHAN, "Foreground": FOREGROUND}


class Moments:
    """What the clock says, now or some seconds later; `iso` is the calendar's."""

    def __init__(self, iso: Any, now_us: int) -> None:
        self._iso = iso
        self._now_us = now_us

    def text(self, after_s: int = 0) -> str:
        return f"{self._iso(self._now_us + after_s * 1_000_000)[:19]}Z"

    def moved(self, text: str, by_s: int) -> str:
        ahead_ns = nanos_of(text) - nanos_of(self.text())
        return self.text(ahead_ns // NANOS_A_SECOND + by_s)


def must_meet(row: Resource, before: Manifest, uid: str, version: str) -> None:
    """The preconditions; "" is none. Raises Conflict."""
    metadata = before["metadata"]
    if uid and uid != metadata["uid"]:
        raise precondition_failed(row.qualified, metadata["name"], "UID", uid, metadata["uid"])
    if version and version != metadata["resourceVersion"]:
        found = metadata["resourceVersion"]
        raise precondition_failed(row.qualified, metadata["name"], "ResourceVersion", version, found)


def deleted(
    row: Resource, before: Manifest, moments: Moments, grace_s: int | None, propagation: str
) -> Manifest | None:
    """The object on its way out, or None: nothing keeps it."""
    if row.name == "namespaces":
        _must_be_mortal(before["metadata"]["name"])
        return _leaving_namespace(row, before, moments)
    metadata = _with_finalizers(before["metadata"], propagation)
    if row.name == "pods" or "deletionTimestamp" in metadata:
        metadata = _graceful(row, {**before, "metadata": metadata}, moments, grace_s)
    if not keeps(row, {**before, "metadata": metadata}):
        return None
    if "deletionTimestamp" not in metadata:
        metadata = _marked(metadata, moments.text(), 0)
    return {**before, "metadata": metadata}


def _must_be_mortal(namespace: str) -> None:
    """NamespaceLifecycle. Raises Forbidden."""
    if namespace in IMMORTAL:
        raise forbidden("namespaces", namespace, "this namespace may not be deleted")


def keeps(row: Resource, leaving: Manifest) -> bool:
    """Whether an object that is on its way out stays for now."""
    metadata = leaving["metadata"]
    if row.name == "namespaces" and (leaving.get("spec") or {}).get("finalizers"):
        return True
    return bool(metadata.get("finalizers")) or bool(metadata.get("deletionGracePeriodSeconds"))


def is_over(row: Resource, after: Manifest) -> bool:
    """Whether an object that was changed had only waited for that to go."""
    return "deletionTimestamp" in after["metadata"] and not keeps(row, after)


def _marked(metadata: Manifest, at: str, grace_s: int) -> Manifest:
    made = {**metadata, "deletionTimestamp": at, "deletionGracePeriodSeconds": grace_s}
    if "generation" in metadata:
        made["generation"] = metadata["generation"] + 1
    return made


def _with_finalizers(metadata: Manifest, propagation: str) -> Manifest:
    """What is to happen to dependents is said by a finalizer, which the garbage collector takes away."""
    if propagation not in ("Orphan", "Foreground", "Background"):
        return metadata
    others = [one for one in metadata.get("finalizers") or () if one not in (ORPHAN, FOREGROUND)]
    wanted = [*others, *([FINALIZERS[propagation]] if propagation in FINALIZERS else [])]
    if wanted == (metadata.get("finalizers") or []):
        return metadata
    return {**metadata, "finalizers": wanted}


def _graceful(row: Resource, before: Manifest, moments: Moments, grace_s: int | None) -> Manifest:
    """A Pod on a node has time to end; who deletes it again may only shorten that."""
    metadata: Manifest = before["metadata"]
    if "deletionTimestamp" in metadata:
        left_s = metadata.get("deletionGracePeriodSeconds")
        if left_s is None or grace_s is None or grace_s >= left_s:
            return metadata
        at = moments.moved(metadata["deletionTimestamp"], max(grace_s, 0) - left_s)
        return {**metadata, "deletionTimestamp": at, "deletionGracePeriodSeconds": max(grace_s, 0)}
    spec = before["spec"]
    period = spec.get("terminationGracePeriodSeconds", 30) if grace_s is None else grace_s
    if not spec.get("nodeName") or (before.get("status") or {}).get("phase") in FINISHED:
        period = 0
    period = 1 if period < 0 else min(period, GRACE_MOST_S)
    return _marked(metadata, moments.text(period), period)


def _leaving_namespace(row: Resource, before: Manifest, moments: Moments) -> Manifest | None:
    """Its content must go first: the namespace controller takes the finalizer away."""
    metadata = {"deletionTimestamp": moments.text(), **before["metadata"]}
    status = {**(before.get("status") or {}), "phase": "Terminating"}
    leaving = {**before, "metadata": metadata, "status": status}
    return leaving if keeps(row, leaving) else None
