"""A DaemonSet's status (1.34, updateDaemonSetStatus)."""

from typing import Any

from labs.engines.kube.controllers.daemonset.placing import Verdict, by_age
from labs.engines.kube.controllers.daemonset.update import Update
from labs.engines.kube.workloads.pods import available_in_us, is_ready

Manifest = dict[str, Any]


def status_of(update: Update, verdicts: dict[str, Verdict]) -> Manifest:
    """Of each node the oldest Pod counts. Zeros stand where the API has no omitempty."""
    first = {node: by_age(pods)[0] for node, pods in update.pods.items() if pods}
    wanted = [node for node, judged in verdicts.items() if judged.runs]
    running = [first[node] for node in wanted if node in first]
    available = sum(update.is_up(pod) for pod in running)
    optional = {
        "updatedNumberScheduled": sum(update.is_new(pod) for pod in running),
        "numberAvailable": available,
        "numberUnavailable": len(wanted) - available,
        "observedGeneration": update.wish["metadata"]["generation"],
        "collisionCount": update.wish.get("status", {}).get("collisionCount", 0),
    }
    return {
        "currentNumberScheduled": len(running),
        "numberMisscheduled": sum(node in first for node, judged in verdicts.items() if not judged.runs),
        "desiredNumberScheduled": len(wanted),
        "numberReady": sum(is_ready(pod) for pod in running),
        **{name: number for name, number in optional.items() if number},
    }


def next_look_us(update: Update) -> int | None:
    """When the next Pod will have been ready for `minReadySeconds`."""
    seconds = update.wish["spec"].get("minReadySeconds", 0)
    if not seconds:
        return None
    waits = [available_in_us(pod, seconds, update.now_ns) for pods in update.pods.values() for pod in pods]
    return min((one for one in waits if one), default=None)
