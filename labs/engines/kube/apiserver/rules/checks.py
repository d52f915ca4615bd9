"""What is wrong with an object of any kind (Kubernetes 1.34, validation)."""

import re
from typing import Any

from labs.engines.kube.apiserver.rules import workload_checks
from labs.engines.kube.apiserver.rules.checking import (
    NOT_NEGATIVE,
    Checker,
    Manifest,
    Problems,
    each_wrong,
    lacking,
    wrong,
)
from labs.engines.kube.apiserver.rules.pod_checks import PORT, pod_problems
from labs.engines.kube.manifests.budgets import BUDGET_SPEC
from labs.engines.kube.manifests.names import dns_label, dns_subdomain, labels, qualified_name
from labs.engines.kube.manifests.nodes import NODE_SPEC
from labs.engines.kube.manifests.pods import PREEMPTION
from labs.engines.kube.manifests.problems import Problem, duplicate, forbidden, invalid, required
from labs.engines.kube.manifests.resources import AMOUNTS
from labs.engines.kube.manifests.shapes import Check, listed, one_of
from labs.engines.kube.manifests.volumes import CLAIM_SPEC

SERVICE_NAME = re.compile("[a-z]([-a-z0-9]*[a-z0-9])?")
SERVICE_NAME_LENGTH_MAX = 63
NO_SERVICE_NAME = (
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, "
    "and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is "
    "'[a-z]([-a-z0-9]*[a-z0-9])?')"
)
DATA_KEY = re.compile(r"[-._a-zA-Z0-9]+")
NO_DATA_KEY = (
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  "
    "or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
)
USER_PRIORITY_MAX = 1_000_000_000


def problems(kind: str, one: Manifest, before: Manifest | None) -> list[Problem]:
    """All that is wrong; `before` is the object as it stands, None for a new one."""
    found = list(_metadata(kind, one["metadata"]))
    if kind in CHECKS:
        found += CHECKS[kind](one, before)
    return found


def service_name(value: Any, field: str) -> str:
    if not SERVICE_NAME.fullmatch(value):
        raise invalid(field, value, NO_SERVICE_NAME)
    if len(value) > SERVICE_NAME_LENGTH_MAX:
        raise invalid(field, value, f"must be no more than {SERVICE_NAME_LENGTH_MAX} characters")
    return str(value)


NAMES: dict[str, Check] = {"Namespace": dns_label, "Service": service_name}


def _metadata(kind: str, metadata: Manifest) -> Problems:
    if not metadata.get("name"):
        yield required("metadata.name", "name or generateName is required")
    else:
        yield from wrong(NAMES.get(kind, dns_subdomain), metadata["name"], "metadata.name")
    yield from wrong(labels, metadata.get("labels") or {}, "metadata.labels")
    for key in metadata.get("annotations") or {}:
        yield from wrong(qualified_name, key.lower(), "metadata.annotations")
    for index, owner in enumerate(metadata.get("ownerReferences") or ()):
        for name in ("apiVersion", "kind", "name", "uid"):
            if not owner.get(name):
                why = "version must not be empty" if name == "apiVersion" else "must not be empty"
                yield invalid(f"metadata.ownerReferences[{index}].{name}", owner.get(name, ""), why)


def _node(one: Manifest, before: Manifest | None) -> Problems:
    yield from wrong(NODE_SPEC, one["spec"], "spec")


def _service(one: Manifest, before: Manifest | None) -> Problems:
    spec = one["spec"]
    yield from wrong(one_of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort"), spec["type"], "spec.type")
    yield from wrong(one_of("ClientIP", "None"), spec["sessionAffinity"], "spec.sessionAffinity")
    yield from wrong(labels, spec.get("selector") or {}, "spec.selector")
    headless, ports = spec.get("clusterIP") == "None", spec.get("ports") or []
    if spec["type"] == "ExternalName":
        yield from lacking(spec, "spec", "externalName")
    elif not ports and not headless:
        yield required("spec.ports")
    names: list[str] = []
    for index, port in enumerate(ports):
        field = f"spec.ports[{index}]"
        yield from wrong(PORT, port.get("port", 0), f"{field}.port")
        yield from wrong(one_of("SCTP", "TCP", "UDP"), port["protocol"], f"{field}.protocol")
        if len(ports) > 1 and not port.get("name"):
            yield required(f"{field}.name")
        elif port.get("name") in names:
            yield duplicate(f"{field}.name", port["name"])
        names.append(port.get("name", ""))
    if before is not None and before["spec"].get("clusterIP") not in (None, "", spec.get("clusterIP")):
        yield invalid("spec.clusterIPs[0]", [spec.get("clusterIP")], "may not change once set")


def _data(one: Manifest, before: Manifest | None) -> Problems:
    for part in ("data", "binaryData"):
        for key in one.get(part) or {}:
            if not DATA_KEY.fullmatch(key):
                yield invalid(f"{part}[{key}]", key, NO_DATA_KEY)
    if before is not None and before.get("immutable"):
        for part in ("data", "binaryData"):
            if one.get(part) != before.get(part):
                yield forbidden(part, "field is immutable when `immutable` is set")


def _budget(one: Manifest, before: Manifest | None) -> Problems:
    yield from wrong(BUDGET_SPEC, one.get("spec") or {}, "spec")


def _priority_class(one: Manifest, before: Manifest | None) -> Problems:
    if one.get("value", 0) > USER_PRIORITY_MAX and not one["metadata"]["name"].startswith("system-"):
        why = f"maximum allowed value of a user defined priority is {USER_PRIORITY_MAX}"
        yield forbidden("value", why)
    yield from wrong(PREEMPTION, one["preemptionPolicy"], "preemptionPolicy")
    if before is not None and before.get("value") != one.get("value"):
        yield forbidden("value", "may not be changed in an update.")


def _storage_class(one: Manifest, before: Manifest | None) -> Problems:
    if not one.get("provisioner"):
        yield required("provisioner", one.get("provisioner", ""))
    yield from wrong(one_of("Immediate", "WaitForFirstConsumer"), one["volumeBindingMode"], "volumeBindingMode")


def _claim(one: Manifest, before: Manifest | None) -> Problems:
    yield from wrong(CLAIM_SPEC, one["spec"], "spec")


def _autoscaler(one: Manifest, before: Manifest | None) -> Problems:
    spec = one["spec"]
    if spec.get("maxReplicas", 0) < 1:
        yield invalid("spec.maxReplicas", spec.get("maxReplicas", 0), "must be greater than 0")
    elif spec["maxReplicas"] < spec["minReplicas"]:
        yield invalid("spec.maxReplicas", spec["maxReplicas"], "must be greater than or equal to `minReplicas`")
    yield from lacking(spec.get("scaleTargetRef") or {}, "spec.scaleTargetRef", "kind", "name")


def _lease(one: Manifest, before: Manifest | None) -> Problems:
    duration = (one.get("spec") or {}).get("leaseDurationSeconds")
    if duration is not None and duration <= 0:
        yield invalid("spec.leaseDurationSeconds", duration, "must be greater than 0")


def _quota(one: Manifest, before: Manifest | None) -> Problems:
    yield from each_wrong({"hard": AMOUNTS}, one.get("spec") or {}, "spec")


def _subsets(one: Manifest, before: Manifest | None) -> Problems:
    yield from wrong(one_of("IPv4", "IPv6", "FQDN"), one.get("addressType", ""), "addressType")
    for index, endpoint in enumerate(one.get("endpoints") or ()):
        if not endpoint.get("addresses"):
            yield required(f"endpoints[{index}].addresses", "must contain at least 1 address")
    yield from wrong(
        listed(lambda port, field: NOT_NEGATIVE(port.get("port", 0), field)), one.get("ports") or [], "ports"
    )


CHECKS: dict[str, Checker] = {
    "Pod": pod_problems,
    "Node": _node,
    "Service": _service,
    "ConfigMap": _data,
    "Secret": _data,
    "ResourceQuota": _quota,
    "PersistentVolumeClaim": _claim,
    "Deployment": workload_checks.deployment_problems,
    "ReplicaSet": workload_checks.replica_set_problems,
    "ReplicationController": workload_checks.replication_controller_problems,
    "DaemonSet": workload_checks.daemon_set_problems,
    "StatefulSet": workload_checks.stateful_set_problems,
    "Job": workload_checks.job_problems,
    "CronJob": workload_checks.cron_job_problems,
    "HorizontalPodAutoscaler": _autoscaler,
    "EndpointSlice": _subsets,
    "Lease": _lease,
    "PodDisruptionBudget": _budget,
    "PriorityClass": _priority_class,
    "StorageClass": _storage_class,
}
