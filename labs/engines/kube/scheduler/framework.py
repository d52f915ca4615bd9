"""The scheduling framework: extension points by name, verdicts, and which plug-ins run with which weight.

A plug-in is one file in `plugins`, named as its class is (NodePorts: node_ports.py). Each extension point takes the
whole list of nodes and returns a list as long. (kube-scheduler 1.34, default profile)
"""

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from labs.engines.kube.scheduler.node_info import NodeInfo
    from labs.engines.kube.scheduler.pod_info import PodInfo
    from labs.engines.kube.scheduler.snapshot import Snapshot

SCORE_MAX = 100
UNSCHEDULABLE = "Unschedulable"  # evicting Pods may help
UNRESOLVABLE = "UnschedulableAndUnresolvable"  # it cannot


class Status(NamedTuple):
    """Why a plug-in rejects; that it accepts is None."""

    plugin: str
    code: str
    reasons: tuple[str, ...]


class Prefiltered(NamedTuple):
    """What a plug-in found out about the Pod before it looks at nodes.

    `skip`: it has nothing to filter. `status`: no node will do. `names`: only these nodes can do.
    """

    state: Any = None
    skip: bool = False
    status: Status | None = None
    names: list[str] | None = None


SKIP = Prefiltered(skip=True)
Verdicts = list[Status | None]
Nodes = Sequence["NodeInfo"]


class Plugin:
    """One rule of the scheduler. Its state of one cycle is handed to it, it keeps none itself."""

    def __init__(self, args: Mapping[str, Any]) -> None:
        self.args = args
        self.name = type(self).__name__

    def pre_filter(self, pod: "PodInfo", snapshot: "Snapshot") -> Prefiltered:
        return SKIP

    def filter(self, state: Any, pod: "PodInfo", nodes: Nodes) -> Verdicts:
        return [None] * len(nodes)

    def copy(self, state: Any) -> Any:
        """A state that `shift` may change."""
        return state

    def shift(self, state: Any, pod: "PodInfo", other: "PodInfo", node: "NodeInfo", by: int) -> None:
        """Make the state as if `other` had come to the node (`by` 1) or left it (-1): AddPod and RemovePod."""

    def pre_score(self, pod: "PodInfo", nodes: Nodes, snapshot: "Snapshot") -> Prefiltered:
        return SKIP

    def score(self, state: Any, pod: "PodInfo", nodes: Nodes) -> list[int]:
        return [0] * len(nodes)

    def normalize(self, state: Any, scores: list[int], nodes: Nodes) -> list[int]:
        return scores

    def reject(self, code: str, *reasons: str) -> Status:
        return Status(self.name, code, reasons)


def scale_to_best(scores: list[int], *, reverse: bool = False) -> list[int]:
    """The best gets 100, the others their part of it; reversed, the least is best."""
    best = max(scores, default=0)
    if best == 0:
        return [SCORE_MAX if reverse else 0] * len(scores)
    if reverse:
        return [SCORE_MAX - SCORE_MAX * score // best for score in scores]
    return [SCORE_MAX * score // best for score in scores]


# In the order in which they run; the number is the weight of a score.
DEFAULT_PROFILE: dict[str, int] = {
    "SchedulingGates": 0,
    "PrioritySort": 0,
    "NodeUnschedulable": 0,
    "NodeName": 0,
    "TaintToleration": 3,
    "NodeAffinity": 2,
    "NodePorts": 0,
    "NodeResourcesFit": 1,
    "VolumeRestrictions": 0,
    "NodeVolumeLimits": 0,
    "VolumeBinding": 0,
    "VolumeZone": 0,
    "PodTopologySpread": 2,
    "InterPodAffinity": 2,
    "DefaultPreemption": 0,
    "NodeResourcesBalancedAllocation": 1,
    "ImageLocality": 1,
}


class Profile:
    """The plug-ins of a scheduler, in order; `args` are theirs by name."""

    def __init__(
        self, weights: Mapping[str, int] = DEFAULT_PROFILE, args: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        self.weights = dict(weights)
        self.plugins = [_plugin(name, (args or {}).get(name, {})) for name in self.weights]
        self.filters = [plugin for plugin in self.plugins if type(plugin).filter is not Plugin.filter]
        self.scorers = [plugin for plugin in self.plugins if type(plugin).score is not Plugin.score]


def _plugin(name: str, args: Mapping[str, Any]) -> Plugin:
    file = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    module = import_module(f"labs.engines.kube.scheduler.plugins.{file}")
    made: Plugin = getattr(module, name)(args)
    return made
