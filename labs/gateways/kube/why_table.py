"""The decisions as a page shows them: a line for each Pod, and below it why each node was taken or not; plain data."""

from typing import Any

from labs.gateways.kube.limits import NODES_SHOWN_IN_ALL_MAX, NODES_SHOWN_MAX, PODS_SHOWN_MAX, TIED_SHOWN_MAX

Json = dict[str, Any]
BAR_MAX = 100


def why_table(answer: Json) -> Json:
    """{"pods": [...], "pods_left_out": n} of {"results": [...]}; nodes best first, as many as a page bears."""
    results = answer["results"]
    rows_left = NODES_SHOWN_IN_ALL_MAX
    pods = []
    for result in results[:PODS_SHOWN_MAX]:
        pods.append(_pod(result, min(rows_left, NODES_SHOWN_MAX)))
        rows_left -= len(pods[-1]["nodes"])
    return {"pods": pods, "pods_left_out": len(results) - len(pods)}


def _pod(result: Json, nodes_most: int) -> Json:
    nodes = sorted(result["nodes"].items(), key=lambda entry: _rank(entry, result["node"]))
    most = max((one["weighted"] for _, node in nodes for one in node["scores"].values()), default=0)
    preemption = result["preemption"] or {}
    tied_with = [name for name in result["tied"] if name != result["node"]]
    return {
        "pod": result["pod"],
        "outcome": result["outcome"],
        "node": result["node"] or preemption.get("nominatedNode"),
        "victims": preemption.get("victims", []),
        "tied_with": tied_with[:TIED_SHOWN_MAX],
        "tied_left_out": max(0, len(tied_with) - TIED_SHOWN_MAX),
        "message": result["message"],
        "feasible_count": sum(node["feasible"] for _, node in nodes),
        "unscored": bool(result["node"]) and not any(node["scores"] for _, node in nodes),
        "nodes_count": len(nodes),
        "nodes": [_node(name, node, result["node"], most) for name, node in nodes[:nodes_most]],
        "nodes_left_out": max(0, len(nodes) - nodes_most),
    }


def _rank(entry: tuple[str, Json], chosen: str | None) -> tuple[bool, bool, int]:
    """The chosen one, the feasible ones by their totals, the others; else in the order given."""
    name, node = entry
    return name != chosen, not node["feasible"], -(node["total"] or 0)


def _node(name: str, node: Json, chosen: str | None, most: int) -> Json:
    scores = [
        {"plugin": plugin, **score, "bar": max(0, score["weighted"]) * BAR_MAX // most if most > 0 else 0}
        for plugin, score in node["scores"].items()
    ]
    return {
        "name": name,
        "chosen": name == chosen,
        "feasible": node["feasible"],
        "plugin": node["plugin"],
        "reasons": node["reasons"],
        "total": node["total"],
        "scores": scores,
    }
