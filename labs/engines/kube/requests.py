"""What a Pod asks of a node, containers, init containers, sidecars, overhead and Pod-level requests together.

(component-helpers 1.34, resource.PodRequests)
"""

from collections.abc import Mapping
from typing import Any

from labs.engines.kube.quantity import milli, whole

Amounts = dict[str, int]  # cpu in milli-units, memory in bytes, everything else in whole units
# What a container that does not say is scored with.
UNSTATED: Amounts = {"cpu": 100, "memory": 200 * 1024 * 1024}


def amounts(resources: Mapping[str, Any] | None) -> Amounts:
    """Quantities as integers."""
    return {
        name: milli(str(value)) if name == "cpu" else whole(str(value)) for name, value in (resources or {}).items()
    }


def pod_requests(spec: Mapping[str, Any], unstated: Amounts | None = None) -> Amounts:
    """The most that is needed at once; `unstated` stands in for what a container does not request."""
    needed = _containers(spec, unstated or {})
    for name, amount in amounts((spec.get("resources") or {}).get("requests")).items():
        if name in ("cpu", "memory") or name.startswith("hugepages-"):
            needed[name] = amount
    return _plus(needed, amounts(spec.get("overhead")))


def _containers(spec: Mapping[str, Any], unstated: Amounts) -> Amounts:
    running: Amounts = {}
    for container in spec.get("containers") or []:
        running = _plus(running, _of(container, unstated))
    sidecars: Amounts = {}
    starting: Amounts = {}
    for container in spec.get("initContainers") or []:
        asked = _of(container, unstated)
        if container.get("restartPolicy") == "Always":
            running, sidecars = _plus(running, asked), _plus(sidecars, asked)
            starting = _most(starting, sidecars)
        else:
            starting = _most(starting, _plus(sidecars, asked))
    return _most(running, starting)


def _of(container: Mapping[str, Any], unstated: Amounts) -> Amounts:
    return {**unstated, **amounts((container.get("resources") or {}).get("requests"))}


def _plus(one: Amounts, other: Amounts) -> Amounts:
    return {name: one.get(name, 0) + other.get(name, 0) for name in {**one, **other}}


def _most(one: Amounts, other: Amounts) -> Amounts:
    return {name: max(one.get(name, 0), other.get(name, 0)) for name in {**one, **other}}
