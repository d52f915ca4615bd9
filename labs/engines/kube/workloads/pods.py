"""In what state a Pod is, as controllers ask (Kubernetes 1.34, pkg/api/v1/pod and controller_utils)."""

from typing import Any

from labs.engines.kube.moments import NANOS_A_SECOND, nanos_of
from labs.engines.kube.workloads.owners import is_leaving, reference_to

Manifest = dict[str, Any]
FINISHED = ("Succeeded", "Failed")


def phase_of(pod: Manifest) -> str:
    return str(pod.get("status", {}).get("phase") or "Pending")


def is_finished(pod: Manifest) -> bool:
    return phase_of(pod) in FINISHED


def is_active(pod: Manifest) -> bool:
    """Neither finished nor on its way out."""
    return not is_finished(pod) and not is_leaving(pod)


def condition_of(manifest: Manifest, kind: str) -> Manifest | None:
    for one in manifest.get("status", {}).get("conditions") or ():
        if one["type"] == kind:
            return one  # type: ignore[no-any-return]
    return None


def is_ready(pod: Manifest) -> bool:
    condition = condition_of(pod, "Ready")
    return condition is not None and condition["status"] == "True"


def ready_since(pod: Manifest) -> int | None:
    """Nanoseconds since 1970 at which it became ready; None if it is not, or nobody knows."""
    condition = condition_of(pod, "Ready")
    if condition is None or condition["status"] != "True" or not condition.get("lastTransitionTime"):
        return None
    return nanos_of(condition["lastTransitionTime"])


def available_in_us(pod: Manifest, min_ready_s: int, now_ns: int) -> int | None:
    """In how many microseconds it will have been ready for long enough: 0 it is available, None not ready."""
    if not is_ready(pod):
        return None
    if not min_ready_s:
        return 0
    since = ready_since(pod)
    if since is None:
        return None
    # Strictly longer: a Pod that has been ready for just as long is not available yet.
    return max(0, (since + min_ready_s * NANOS_A_SECOND - now_ns) // 1000 + 1)


def is_available(pod: Manifest, min_ready_s: int, now_ns: int) -> bool:
    return available_in_us(pod, min_ready_s, now_ns) == 0


def restarts_of(pod: Manifest, statuses: str = "containerStatuses") -> int:
    """Of the container that restarted most."""
    return max((one.get("restartCount", 0) for one in pod.get("status", {}).get(statuses) or ()), default=0)


def node_of(pod: Manifest) -> str:
    return str(pod["spec"].get("nodeName") or "")


def pod_from(owner: Manifest, template: Manifest, **metadata: Any) -> Manifest:
    """A Pod as the owner's template says, controlled by it; `metadata` is more of it, such as a name."""
    named = {**template.get("metadata", {}), "ownerReferences": [reference_to(owner)]}
    if "name" not in metadata:
        # validation wants room for the suffix: names are cut at 63 signs less five.
        named["generateName"] = f"{owner['metadata']['name']}-"[:58]
    return {"metadata": {**named, **metadata}, "spec": template["spec"]}
