"""Why a workload has as many Pods as it has: who asked for them, and what the missing ones wait for."""

from labs.engines.kube.why.deaf import why_deaf
from labs.engines.kube.why.lines import behind, joined, state
from labs.engines.kube.why.pods import why_pod
from labs.engines.kube.why.view import Manifest, View
from labs.engines.kube.why.wishes import wish, wishes
from labs.engines.kube.workloads.pods import is_active, is_ready
from labs.engines.sim import Fact, Lines, Refused

FROM_A_POD_MAX = 5  # lines


def why_workload(view: View, name: str) -> Lines:
    """`name`: RESOURCE/NAMESPACE/NAME."""
    resource, _, key = name.partition("/")
    workload = view.object(resource, key)
    if workload is None:
        return _why_not_there(view, resource, key)
    pods = [(pod, one) for pod, one in _pods_of(view, resource, workload) if is_active(one)]
    wanted = _wanted(workload)
    ready = sum(is_ready(one) for _, one in pods)
    values = {"resource": resource, "object": key, "wanted": wanted, "pods": len(pods), "ready": ready}
    asked = joined(wish(view, resource, key, view.now_us), wishes(view, workload, view.now_us))
    if wanted is None or (ready == wanted == len(pods)):
        return joined([state(view, "workload_well", **values)], asked)
    deaf = why_deaf(view, "controller-manager", view.version(resource, key))
    waits = next((pod for pod, one in pods if not is_ready(one)), None)
    code = "workload_short" if ready < wanted else "workload_over"
    if len(pods) != wanted and deaf:
        return joined([state(view, code, **values)], deaf, asked)
    from_pod = why_pod(view, waits)[:FROM_A_POD_MAX] if waits else []
    return joined([state(view, code, **values)], from_pod, asked)


def _wanted(workload: Manifest) -> int | None:
    """None where its number is not its own to say (a DaemonSet, a Job)."""
    found = workload["spec"].get("replicas")
    return None if found is None else int(found)


def _pods_of(view: View, resource: str, workload: Manifest) -> list[tuple[str, Manifest]]:
    if resource != "deployments":
        return view.owned("pods", workload)
    return [pod for _, one in view.owned("replicasets", workload) for pod in view.owned("pods", one)]


def _why_not_there(view: View, resource: str, key: str) -> Lines:
    def fits(fact: Fact) -> bool:
        data = fact["data"]
        return bool(fact["event"] == "ObjectDeleted" and data["resource"] == resource and data["key"] == key)

    found = view.newest(fits)
    if found is None:
        raise Refused("bad_arguments", argument="about", problem="unknown")
    return behind(view, found)
