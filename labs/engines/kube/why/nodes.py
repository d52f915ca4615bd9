"""Why a node is as it is: heard or not, open or closed to new Pods, and when its Pods go."""

from typing import Any

from labs.engines.kube.controllers.node_lifecycle import health
from labs.engines.kube.controllers.node_lifecycle.lifecycle import GRACE_US
from labs.engines.kube.why.deaf import why_deaf
from labs.engines.kube.why.lines import behind, is_asked, joined, state
from labs.engines.kube.why.view import Manifest, View
from labs.engines.sim import Fact, Line, Lines, Refused

STAY_US = 300_000_000  # of most Pods: DefaultTolerationSeconds gives them five minutes


def why_node(view: View, name: str) -> Lines:
    node = view.object("nodes", name)
    if node is None:
        if name not in view.reader.sim.components:
            raise Refused("bad_arguments", argument="about", problem="unknown")
        return joined([state(view, "node_unknown", node=name)], why_deaf(view, name))
    ready = health.readiness(node)
    pods = [key for key, pod in view.objects("pods") if pod["spec"].get("nodeName") == name]
    deaf = why_deaf(view, name) if name in view.reader.sim.components else []
    if ready == "Unknown":
        return joined([_line(view, "node_lost", node, pods)], _when_pods_go(view, name), _given_up(view, name), deaf)
    if deaf:
        return joined([_line(view, "node_silent", node, pods), *until_noticed(view, name)], deaf)
    return joined([_line(view, "node_well" if ready == "True" else "node_unready", node, pods)], _closed(view, node))


def _line(view: View, code: str, node: Manifest, pods: list[str]) -> Line:
    return state(view, code, node=node["metadata"]["name"], pods=len(pods))


def _notes(view: View) -> dict[str, Any]:
    """What the node controller remembers."""
    found: dict[str, Any] = view.part("controller-manager").notes.get("node-controller") or {}
    return found


def until_noticed(view: View, name: str) -> Lines:
    heard_us = _notes(view).get("heard", {}).get(name)
    if heard_us is None:
        return []
    left_ms = max(0, heard_us + GRACE_US - view.now_us) // 1000
    return [state(view, "not_noticed_yet", node=name, silent_ms=(view.now_us - heard_us) // 1000, left_ms=left_ms)]


def _given_up(view: View, name: str) -> Lines:
    found = view.newest(lambda fact: fact["event"] == "NodeWentUnknown" and fact["data"]["node"] == name)
    return behind(view, found) if found else []


def _when_pods_go(view: View, name: str) -> Lines:
    """The taint drives Pods away when their toleration has run out."""
    node = view.object("nodes", name) or {}
    if not any(one["effect"] == "NoExecute" for one in node.get("spec", {}).get("taints") or ()):
        return []

    def fits(fact: Fact) -> bool:
        return bool(is_asked(fact) and fact["data"]["resource"] == "nodes" and fact["data"]["key"] == name)

    tainted = view.newest(fits)
    if tainted is None:
        return []
    left_ms = (tainted["at_us"] + STAY_US - view.now_us) // 1000
    code = "pods_go_soon" if left_ms > 0 else "pods_had_to_go"
    return [Line(code, tainted["at_us"], tainted["id"], None, {"node": name, "left_ms": max(0, left_ms)})]


def _closed(view: View, node: Manifest) -> Lines:
    """Cordoned or tainted, and by whom."""
    name, spec = node["metadata"]["name"], node.get("spec") or {}
    taints = [f"{one['key']}:{one['effect']}" for one in spec.get("taints") or ()]
    if not taints and not spec.get("unschedulable"):
        return []

    def fits(fact: Fact) -> bool:
        return bool(is_asked(fact) and fact["data"]["resource"] == "nodes" and fact["data"]["key"] == name)

    found = view.newest(fits)
    code = "node_cordoned" if spec.get("unschedulable") else "node_tainted"
    return [state(view, code, node=name, taints=taints), *(behind(view, found) if found else [])]
