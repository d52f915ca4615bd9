"""What each node has too few or too many of (1.34, podsShouldBeOnNode)."""

from typing import Any

from labs.engines.kube.controllers.daemonset.placing import Verdict, by_age
from labs.engines.kube.controllers.daemonset.update import Update
from labs.engines.kube.workloads.owners import is_leaving
from labs.engines.kube.workloads.pods import is_ready, phase_of

Manifest = dict[str, Any]


def is_missing(judged: Verdict, pods: list[Manifest], surges: bool) -> bool:
    """Whether a Pod is to be made. One on its way out keeps the place, unless the update allows two at a time."""
    if not judged.runs:
        return False
    return not pods or (surges and all(is_leaving(pod) for pod in pods))


def finished(pods: list[Manifest]) -> list[Manifest]:
    """A Pod of a DaemonSet never has done: those that ended are to go."""
    return [pod for pod in pods if not is_leaving(pod) and phase_of(pod) in ("Failed", "Succeeded")]


def superfluous(judged: Verdict, pods: list[Manifest], update: Update) -> list[Manifest]:
    """Running Pods that must not be there."""
    running = by_age([pod for pod in pods if not is_leaving(pod)])
    if not judged.stays:
        return running
    running = [pod for pod in running if phase_of(pod) not in ("Failed", "Succeeded")]
    return _beside_surge(running, update) if update.surge else running[1:]


def _beside_surge(running: list[Manifest], update: Update) -> list[Manifest]:
    """Of the new and of the old the oldest each, and the old one only while it is ready and the new one not up."""
    new = [pod for pod in running if update.is_new(pod)]
    old = [pod for pod in running if not update.is_new(pod)]
    more = new[1:] + old[1:]
    if new and old and (not is_ready(old[0]) or update.is_up(new[0])):
        more.append(old[0])
    return more
