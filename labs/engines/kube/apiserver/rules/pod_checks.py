"""What is wrong with a Pod or a template for Pods (Kubernetes 1.34, core validation)."""

from typing import Any

from labs.engines.kube.apiserver.rules.checking import NOT_NEGATIVE, Manifest, Problems, each_wrong, lacking, wrong
from labs.engines.kube.manifests.affinity import AFFINITY, TOLERATION, spreads
from labs.engines.kube.manifests.containers import PORTS
from labs.engines.kube.manifests.names import dns_label, dns_subdomain, labels, qualified_name
from labs.engines.kube.manifests.pods import PREEMPTION, PRIORITY
from labs.engines.kube.manifests.problems import Problem, duplicate, forbidden, invalid, required, shown
from labs.engines.kube.manifests.resources import CONTAINER_AMOUNTS, RESOURCES
from labs.engines.kube.manifests.shapes import INT32_MAX, between, listed, one_of, record
from labs.engines.kube.manifests.volumes import VOLUMES

PORT = between(1, 65_535, "must be between 1 and 65535, inclusive")
SPEC = {
    "restartPolicy": one_of("Always", "OnFailure", "Never"),
    "dnsPolicy": one_of("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"),
    "terminationGracePeriodSeconds": between(0, INT32_MAX, "must be greater than or equal to 0"),
    "activeDeadlineSeconds": between(1, INT32_MAX, "must be between 1 and 2147483647, inclusive"),
    "nodeName": dns_subdomain,
    "serviceAccountName": dns_subdomain,
    "nodeSelector": labels,
    "affinity": AFFINITY,
    "tolerations": listed(TOLERATION),
    "topologySpreadConstraints": spreads,
    "volumes": VOLUMES,
    "overhead": CONTAINER_AMOUNTS,
    "resources": RESOURCES,
    "preemptionPolicy": PREEMPTION,
    "priority": PRIORITY,
    "schedulerName": dns_subdomain,
    "schedulingGates": listed(record({"name": qualified_name}, needs=("name",))),
}
CONTAINER = {
    "name": dns_label,
    "imagePullPolicy": one_of("Always", "IfNotPresent", "Never"),
    "terminationMessagePolicy": one_of("File", "FallbackToLogsOnError"),
    "ports": PORTS,
    "resources": RESOURCES,
}
PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
FIGURES = ("initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold")
WAYS = ("exec", "httpGet", "tcpSocket", "grpc")
MUTABLE = (
    "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
    "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
    "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"
)


def pod_problems(pod: Manifest, before: Manifest | None) -> Problems:
    yield from spec_problems(pod["spec"], "spec")
    if before is not None:
        yield from _changes(pod["spec"], before["spec"])


def template_problems(template: Manifest, field: str) -> Problems:
    metadata = template.get("metadata") or {}
    if metadata.get("labels"):
        yield from wrong(labels, metadata["labels"], f"{field}.metadata.labels")
    yield from spec_problems(template["spec"], f"{field}.spec")


def spec_problems(spec: Manifest, field: str) -> Problems:
    yield from lacking(spec, field, "containers")
    volumes = [one.get("name") for one in spec.get("volumes") or ()]
    seen: list[str] = []
    for part in ("initContainers", "containers"):
        for index, one in enumerate(spec.get(part) or ()):
            path = f"{field}.{part}[{index}]"
            yield from _container(one, path, volumes, is_init=part == "initContainers")
            if one.get("name") in seen:
                yield duplicate(f"{path}.name", one["name"])
            seen.append(one.get("name", ""))
    yield from each_wrong(SPEC, spec, field)


def _container(container: Manifest, field: str, volumes: list[Any], *, is_init: bool) -> Problems:
    yield from lacking(container, field, "name", "image")
    yield from each_wrong(
        {name: check for name, check in CONTAINER.items() if container.get(name) != ""}, container, field
    )
    if is_init and container.get("restartPolicy", "Always") != "Always":
        yield from wrong(one_of("Always"), container["restartPolicy"], f"{field}.restartPolicy")
    for name in PROBES:
        if name in container and is_init and container.get("restartPolicy") != "Always":
            yield forbidden(f"{field}.{name}", "may not be set for init containers without restartPolicy=Always")
        elif name in container:
            yield from _probe(container[name], f"{field}.{name}", counts=name == "readinessProbe")
    for index, one in enumerate(container.get("env") or ()):
        yield from lacking(one, f"{field}.env[{index}]", "name")
        if one.get("value") and one.get("valueFrom"):
            why = "may not be specified when `value` is not empty"
            yield invalid(f"{field}.env[{index}].valueFrom", "", why)
    yield from _mounts(container.get("volumeMounts") or (), f"{field}.volumeMounts", volumes)


def _probe(probe: Manifest, field: str, *, counts: bool) -> Problems:
    """Only a readiness probe may ask for several successes in a row."""
    ways = [way for way in WAYS if way in probe]
    if not ways:
        yield required(field, "must specify a handler type")
    for way in ways[1:]:
        yield forbidden(f"{field}.{way}", "may not specify more than 1 handler type")
    for name in FIGURES:
        if name in probe:
            yield from wrong(NOT_NEGATIVE, probe[name], f"{field}.{name}")
    if not counts and probe.get("successThreshold", 1) != 1:
        yield invalid(f"{field}.successThreshold", probe["successThreshold"], "must be 1")
    for way in ways:
        path = f"{field}.{way}"
        if way == "exec":
            yield from lacking(probe[way], path, "command")
        elif not isinstance(probe[way].get("port"), str):
            yield from wrong(PORT, probe[way].get("port", 0), f"{path}.port")


def _mounts(mounts: Any, field: str, volumes: list[Any]) -> Problems:
    paths: list[str] = []
    for index, one in enumerate(mounts):
        at = f"{field}[{index}]"
        yield from lacking(one, at, "name", "mountPath")
        if one.get("name") and one["name"] not in volumes:
            yield Problem(f"{at}.name", f"Not found: {shown(one['name'])}")
        if one.get("mountPath") in paths:
            yield invalid(f"{at}.mountPath", one["mountPath"], "must be unique")
        paths.append(one.get("mountPath", ""))


def _changes(spec: Manifest, before: Manifest) -> Problems:
    """Of a Pod that is there, hardly anything may change."""
    for part in ("containers", "initContainers"):
        if len(spec.get(part) or ()) != len(before.get(part) or ()):
            yield forbidden(f"spec.{part}", "pod updates may not add or remove containers")
            return
    known_gates = [one["name"] for one in before.get("schedulingGates") or ()]
    for index, gate in enumerate(spec.get("schedulingGates") or ()):
        if gate.get("name") not in known_gates:
            why = f"only deletion is allowed, but found new scheduling gate '{gate.get('name', '')}'"
            yield forbidden(f"spec.schedulingGates[{index}].name", why)
    if _frozen(spec, before) != _frozen(before, before):
        yield forbidden("spec", MUTABLE)
    now = [{**one, "tolerationSeconds": None} for one in spec.get("tolerations") or ()]
    if any({**one, "tolerationSeconds": None} not in now for one in before.get("tolerations") or ()):
        yield forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds")


def _frozen(spec: Manifest, before: Manifest) -> Manifest:
    loose = ("activeDeadlineSeconds", "tolerations", "containers", "initContainers", "nodeName")
    rest = {name: value for name, value in spec.items() if name not in loose}
    rest.pop("schedulingGates", None)
    if before.get("schedulingGates"):
        # A gated Pod may still be narrowed down.
        rest.pop("nodeSelector", None)
        rest.pop("affinity", None)
    for part in ("containers", "initContainers"):
        rest[part] = [{**one, "image": "", "imagePullPolicy": ""} for one in spec.get(part) or ()]
    return {**rest, "nodeName": spec.get("nodeName", "")}
