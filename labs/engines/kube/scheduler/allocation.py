"""How good a node's load with a Pod is, by each strategy of NodeResourcesFit (kube-scheduler 1.34)."""

from collections.abc import Mapping, Sequence

from labs.engines.kube.scheduler.framework import SCORE_MAX, Nodes
from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.pod_info import PodInfo

SHAPE_SCORE_MAX = 10
FULL = 100  # percent
Resources = list[tuple[str, int]]  # name and weight
Shape = Sequence[Mapping[str, int]]  # {"utilization": 0..100, "score": 0..10}, by utilization


def least_allocated(resources: Resources, pod: PodInfo, nodes: Nodes) -> list[int]:
    """The more is left, the better."""
    if resources == [("cpu", 1), ("memory", 1)]:
        return _least_of_both(pod, nodes)
    return [_mean([(_least(*load), weight) for load, weight in _loads(resources, pod, node)]) for node in nodes]


def most_allocated(resources: Resources, pod: PodInfo, nodes: Nodes) -> list[int]:
    """The fuller, the better."""
    return [_mean([(_most(*load), weight) for load, weight in _loads(resources, pod, node)]) for node in nodes]


def on_shape(shape: Shape, resources: Resources, pod: PodInfo, nodes: Nodes) -> list[int]:
    """As the shape says."""
    return [_on_shape(shape, resources, pod, node) for node in nodes]


def _on_shape(shape: Shape, resources: Resources, pod: PodInfo, node: NodeInfo) -> int:
    """Resources that score nothing do not count in the weights; the mean is rounded."""
    rated = [(_point(shape, *load), weight) for load, weight in _loads(resources, pod, node)]
    weights = sum(weight for score, weight in rated if score > 0)
    total = sum(score * weight for score, weight in rated if score > 0)
    return (2 * total + weights) // (2 * weights) if weights else 0


def _loads(resources: Resources, pod: PodInfo, node: NodeInfo) -> list[tuple[tuple[int, int], int]]:
    """((requested with this Pod, allocatable), weight) of each resource that the node has."""
    return [
        ((_load(name, pod, node), node.allocatable(name)), weight)
        for name, weight in resources
        if node.allocatable(name)
    ]


def _load(name: str, pod: PodInfo, node: NodeInfo) -> int:
    """Requested with this Pod, with stand-ins for what is not stated."""
    if name == "cpu":
        return node.scored_cpu + pod.scored_cpu
    if name == "memory":
        return node.scored_memory + pod.scored_memory
    return node.used(name) + pod.request(name)


def _least_of_both(pod: PodInfo, nodes: Nodes) -> list[int]:
    """The default, written out: it runs for every Pod on every node."""
    cpu, memory = pod.scored_cpu, pod.scored_memory
    scores = []
    for node in nodes:
        cpu_has, memory_has = node.cpu, node.memory
        if not cpu_has or not memory_has:
            pairs = [((node.scored_cpu + cpu, cpu_has), 1), ((node.scored_memory + memory, memory_has), 1)]
            scores.append(_mean([(_least(*pair), weight) for pair, weight in pairs if pair[1]]))
            continue
        cpu_left, memory_left = cpu_has - node.scored_cpu - cpu, memory_has - node.scored_memory - memory
        score = cpu_left * SCORE_MAX // cpu_has if cpu_left > 0 else 0
        if memory_left > 0:
            score += memory_left * SCORE_MAX // memory_has
        scores.append(score // 2)
    return scores


def _mean(rated: list[tuple[int, int]]) -> int:
    weights = sum(weight for _, weight in rated)
    return sum(score * weight for score, weight in rated) // weights if weights else 0


def _least(used: int, has: int) -> int:
    return (has - used) * SCORE_MAX // has if used <= has else 0


def _most(used: int, has: int) -> int:
    """A node that would be overfull counts as full: stand-ins may go beyond what it has."""
    return min(used, has) * SCORE_MAX // has


def _point(shape: Shape, used: int, has: int) -> int:
    """Between two points of the shape the score goes straight, and it is cut to an integer."""
    load = FULL if used > has else used * FULL // has
    points = [(point["utilization"], point["score"] * (SCORE_MAX // SHAPE_SCORE_MAX)) for point in shape]
    for index, (limit, score) in enumerate(points):
        if load <= limit:
            if index == 0:
                return score
            before, start = points[index - 1]
            rise = (score - start) * (load - before)
            return start + (rise // (limit - before) if rise >= 0 else -(-rise // (limit - before)))
    return points[-1][1]
