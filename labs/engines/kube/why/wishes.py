"""What was asked for: the newest wish of an object, and those of its owners up to the one that a person wrote."""

from labs.engines.kube.why.lines import behind, is_asked, joined, told
from labs.engines.kube.why.view import Manifest, View, controller_of
from labs.engines.sim import Fact, Lines

RESOURCES = {
    "ReplicaSet": "replicasets", "Deployment": "deployments", "StatefulSet": "statefulsets",
    "DaemonSet": "daemonsets", "Job": "jobs",
}  # fmt: skip


def wishes(view: View, dependent: Manifest, before_us: int) -> Lines:
    """Of those who own this object, the nearest first."""
    owner = controller_of(dependent)
    resource = RESOURCES.get(owner.get("kind", ""))
    if resource is None:
        return []
    key = f"{dependent['metadata']['namespace']}/{owner['name']}"
    found = view.object(resource, key)
    own = wish(view, resource, key, before_us)
    if own and own[-1].code == "command":
        return own
    return joined(own, wishes(view, found, before_us) if found else [])


def wish(view: View, resource: str, key: str, before_us: int) -> Lines:
    """Who wrote last what an object should be."""

    def fits(fact: Fact) -> bool:
        data = fact["data"]
        is_own = data.get("resource") == resource and data.get("key") == key
        return bool(is_own and (fact["event"] == "ObjectCreated" or is_asked(fact)))

    found = view.newest(fits, before_us=before_us)
    if found is None:
        return []
    chain = behind(view, found)
    return chain if chain[-1].code == "command" else [told(view, found)]
