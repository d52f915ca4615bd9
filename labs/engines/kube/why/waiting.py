"""Why a Pod has no node: nobody looks, nobody has heard, or no node will do."""

from typing import Any

from labs.engines.kube.why.deaf import why_deaf
from labs.engines.kube.why.lines import behind, is_asked, state, told
from labs.engines.kube.why.view import Manifest, View, last
from labs.engines.sim import Fact, Line, Lines, Refused

NODES_TOLD_MAX = 3  # reasons, each with its nodes
NAMES_TOLD_MAX = 4
OWN = "default-scheduler"


def why_waiting(view: View, key: str, pod: Manifest, facts: list[Fact]) -> Lines:
    scheduler = view.part("scheduler")
    named = pod["spec"].get("schedulerName", OWN)
    if named != OWN:
        return [state(view, "other_scheduler", pod=key, who=named)]
    version = view.version("pods", key)
    knows = key in scheduler.cache["pods"]
    deaf = why_deaf(view, "scheduler", 0 if knows else version)
    if deaf:
        return deaf
    entry = scheduler.queue.get(key) or {"pool": "binding"}
    rejected = last(facts, "PodUnschedulable", "PodScheduled", "BindingFailed")
    if entry["pool"] == "gated":
        gates = [one["name"] for one in pod["spec"].get("schedulingGates") or ()]
        return [state(view, "gated", pod=key, gates=gates)]
    if rejected is None or rejected["event"] != "PodUnschedulable":
        return [told(view, rejected)] if rejected else [state(view, "taken_soon", pod=key)]
    nominated = last(facts, "PodNominated")
    return [told(view, rejected), *([told(view, nominated)] if nominated else []), *_why_rejected(view, key)]


def _why_rejected(view: View, key: str) -> Lines:
    """Which filter rejects which nodes, and what somebody did to one of them."""
    try:
        nodes: dict[str, Any] = view.part("scheduler").decision(key)["nodes"]
    except Refused:
        return []
    groups: dict[tuple[str, str], list[str]] = {}
    for name, found in nodes.items():
        if found["plugin"]:
            groups.setdefault((found["plugin"], ", ".join(found["reasons"])), []).append(name)
    ranked = sorted(groups.items(), key=lambda item: -len(item[1]))
    lines = [_group(view, plugin, reason, names) for (plugin, reason), names in ranked[:NODES_TOLD_MAX]]
    changed = [line for (plugin, _), names in ranked for line in _who_did(view, plugin, names)]
    return [*lines, *changed[:2]]


def _group(view: View, plugin: str, reason: str, names: list[str]) -> Line:
    values = {"plugin": plugin, "reason": reason, "nodes": names[:NAMES_TOLD_MAX], "count": len(names)}
    return state(view, "rejects", **values)


def _who_did(view: View, plugin: str, names: list[str]) -> Lines:
    """Somebody cordoned or tainted one of these nodes."""
    if plugin not in ("NodeUnschedulable", "TaintToleration"):
        return []

    def fits(fact: Fact) -> bool:
        data = fact["data"]
        by_hand = is_asked(fact) and data["by"] != "node-controller"  # whose taints only follow from that
        return bool(by_hand and data["resource"] == "nodes" and data["key"] in names)

    found = view.newest(fits)
    return behind(view, found) if found else []
