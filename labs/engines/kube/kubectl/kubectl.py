"""The commands a person has: apply, scale, delete, label, taint, cordon, drain, rollout."""

from typing import Any

from labs.engines.kube.apiserver.errors import BadRequest
from labs.engines.kube.apiserver.trying import row_for
from labs.engines.kube.informer import Manifest
from labs.engines.kube.kubectl.asking import Asking
from labs.engines.kube.kubectl.draining import Draining
from labs.engines.kube.kubectl.rollouts import Rollouts
from labs.engines.kube.kubectl.taints import with_taint
from labs.engines.sim import Entity, Simulation, command

RESTARTED_AT = "kubectl.kubernetes.io/restartedAt"


class Kubectl(Draining, Rollouts, Asking):
    """Stands for everybody who works on the cluster by hand; speaks to the API server like every other part."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "kubectl")

    @command
    def apply(self, manifest: dict[str, Any], namespace: str = "default") -> Any:
        """Have the object as the manifest says (server-side apply). Raises BadRequest, Invalid, Conflict."""
        return self.ask("patch", _applied(manifest, namespace))

    def give(self, manifest: Manifest) -> None:
        """A scenario has somebody create this; nobody waits for the answer."""
        applied = _applied(manifest, "default")
        args = {"resource": applied["resource"], "namespace": applied["namespace"], "body": manifest}
        self.send("create", {**args, "manager": "kubectl"})

    @command
    def scale(self, name: str, replicas: int, resource: str = "deployments", namespace: str = "default") -> Any:
        return self._patch(resource, name, namespace, {"spec": {"replicas": replicas}})

    @command
    def delete(self, resource: str, name: str, namespace: str = "default", grace_s: int | None = None) -> Any:
        """Delete an object and, in the background, what it owns."""
        args = {"resource": resource, "name": name, "namespace": namespace, "grace_s": grace_s}
        return self.ask("delete", args)

    @command
    def label(self, resource: str, name: str, labels: dict[str, str | None], namespace: str = "default") -> Any:
        """Set labels; null takes one away."""
        return self._patch(resource, name, namespace, {"metadata": {"labels": labels}})

    @command
    def set_image(self, name: str, container: str, image: str, namespace: str = "default") -> Any:
        """Another image for one container of a Deployment: a rollout begins."""
        about = {"container": container, "image": image, "name": name, "namespace": namespace}
        return self.ask_first("get", _deployment(name, namespace), "with_image", about)

    def with_image(self, found: Manifest, about: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        containers = found["spec"]["template"]["spec"]["containers"]
        if about["container"] not in [one["name"] for one in containers]:
            raise BadRequest(f'unable to find container named "{about["container"]}"')
        new = [{**one, "image": about["image"]} if one["name"] == about["container"] else one for one in containers]
        patch = {"spec": {"template": {"spec": {"containers": new}}}}
        return "patch", {**_deployment(about["name"], about["namespace"]), "patch": patch}

    @command
    def restart(self, name: str, namespace: str = "default") -> Any:
        """kubectl rollout restart: a new template, and nothing new in it but the time."""
        now = self.sim.calendar.iso(self.sim.now_us)[:19] + "Z"
        template = {"metadata": {"annotations": {RESTARTED_AT: now}}}
        return self._patch("deployments", name, namespace, {"spec": {"template": template}})

    @command
    def pause(self, name: str, paused: bool = True, namespace: str = "default") -> Any:
        """kubectl rollout pause and resume."""
        return self._patch("deployments", name, namespace, {"spec": {"paused": paused or None}})

    @command
    def bind(self, name: str, node: str, namespace: str = "default") -> Any:
        """Do what a scheduler does: write a node's name into a Pod, once. Raises NotFound, Conflict."""
        return self.ask("bind", {"name": name, "node": node, "namespace": namespace})

    # Nodes

    @command
    def cordon(self, node: str) -> Any:
        """No new Pods here."""
        return self._patch("nodes", node, "", {"spec": {"unschedulable": True}})

    @command
    def uncordon(self, node: str) -> Any:
        return self._patch("nodes", node, "", {"spec": {"unschedulable": None}})

    @command
    def taint(self, node: str, taint: str) -> Any:
        """`key=value:Effect`; with a "-" at the end it is taken away."""
        return self.ask_first("get", {"resource": "nodes", "name": node}, "tainted", {"node": node, "taint": taint})

    def tainted(self, found: Manifest, about: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        taints = with_taint(found["spec"].get("taints") or [], about["taint"])
        return "patch", {"resource": "nodes", "name": about["node"], "patch": {"spec": {"taints": taints or None}}}

    def _patch(self, resource: str, name: str, namespace: str, patch: Manifest) -> Any:
        args = {"resource": resource, "name": name, "namespace": namespace or "default", "patch": patch}
        return self.ask("patch", args)

    def entities(self) -> dict[str, Entity]:
        return {self.name: {"kind": "kubectl", "draining": list(self.drains)}}


def _deployment(name: str, namespace: str) -> dict[str, Any]:
    return {"resource": "deployments", "name": name, "namespace": namespace}


def _applied(manifest: Manifest, namespace: str) -> dict[str, Any]:
    """Raises BadRequest."""
    metadata = manifest.get("metadata") or {}
    return {
        "resource": row_for(manifest).name,
        "name": metadata.get("name", ""),
        "namespace": metadata.get("namespace", namespace),
        "patch": manifest,
        "patch_type": "apply",
        "field_manager": "kubectl",
        "force": True,
        "manager": "kubectl",
    }
