"""Why is it so? The causal chain behind a Pod, a node, a workload or a part of the cluster, in a few lines."""

from typing import Any

from labs.engines.kube.why.control import why_apiserver, why_controllers, why_etcd, why_scheduler, why_watch
from labs.engines.kube.why.lines import LINES_MAX
from labs.engines.kube.why.nodes import why_node
from labs.engines.kube.why.pods import why_pod
from labs.engines.kube.why.view import View
from labs.engines.kube.why.workloads import why_workload
from labs.engines.sim import Lines, Reader, Record, Refused, shorten

__all__ = ["explain_run"]

PARTS = {
    "scheduler": why_scheduler, "controller-manager": why_controllers, "apiserver": why_apiserver, "etcd": why_etcd,
}  # fmt: skip
KINDS = {"pod": why_pod, "node": why_node, "kubelet": why_node, "workload": why_workload, "watch": why_watch}


def explain_run(record: Record, about: str, at_us: int) -> list[dict[str, Any]]:
    """What is so with `about` at a moment, and because of what, ending at a command or at the scenario.

    `about`: "pod/NAMESPACE/NAME", "node/NAME", "kubelet/NODE", "workload/RESOURCE/NAMESPACE/NAME", "watch/WHO",
    "scheduler", "controller-manager", "apiserver" or "etcd". A line "fact" has the values of the fact, and its name as
    "fact". Raises Refused("bad_arguments") for what is not there.
    """
    view = View(Reader(record, at_us).at(at_us))
    return [line.as_dict() for line in shorten(_lines(view, about), LINES_MAX)]


def _lines(view: View, about: str) -> Lines:
    if about in PARTS:
        return PARTS[about](view)
    kind, _, name = about.partition("/")
    if kind not in KINDS:
        raise Refused("bad_arguments", argument="about", problem="unknown")
    return KINDS[kind](view, name)
