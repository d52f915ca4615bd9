"""The lines of an answer about a cluster: a state, a fact, and the chain of facts behind it down to a command."""

from typing import Any

from labs.engines.kube.why.view import View
from labs.engines.sim import Fact, Line, Lines

LINES_MAX = 8
TEXT_MAX = 80
# Of these facts a chain is told by; the others are steps between them, which the log has.
TOLD = frozenset({
    "ObjectDeleted", "PodScheduled", "PodPreempted", "ReplicaSetScaled", "PodDeletionDecided",
    "PodEvicted", "NodeWentUnknown", "NodeCrashed", "NodeStarted", "KubeletStopped", "KubeletStarted", "LinkCut",
    "LinkHealed", "ListedAgain", "SchedulerStopped", "SchedulerStarted", "ControllersStopped", "ControllersStarted",
    "ContainerExited", "HealthSet", "PodRefused",
})  # fmt: skip
WORKLOADS = ("deployments", "replicasets", "statefulsets", "daemonsets", "jobs")


def state(view: View, code: str, /, **values: Any) -> Line:
    """How it stands at the moment asked about."""
    return Line(code, view.now_us, None, None, values)


def told(view: View, fact: Fact) -> Line:
    """A fact in the words of the log; the beginning of a Pod's end has its own."""
    data = fact["data"]
    if is_end_asked(view, fact):
        values = {"pod": data["key"], "by": data["by"]}
        return Line("asked_to_end", fact["at_us"], fact["id"], None, values)
    return Line("fact", fact["at_us"], fact["id"], None, {"fact": fact["event"], **_node(view, data), **_short(data)})


def _node(view: View, data: dict[str, Any]) -> dict[str, str]:
    """Of a container, so that it is said whose kubelet was at work."""
    pod = view.object("pods", data["pod"]) if "container" in data else None
    return {"node": pod["spec"].get("nodeName", "")} if pod else {}


def _short(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if isinstance(value, int | str | list) or value is None}


def is_end_asked(view: View, fact: Fact) -> bool:
    """The metadata of a Pod that is ending or gone were changed: it has got its deletionTimestamp."""
    if not _is_marked(fact):
        return False
    pod = view.object("pods", fact["data"]["key"])
    return pod is None or bool(pod["metadata"].get("deletionTimestamp"))


def _is_marked(fact: Fact) -> bool:
    data = fact["data"]
    return bool(fact["event"] == "ObjectChanged" and data["resource"] == "pods" and data["parts"] == ["metadata"])


def is_asked(fact: Fact) -> bool:
    """Somebody wrote what should be: not a status, nor a note in the metadata."""
    return bool(fact["event"] == "ObjectChanged" and "spec" in fact["data"]["parts"])


def command(view: View, number: int) -> Line:
    """Who did what, with the few arguments worth telling."""
    logged = view.reader.command(number)
    args = {name: value for name, value in logged.command.args.items() if _is_short(value)}
    values = {**args, "name": logged.command.name, "by": logged.command.by}
    if "name" in args:
        values["object"] = args["name"]
    return Line("command", logged.at_us, None, number, values)


def _is_short(value: Any) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and len(value) <= TEXT_MAX)


def behind(view: View, fact: Fact, *, itself: bool = True) -> Lines:
    """The chain of causes, from this fact back to a command or to the scenario."""
    causes = view.reader.causes(fact["id"])
    lines = [told(view, one) for one in causes[1:] if _is_told_of(one)]
    lines = [told(view, fact), *lines] if itself else lines
    number = -causes[-1]["cause"] if causes else 0
    return [*lines, command(view, number)] if number > 0 else [*lines, *_before(view, causes)]


def _is_told_of(fact: Fact) -> bool:
    """What was made beside it, and nodes that came, are no reasons."""
    if fact["event"] == "ObjectCreated":
        return fact["data"]["resource"] in WORKLOADS
    return fact["event"] in TOLD or is_asked(fact) or _is_marked(fact)


def _before(view: View, causes: list[Fact]) -> Lines:
    """That a node is silent is found out by a clock: what made it silent is no cause of that, but its reason."""
    first = causes[-1] if causes else None
    if first is None or first["event"] != "NodeWentUnknown":
        return []
    return silenced(view, first["data"]["node"], first["at_us"])


def silenced(view: View, node: str, before_us: int) -> Lines:
    """What ended a node's reports, and who did it."""

    def fits(fact: Fact) -> bool:
        data = fact["data"]
        if fact["event"] == "LinkCut":
            return {data["a"], data["b"]} == {"apiserver", node}
        return fact["event"] in ("NodeCrashed", "KubeletStopped") and data["node"] == node

    found = view.newest(fits, before_us)
    return [] if found is None else behind(view, found)


def joined(*parts: Lines) -> Lines:
    """One after another, and nothing twice."""
    found = Lines()
    for line in (line for part in parts for line in part):
        if line not in found:
            found.append(line)
    return found
