"""Whether what happened in the cluster may help a Pod that was rejected (kube-scheduler 1.34, queueing hints).

Simpler than there: a plug-in's hint says no only where that is plain from the event and the Pod. A Pod that is woken in
vain is rejected again; one that is not woken would wait for five minutes.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.required_affinity import RequiredAffinity
from labs.engines.kube.scheduler.selectors import Labels, Selector, with_label_keys
from labs.engines.kube.tolerations import first_untolerated

Manifest = Mapping[str, Any]
UNSCHEDULABLE_TAINT = {"key": "node.kubernetes.io/unschedulable", "effect": "NoSchedule"}


class NodeNews(NamedTuple):
    """A Node as it was and is; None where it is not there."""

    before: NodeInfo | None
    after: NodeInfo | None


class PodNews(NamedTuple):
    """A Pod on a node as it was and is; None where it is not there, or over."""

    before: PodInfo | None
    after: PodInfo | None


class OtherNews(NamedTuple):
    """Something else changed, such as a PersistentVolumeClaim."""

    resource: str


News = NodeNews | PodNews | OtherNews
Namespaces = Mapping[str, Labels]


class Hint(NamedTuple):
    """What one plug-in makes of a changed Node, a changed Pod on a node; and which other resources matter to it."""

    node: Callable[[PodInfo, NodeNews], bool] | None = None
    pod: Callable[[PodInfo, PodNews, Namespaces], bool] | None = None
    others: tuple[str, ...] = ()


def interested(news: News) -> list[str]:
    """The plug-ins that such an event may concern."""
    return [name for name, hint in HINTS.items() if _has(hint, news)]


def _has(hint: Hint, news: News) -> bool:
    if isinstance(news, OtherNews):
        return news.resource in hint.others
    return (hint.node if isinstance(news, NodeNews) else hint.pod) is not None


def helps(plugin: str, pod: PodInfo, news: News, namespaces: Namespaces) -> bool:
    """Whether the plug-in, which rejected the Pod, may think differently now."""
    hint = HINTS.get(plugin, Hint())
    if isinstance(news, NodeNews):
        return hint.node is not None and hint.node(pod, news)
    if isinstance(news, PodNews):
        return hint.pod is not None and hint.pod(pod, news, namespaces)
    return news.resource in hint.others


def _newly(can: Callable[[PodInfo, NodeInfo], bool]) -> Callable[[PodInfo, NodeNews], bool]:
    """The node would do now, and would not before."""

    def judge(pod: PodInfo, news: NodeNews) -> bool:
        if news.after is None or not can(pod, news.after):
            return False
        return news.before is None or not can(pod, news.before)

    return judge


def _has_more_room(pod: PodInfo, news: NodeNews) -> bool:
    """The Pod fits into the whole node, and the node is new or has more of what the Pod asks for."""
    names = ["cpu", "memory", "ephemeral-storage", *pod.scalars]
    asked = [name for name in names if pod.request(name)]
    before, after = news.before, news.after
    if after is None or any(pod.request(name) > after.allocatable(name) for name in asked):
        return False
    if before is None or after.pods_most > before.pods_most:
        return True
    return any(after.allocatable(name) > before.allocatable(name) for name in asked)


def _is_new(pod: PodInfo, news: NodeNews) -> bool:
    return news.before is None and news.after is not None


def _is_that_node(pod: PodInfo, news: NodeNews) -> bool:
    return news.before is None and news.after is not None and news.after.name == pod.spec.get("nodeName")


def _has_other_labels(pod: PodInfo, news: NodeNews) -> bool:
    return news.before is None or news.after is None or news.before.labels != news.after.labels


def _has_other_labels_or_taints(pod: PodInfo, news: NodeNews) -> bool:
    if news.before is None or news.after is None:
        return True
    return _has_other_labels(pod, news) or news.before.blocking_taints != news.after.blocking_taints


def _is_open(pod: PodInfo, node: NodeInfo) -> bool:
    return not node.is_cordoned or first_untolerated([UNSCHEDULABLE_TAINT], pod.tolerations) is None


def _is_tolerable(pod: PodInfo, node: NodeInfo) -> bool:
    return first_untolerated(node.blocking_taints, pod.tolerations) is None


def _is_wanted(pod: PodInfo, node: NodeInfo) -> bool:
    return RequiredAffinity(pod.spec).takes(node)


def _left(pod: PodInfo, news: PodNews, namespaces: Namespaces) -> bool:
    return news.after is None


def _freed_ports(pod: PodInfo, news: PodNews, namespaces: Namespaces) -> bool:
    if news.after is not None or news.before is None:
        return False
    numbers = [number for _, _, number in news.before.ports]
    return any(number in numbers for _, _, number in pod.ports)


def _shifts_spread(pod: PodInfo, news: PodNews, namespaces: Namespaces) -> bool:
    """A Pod of those that are spread came, went, or is counted differently."""
    for one in pod.spec.get("topologySpreadConstraints") or []:
        keys = one.get("matchLabelKeys") or []
        selector = Selector(with_label_keys(one.get("labelSelector"), pod.labels, keys))
        if _counts(selector, pod, news.before) != _counts(selector, pod, news.after):
            return True
    return False


def _counts(selector: Selector, pod: PodInfo, other: PodInfo | None) -> bool:
    if other is None or other.is_terminating or other.namespace != pod.namespace:
        return False
    return selector.matches(other.labels)


def _shifts_neighbours(pod: PodInfo, news: PodNews, namespaces: Namespaces) -> bool:
    """A Pod that is wanted came, or one that is avoided, or avoids this one, went."""
    before, after = news.before, news.after
    if after is not None and any(_means(term, after, namespaces) for term in pod.terms.required):
        return before is None or before.labels != after.labels
    if before is None or (after is not None and before.labels == after.labels):
        return False
    if any(_means(term, before, namespaces) for term in pod.terms.required_anti):
        return True
    return any(_means(term, pod, namespaces) for term in before.terms.required_anti)


def _means(term: Any, pod: PodInfo, namespaces: Namespaces) -> bool:
    return bool(term.matches(pod.namespace, pod.labels, namespaces))


CLAIMS = ("persistentvolumeclaims", "persistentvolumes", "storageclasses")
HINTS = {
    "NodeUnschedulable": Hint(_newly(_is_open)),
    "NodeName": Hint(_is_that_node),
    "TaintToleration": Hint(_newly(_is_tolerable)),
    "NodeAffinity": Hint(_newly(_is_wanted)),
    "NodePorts": Hint(_is_new, _freed_ports),
    "NodeResourcesFit": Hint(_has_more_room, _left),
    "VolumeRestrictions": Hint(_is_new, _left, CLAIMS[:1]),
    "NodeVolumeLimits": Hint(_is_new, _left, CLAIMS[:1]),
    "VolumeBinding": Hint(_has_other_labels, None, CLAIMS),
    "VolumeZone": Hint(_has_other_labels, None, CLAIMS),
    "PodTopologySpread": Hint(_has_other_labels_or_taints, _shifts_spread),
    "InterPodAffinity": Hint(_has_other_labels, _shifts_neighbours),
}
