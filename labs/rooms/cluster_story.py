"""What a cluster went through, read from its facts: who fell silent, what was replaced, what came again.

node_lost    node, how, noticed_us, pods, replaced_us, for_us    how: crashed, stopped (its kubelet) or cut;
                                        noticed_us: after that long it was Unknown, null: it was not; pods: driven
                                        away; replaced_us: the last successor was ready that long after; for_us
                                        null: it lasts
stopped      part, for_us               the scheduler, the controller manager or the API server
cut          a, b, for_us               no connection between two parts, neither a node
expired      who, after_us              its watch was too old, so it read everything anew, that long after the cut
resumed      who, missed                its watch went on, and had missed so many changes
restarted    times, pods, by_hand       containers that ended and began again; by_hand: all were ended by members
unpulled     image, times
scaled       object, replicas
deleted      resource, object
applied      object
rolled_out   object, revision, for_us   since the command that began it; null: not known
stuck        object, revision
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from labs.engines.sim import Fact
from labs.rooms.past import Past

FACTS_MAX = 20_000  # the newest: well under a second
ENDS = {
    "NodeCrashed": "NodeStarted", "KubeletStopped": "KubeletStarted", "SchedulerStopped": "SchedulerStarted",
    "ControllersStopped": "ControllersStarted", "ApiServerStopped": "ApiServerStarted",
}  # fmt: skip
PARTS = {"SchedulerStopped": "scheduler", "ControllersStopped": "controller-manager", "ApiServerStopped": "apiserver"}
HOW = {"NodeCrashed": "crashed", "KubeletStopped": "stopped", "LinkCut": "cut"}
WORKLOADS = ("deployments", "statefulsets", "daemonsets", "jobs")

Json = dict[str, Any]
Told = tuple[str, Fact, Json]


class ClusterStory:
    """One pass over the facts; `told` gives (line, the fact it is of, values)."""

    def __init__(self, past: Past, nodes: list[str]) -> None:
        self._past, self._nodes = past, nodes
        self._facts = list(islice(past.newest_first(), FACTS_MAX))[::-1]

    def told(self) -> Iterator[Told]:
        for index, fact in enumerate(self._facts):
            later = self._facts[index + 1 :] if fact["event"] in (*HOW, *PARTS, "WatchExpired") else []
            yield from self._of(fact, later)
        yield from self._restarts()
        yield from self._unpulled()

    def _of(self, fact: Fact, later: list[Fact]) -> Iterator[Told]:
        name, data = fact["event"], fact["data"]
        node = self._node_of(fact)
        if node is not None:
            yield "node_lost", fact, self._lost(fact, node, later)
        elif name in PARTS:
            yield "stopped", fact, {"part": PARTS[name], "for_us": _until(fact, later, ENDS[name])}
        elif name == "LinkCut":
            yield "cut", fact, {**data, "for_us": _until(fact, later, "LinkHealed", data)}
        elif name == "ListedAgain":
            yield "expired", fact, {"who": data["watcher"], "after_us": self._since_cut(fact)}
        elif name == "WatchResumed" and data["missed"]:
            yield "resumed", fact, {"who": data["watcher"], "missed": data["missed"]}
        elif name == "RolloutCompleted" and data["revision"] > 1:
            yield "rolled_out", fact, {"object": _short(data["key"]), "revision": data["revision"]}
        elif name == "RolloutTimedOut":
            yield "stuck", fact, {"object": _short(data["key"]), "revision": data["revision"]}
        elif name == "ObjectCreated" and data["resource"] in WORKLOADS:
            yield "applied", fact, {"object": _short(data["key"])}

    def _node_of(self, fact: Fact) -> str | None:
        """The node that falls silent with this fact."""
        data = fact["data"]
        if fact["event"] == "LinkCut":
            return next((end for end in data.values() if end in self._nodes and "apiserver" in data.values()), None)
        return str(data["node"]) if fact["event"] in HOW else None

    def _lost(self, fact: Fact, node: str, later: list[Fact]) -> Json:
        name = fact["event"]
        for_us = _until(fact, later, "LinkHealed" if name == "LinkCut" else ENDS[name], fact["data"])
        mine = later if for_us is None else [one for one in later if one["at_us"] <= fact["at_us"] + for_us]
        unknown = next((one for one in mine if one["event"] == "NodeWentUnknown" and one["data"]["node"] == node), None)
        evicted = [one for one in mine if one["event"] == "PodEvicted" and one["data"]["node"] == node]
        return {
            "node": node, "how": HOW[name], "for_us": for_us, "pods": len(evicted),
            "noticed_us": None if unknown is None else unknown["at_us"] - fact["at_us"],
            "replaced_us": _replaced(fact, evicted, later),
        }  # fmt: skip

    def _since_cut(self, fact: Fact) -> int | None:
        """How long it had heard nothing."""
        ends = ("LinkCut",)
        cuts = [one for one in self._facts if one["event"] in ends and fact["data"]["watcher"] in one["data"].values()]
        before = [one for one in cuts if one["id"] < fact["id"]]
        return fact["at_us"] - before[-1]["at_us"] if before else None

    def _restarts(self) -> Iterator[Told]:
        started = [one for one in self._facts if one["event"] == "ContainerStarted" and one["data"]["restarts"]]
        if not started:
            return
        pods = list(dict.fromkeys(one["data"]["pod"] for one in started))
        ended = [one for one in self._facts if one["event"] == "ContainerExited" and one["data"]["pod"] in pods]
        by_hand = all(one["cause"] < 0 for one in ended)
        yield "restarted", started[0], {"times": len(started), "pods": len(pods), "by_hand": by_hand}

    def _unpulled(self) -> Iterator[Told]:
        failed = [one for one in self._facts if one["event"] == "ImagePullFailed"]
        if failed:
            yield "unpulled", failed[0], {"image": failed[0]["data"]["image"], "times": len(failed)}


def _until(fact: Fact, later: list[Fact], event: str, data: Json | None = None) -> int | None:
    """How long until the fact that ends it; null: it lasts."""
    wanted = fact["data"] if data is None else data
    for one in later:
        same = set(map(str, one["data"].values())) == set(map(str, wanted.values()))
        if one["event"] == event and same:
            return int(one["at_us"] - fact["at_us"])
    return None


def _replaced(fact: Fact, evicted: list[Fact], later: list[Fact]) -> int | None:
    """When as many new Pods were ready as had been driven away."""
    if not evicted:
        return None
    made = [
        one["data"]["key"]
        for one in later
        if one["event"] == "ObjectCreated" and one["data"]["resource"] == "pods" and one["id"] > evicted[0]["id"]
    ][: len(evicted)]
    ready: Json = {}
    for one in later:
        if one["event"] == "ContainerReady" and one["data"]["pod"] in made:
            ready.setdefault(one["data"]["pod"], one["at_us"])
    return max(ready.values()) - fact["at_us"] if len(ready) == len(evicted) else None


def _short(key: str) -> str:
    return key.removeprefix("default/")
