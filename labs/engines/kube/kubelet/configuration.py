"""Config maps and secrets that a Pod names: without them a volume is not mounted and a container is not made.

(kubernetes 1.34, pkg/kubelet: makeEnvironmentVariables; pkg/volume/configmap and secret)
"""

from typing import Any, ClassVar

from labs.engines.kube.kubelet.part import Part
from labs.engines.kube.kubelet.runs import Manifest, Run

AGAIN_US = 10_000_000  # a worker's back-off after errors
MOUNT_AGAIN_US, MOUNT_AGAIN_MOST_US = 500_000, 122_000_000  # the volume manager's: 0.5 s doubling to 2 min 2 s
KINDS = {"configmaps": ("configmap", "ConfigMap"), "secrets": ("secret", "Secret")}

Named = list[Any]  # resource, name, key or "", whether it may be missing, volume or ""


class Configuration(Part):
    """Asks the API server for one after the other; what a container had once, it has again without asking twice."""

    name: ClassVar[str] = "configuration"

    def check(self, run: Run, name: str) -> None:
        """Have the container made, if all that its environment comes from is there."""
        run["busy"] = name
        self._ask(run, name, _in_environment(self.spec(run, name)))

    def mount(self, run: Run) -> None:
        """Have the sandbox made, if all that its volumes come from is there."""
        run["sandbox"] = "mounting"
        self._ask(run, "", _in_volumes(self.kubelet.pod(run)["spec"]))

    def _ask(self, run: Run, name: str, wanted: list[Named]) -> None:
        if not wanted:
            if name:
                self.parts.workers.make(run, name)
            else:
                self.parts.workers.make_sandbox(run)
            return
        namespace = run["pod"].partition("/")[0]
        counter = run["containers"][name]["tries"] if name else run["life"]
        context = {"uid": run["uid"], "name": name, "counter": counter, "wanted": wanted, "life": self.kubelet.life}
        args = {"resource": wanted[0][0], "name": wanted[0][1], "namespace": namespace}
        self.kubelet.write("get", args, "configured", context)

    def answered(self, run: Run, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        name, wanted = context["name"], context["wanted"]
        if (run["containers"][name]["tries"] if name else run["life"]) != context["counter"]:
            return
        problem = _problem(wanted[0], run["pod"].partition("/")[0], result, error)
        known = error is not None and error["code"] != "NotFound" and name and run["containers"][name]["number"]
        if not problem or known:
            self._ask(run, name, wanted[1:])
        elif name:
            run["busy"] = ""
            self.kubelet.say(run, "Failed", f"Error: {problem}", name, warning=True)
            self.parts.workers.wait(run, name, "CreateContainerConfigError", problem, AGAIN_US)
            self.parts.workers.sync(run)
        else:
            message = f'MountVolume.SetUp failed for volume "{wanted[0][4]}" : {problem}'
            self.kubelet.say(run, "FailedMount", message, warning=True)
            delay_us = min(MOUNT_AGAIN_US << run["mounts_failed"], MOUNT_AGAIN_MOST_US)
            run["mounts_failed"] = min(run["mounts_failed"] + 1, 8)
            self.after(delay_us, "again", run)

    def again(self, run: Run, name: str) -> None:
        self.mount(run)


def _problem(named: Named, namespace: str, result: Any, error: dict[str, Any] | None) -> str:
    resource, name, key, optional, _ = named
    kind, title = KINDS[resource]
    if error is not None and error["code"] != "NotFound":
        return f"failed to sync {kind} cache: timed out waiting for the condition"
    if optional:
        return ""
    if error is not None:
        return f'{kind} "{name}" not found'
    held = {**(result.get("data") or {}), **(result.get("binaryData") or {}), **(result.get("stringData") or {})}
    return f"couldn't find key {key} in {title} {namespace}/{name}" if key and key not in held else ""


def _in_environment(spec: Manifest) -> list[Named]:
    found: list[Named] = []
    for one in spec.get("envFrom") or ():
        for field, resource in (("configMapRef", "configmaps"), ("secretRef", "secrets")):
            if one.get(field):
                found.append([resource, one[field].get("name", ""), "", bool(one[field].get("optional")), ""])
    for one in spec.get("env") or ():
        source = one.get("valueFrom") or {}
        for field, resource in (("configMapKeyRef", "configmaps"), ("secretKeyRef", "secrets")):
            if source.get(field):
                ref = source[field]
                found.append([resource, ref.get("name", ""), ref.get("key", ""), bool(ref.get("optional")), ""])
    return found


def _in_volumes(spec: Manifest) -> list[Named]:
    found: list[Named] = []
    for one in spec.get("volumes") or ():
        for field, resource, by in (("configMap", "configmaps", "name"), ("secret", "secrets", "secretName")):
            if one.get(field):
                found.append([resource, one[field].get(by, ""), "", bool(one[field].get("optional")), one["name"]])
    return found
