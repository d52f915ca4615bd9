"""What a Pod has that nobody wrote (Kubernetes 1.34, core defaults and admission)."""

from typing import Any

from labs.engines.kube.quantity import QuantityError, milli

Manifest = dict[str, Any]
EXECUTE = "NoExecute"
AWAY = ("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")
AWAY_SECONDS = 300  # admission plug-in DefaultTolerationSeconds
PROBE = {"timeoutSeconds": 1, "periodSeconds": 10, "successThreshold": 1, "failureThreshold": 3}
CONTAINER = {"terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File"}
SPEC: Manifest = {
    "restartPolicy": "Always", "terminationGracePeriodSeconds": 30, "dnsPolicy": "ClusterFirst",
    "schedulerName": "default-scheduler",
}  # fmt: skip
FILE_MODE = 0o644  # of what is mounted from these
FILED = ("secret", "configMap", "projected", "downwardAPI")


def template_defaults(template: Manifest | None) -> Manifest:
    """Of a Pod and of a template for Pods."""
    template = template or {}
    return {"metadata": {}, **template, "spec": spec_defaults(template.get("spec") or {})}


def spec_defaults(spec: Manifest) -> Manifest:
    made = {**SPEC, "securityContext": {}, **spec}
    for name in ("containers", "initContainers"):
        if name in made:
            made[name] = [_container(one, bool(spec.get("hostNetwork"))) for one in made[name]]
    if "volumes" in made:
        made["volumes"] = [_volume(one) for one in made["volumes"]]
    if made.get("serviceAccountName"):
        made.setdefault("serviceAccount", made["serviceAccountName"])
    return made


def pod_defaults(pod: Manifest) -> Manifest:
    """Of a Pod only: requests from limits, and how it stands."""
    spec = {"enableServiceLinks": True, **spec_defaults(pod.get("spec") or {})}
    for name in ("containers", "initContainers"):
        if name in spec:
            spec[name] = [_with_requests(one) for one in spec[name]]
    return {**pod, "spec": spec}


def admitted(spec: Manifest) -> Manifest:
    """With a service account, and with patience for a node that is away."""
    account = spec.get("serviceAccountName") or "default"
    made = {**spec, "serviceAccountName": account, "serviceAccount": account}
    tolerations = made.get("tolerations") or []
    missing = [key for key in AWAY if not any(_tolerates(one, key) for one in tolerations)]
    added = [
        {"key": key, "operator": "Exists", "effect": EXECUTE, "tolerationSeconds": AWAY_SECONDS} for key in missing
    ]
    if added:
        made["tolerations"] = [*tolerations, *added]
    return made


def _tolerates(toleration: Manifest, key: str) -> bool:
    return toleration.get("key", "") in ("", key) and toleration.get("effect", "") in ("", EXECUTE)


def qos_class(spec: Manifest) -> str:
    """Guaranteed, Burstable or BestEffort (component-helpers, ComputePodQOS)."""
    containers = [*spec["containers"], *(spec.get("initContainers") or ())]
    resources = [one.get("resources") or {} for one in containers]
    if not any(_positive(one.get(part)) for one in resources for part in ("requests", "limits")):
        return "BestEffort"
    for one in resources:
        requests, limits = one.get("requests") or {}, one.get("limits") or {}
        for name in ("cpu", "memory"):
            if name not in limits or _milli(requests.get(name, limits[name])) != _milli(limits[name]):
                return "Burstable"
    return "Guaranteed"


def _positive(amounts: Manifest | None) -> bool:
    return any(_milli((amounts or {}).get(name, "0")) > 0 for name in ("cpu", "memory"))


def _milli(text: Any) -> int:
    try:
        return milli(str(text))
    except QuantityError:
        return 0


def _container(container: Manifest, on_host: bool) -> Manifest:
    made = {**CONTAINER, "imagePullPolicy": _pull_policy(container.get("image") or ""), "resources": {}, **container}
    if "ports" in made:
        made["ports"] = [_port(one, on_host) for one in made["ports"]]
    for name in ("livenessProbe", "readinessProbe", "startupProbe"):
        if name in made:
            made[name] = _probe({**PROBE, **made[name]})
    return made


def _pull_policy(image: str) -> str:
    tag = image.rpartition("/")[2].partition("@")
    if tag[1]:
        return "IfNotPresent"
    return "Always" if tag[0].partition(":")[2] in ("", "latest") else "IfNotPresent"


def _port(port: Manifest, on_host: bool) -> Manifest:
    made = {"protocol": "TCP", **port}
    if on_host and not made.get("hostPort") and "containerPort" in made:
        made["hostPort"] = made["containerPort"]
    return made


def _probe(probe: Manifest) -> Manifest:
    if "httpGet" in probe:
        return {**probe, "httpGet": {"path": "/", "scheme": "HTTP", **probe["httpGet"]}}
    if "grpc" in probe:
        return {**probe, "grpc": {"service": "", **probe["grpc"]}}
    return probe


def _volume(volume: Manifest) -> Manifest:
    if len(volume) == 1:
        return {**volume, "emptyDir": {}}
    for name in FILED:
        if isinstance(volume.get(name), dict):
            return {**volume, name: {"defaultMode": FILE_MODE, **volume[name]}}
    return volume


def _with_requests(container: Manifest) -> Manifest:
    resources = container["resources"]
    limits = resources.get("limits")
    if not limits:
        return container
    return {**container, "resources": {**resources, "requests": {**limits, **(resources.get("requests") or {})}}}
