"""Why nobody replaces a Pod of a silent node: it is not noticed yet, the Pod tolerates it, or nobody owns the Pod."""

from labs.engines.kube.controllers.taint_eviction import stay_us, taints_of
from labs.engines.kube.why.lines import state
from labs.engines.kube.why.nodes import until_noticed
from labs.engines.kube.why.view import Manifest, View
from labs.engines.sim import Lines


def why_stays(view: View, key: str, pod: Manifest) -> Lines:
    """What the Pod still waits for, and that it will have no successor if it has no owner."""
    node = pod["spec"]["nodeName"]
    taints = taints_of(view.object("nodes", node) or {"spec": {}})
    lines = _tolerated(view, key, pod, taints) if taints else until_noticed(view, node)
    is_owned = any(owner.get("controller") for owner in pod["metadata"].get("ownerReferences") or ())
    return lines if is_owned else [*lines, state(view, "pod_unowned", pod=key)]


def _tolerated(view: View, key: str, pod: Manifest, taints: list[Manifest]) -> Lines:
    taint, whole_us = taints[0]["key"], stay_us(pod, taints)
    if whole_us is None:
        return [state(view, "pod_stays_for_ever", pod=key, taint=taint)]
    waiting = view.part("controller-manager").notes.get("taint-eviction-controller") or {}
    left_us = max(0, waiting.get(key, view.now_us) + whole_us - view.now_us)
    return [state(view, "pod_stays", pod=key, taint=taint, stay_ms=whole_us // 1000, left_ms=left_us // 1000)]
