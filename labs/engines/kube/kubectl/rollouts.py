"""kubectl rollout undo: back to the template of an earlier revision."""

from typing import Any

from labs.engines.kube.apiserver.errors import BadRequest
from labs.engines.kube.informer import Manifest
from labs.engines.kube.kubectl.asking import Asking
from labs.engines.kube.workloads.owners import is_controlled_by
from labs.engines.kube.workloads.revisions import bare_template, earlier
from labs.engines.sim import command


class Rollouts(Asking):
    """What kubectl works out itself: the API server knows of no rollback."""

    @command
    def undo(self, name: str, revision: int = 0, namespace: str = "default") -> Any:
        """Go back to this revision, or to the one before that of now. Raises NotFound, BadRequest."""
        place = {"resource": "deployments", "name": name, "namespace": namespace}
        return self.ask_first("get", place, "with_revisions", {"revision": revision, "place": place})

    def with_revisions(self, found: Manifest, about: dict[str, Any]) -> tuple[Any, ...]:
        """The Deployment is known: now its ReplicaSets."""
        if found["spec"].get("paused"):
            name = found["metadata"]["name"]
            how = f"resume it first with 'kubectl rollout resume deployment/{name}' and try again"
            raise BadRequest(f"you cannot rollback a paused deployment; {how}")
        args = {"resource": "replicasets", "namespace": found["metadata"]["namespace"]}
        return "list_objects", args, "with_earlier", {**about, "deployment": found}

    def with_earlier(self, found: Manifest, about: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        deployment, number = about["deployment"], about["revision"]
        chosen = earlier([one for one in found["items"] if is_controlled_by(one, deployment)], number)
        if chosen is None and number:
            raise BadRequest(f"unable to find specified revision {number} in history")
        if chosen is None:
            raise BadRequest(f'no rollout history found for deployment "{deployment["metadata"]["name"]}"')
        # Whole, not merged: what the later template has more must go. The same again changes nothing.
        step = {"op": "replace", "path": "/spec/template", "value": bare_template(chosen["spec"]["template"])}
        return "patch", {**about["place"], "patch": [step], "patch_type": "json"}
