"""A cluster's run in words: three to six findings in the order of time, as codes and values like those of `words`.

First "ran" (for_us, commands), last "quiet" or "now" (nodes, ready_nodes, pods not completed, running, waiting,
and for "now" down: parts and nodes that do not run or are cut off), between them what weighs most: the lines of
`cluster_story`, and

    pending      pods, message              Pods without a node at the end, and the scheduler's newest message
    scaled       object, replicas           commands that ask for another number
    deleted      resource, object
    drained      node
    bound        object, node               commands that chose a Pod's node by hand
    labelled     resource, object
    tainted      node, taint                one to be taken away ends in "-"
    cordoned     node
    goal_reached goals, moments_us          as of messaging
    goal_missed  the same
"""

from dataclasses import replace
from itertools import islice
from math import inf
from typing import Any

from labs.engines.sim import Entity
from labs.rooms.cluster_story import FACTS_MAX, ClusterStory
from labs.rooms.findings import Finding, goal_findings
from labs.rooms.past import Past

MIDDLE_MAX = 4
WEIGHTS = {
    "goal_missed": 95, "goal_reached": 90, "pending": 85, "node_lost": 80, "stopped": 75, "stuck": 74, "cut": 72,
    "expired": 70, "resumed": 66, "unpulled": 64, "restarted": 60, "rolled_out": 56, "drained": 52, "bound": 51,
    "scaled": 50, "labelled": 49, "tainted": 49, "cordoned": 49, "deleted": 48, "applied": 40,
}  # fmt: skip
ACTS = {
    "kubectl.scale": "scaled", "kubectl.delete": "deleted", "kubectl.drain": "drained", "kubectl.bind": "bound",
    "kubectl.label": "labelled", "kubectl.taint": "tainted", "kubectl.cordon": "cordoned",
}  # fmt: skip
KEPT = {
    "scaled": ("name", "replicas"), "deleted": ("name", "resource"), "drained": ("node",), "bound": ("name", "node"),
    "labelled": ("name", "resource"), "tainted": ("node", "taint"), "cordoned": ("node",),
}  # fmt: skip

Json = dict[str, Any]


def cluster_words(past: Past) -> Json:
    """{"findings": [...]} of the run up to its cut."""
    entities = past.simulation().entities()
    commands = sum(logged.key is not None and not logged.broken for logged in past.commands)
    first = Finding("ran", 0, {"for_us": past.at_us, "commands": commands})
    middle = sorted(_middle(past, entities), key=lambda finding: -WEIGHTS[finding.line] - finding.more)[:MIDDLE_MAX]
    middle.sort(key=lambda finding: (finding.at_us, finding.event or inf))
    return {"findings": [finding.as_dict() for finding in (first, *middle, _last(past, entities))]}


def _middle(past: Past, entities: dict[str, Entity]) -> list[Finding]:
    nodes = [one["node"] for one in entities.values() if one["kind"] == "kubelet"]
    story = [
        Finding(line, fact["at_us"], values, fact["id"]) for line, fact, values in ClusterStory(past, nodes).told()
    ]
    goals = goal_findings(past.simulation())
    return [*_newest(story), *_newest(_acts(past)), *goals, *_pending(past, entities)]


def _newest(findings: list[Finding]) -> list[Finding]:
    """Of several of one kind the newest weighs most."""
    found: list[Finding] = []
    seen: dict[str, int] = {}
    for finding in reversed(findings):
        seen[finding.line] = seen.get(finding.line, -1) + 1
        found.append(replace(finding, more=-15.0 * seen[finding.line]))
    return found


def _acts(past: Past) -> list[Finding]:
    """What was asked for and came about: a refusal leaves no fact whose cause it is."""
    facts = islice(past.newest_first(), FACTS_MAX)
    done = {-fact["cause"]: True for fact in facts if fact["cause"] is not None and fact["cause"] < 0}
    found = []
    for logged in past.commands:
        line = ACTS.get(logged.command.name)
        if line is not None and logged.number in done:
            values = {name: logged.command.args.get(name) for name in KEPT[line]}
            if "name" in values:
                values["object"] = values.pop("name")
            found.append(Finding(line, logged.at_us, values, None, logged.number))
    return found


def _pending(past: Past, entities: dict[str, Entity]) -> list[Finding]:
    waiting = _counts(entities)["waiting"]
    if not waiting:
        return []
    facts = past.newest_first()
    told = next((one for one in facts if one["event"] in ("PodUnschedulable", "PodScheduled")), None)
    rejected = told is not None and told["event"] == "PodUnschedulable"
    message = told["data"]["message"] if told is not None and rejected else None
    event = told["id"] if told is not None and rejected else None
    values = {"pods": waiting, "message": message}
    return [Finding("pending", past.at_us, values, event)]


def _last(past: Past, entities: dict[str, Entity]) -> Finding:
    counts = _counts(entities)
    stopped = [key for key in ("apiserver", "scheduler", "controller-manager") if entities[key]["state"] == "stopped"]
    machines = [one["node"] for one in entities.values() if one["kind"] == "kubelet" and one["state"] != "running"]
    cuts = [end for cut in entities["network"]["cuts"] for end in cut if end != "apiserver"]
    down = list(dict.fromkeys([*stopped, *machines, *cuts]))
    calm = not down and not counts["waiting"] and counts["nodes"] == counts["ready_nodes"]
    calm = calm and counts["pods"] == counts["running"]
    return Finding("quiet" if calm else "now", past.at_us, counts if calm else {**counts, "down": down})


def _counts(entities: dict[str, Entity]) -> dict[str, int]:
    pods: dict[str, int] = {}
    for one in entities.values():
        if one["kind"] == "pod":
            word = one["status"] if one["node"] else "waiting"
            pods[word] = pods.get(word, 0) + 1
        elif one["kind"] == "pods":
            for of_app in one["counts"].values():
                for status, count in of_app.items():
                    word = status if one["node"] else "waiting"
                    pods[word] = pods.get(word, 0) + count
    nodes = [one["ready"] == "True" for one in entities.values() if one["kind"] == "node"]
    return {
        "nodes": len(nodes), "ready_nodes": sum(nodes), "waiting": pods.get("waiting", 0),
        "pods": sum(pods.values()) - pods.get("Completed", 0), "running": pods.get("Running", 0),
    }  # fmt: skip
