"""What the other kinds have that nobody wrote (Kubernetes 1.34, defaults and strategies)."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

from labs.engines.kube.apiserver.rules.pod_defaults import pod_defaults, template_defaults

Manifest = dict[str, Any]
QUARTER = {"maxUnavailable": "25%", "maxSurge": "25%"}
ONE_AT_A_TIME = {"maxUnavailable": 1, "maxSurge": 0}
RETAIN = {"whenDeleted": "Retain", "whenScaled": "Retain"}
NAMESPACE_NAME = "kubernetes.io/metadata.name"


def defaulted(kind: str, manifest: Manifest) -> Manifest:
    """The whole object with its defaults."""
    return DEFAULTS[kind](manifest) if kind in DEFAULTS else manifest


def _spec(**defaults: Any) -> Callable[[Manifest], Manifest]:
    return lambda one: {**one, "spec": {**defaults, **(one.get("spec") or {})}}


def _with_template(one: Manifest, **defaults: Any) -> Manifest:
    spec = {**defaults, **(one.get("spec") or {})}
    return {**one, "spec": {**spec, "template": template_defaults(spec.get("template"))}}


def _strategy(given: Manifest | None, rolling: Manifest, only: str = "RollingUpdate") -> Manifest:
    """An update strategy; only a rolling one has figures."""
    made = {"type": only, **(given or {})}
    if made["type"] == only:
        made["rollingUpdate"] = {**rolling, **(made.get("rollingUpdate") or {})}
    return made


def _deployment(one: Manifest) -> Manifest:
    made = _with_template(one, replicas=1, revisionHistoryLimit=10, progressDeadlineSeconds=600)
    return {**made, "spec": {**made["spec"], "strategy": _strategy(made["spec"].get("strategy"), QUARTER)}}


def _daemon_set(one: Manifest) -> Manifest:
    made = _with_template(one, revisionHistoryLimit=10)
    strategy = _strategy(made["spec"].get("updateStrategy"), ONE_AT_A_TIME)
    return {**made, "spec": {**made["spec"], "updateStrategy": strategy}}


def _stateful_set(one: Manifest) -> Manifest:
    made = _with_template(one, replicas=1, revisionHistoryLimit=10, podManagementPolicy="OrderedReady")
    spec = made["spec"]
    strategy = _strategy(spec.get("updateStrategy"), {"partition": 0})
    kept = {**RETAIN, **(spec.get("persistentVolumeClaimRetentionPolicy") or {})}
    return {**made, "spec": {**spec, "updateStrategy": strategy, "persistentVolumeClaimRetentionPolicy": kept}}


def _replication_controller(one: Manifest) -> Manifest:
    made = _with_template(one, replicas=1)
    labels = made["spec"]["template"]["metadata"].get("labels") or {}
    return {**made, "spec": {**made["spec"], "selector": made["spec"].get("selector") or labels}}


def job_spec_defaults(spec: Manifest) -> Manifest:
    """Also of a CronJob's template."""
    if "completions" not in spec and "parallelism" not in spec:
        spec = {"completions": 1, **spec}
    made = {
        "parallelism": 1, "backoffLimit": 6, "completionMode": "NonIndexed", "suspend": False,
        "manualSelector": False,
        "podReplacementPolicy": "Failed" if spec.get("podFailurePolicy") else "TerminatingOrFailed", **spec,
    }  # fmt: skip
    return {**made, "template": template_defaults(made.get("template"))}


def _job(one: Manifest) -> Manifest:
    """Besides the figures, a selector for its own Pods by its own uid."""
    metadata = one["metadata"]
    spec = job_spec_defaults(one.get("spec") or {})
    if spec["manualSelector"] or "uid" not in metadata:
        return {**one, "spec": spec}
    by_uid = {"batch.kubernetes.io/controller-uid": metadata["uid"]}
    own = {
        **by_uid, "batch.kubernetes.io/job-name": metadata["name"], "controller-uid": metadata["uid"],
        "job-name": metadata["name"],
    }  # fmt: skip
    template = spec["template"]
    labels = {**(template["metadata"].get("labels") or {}), **own}
    template = {**template, "metadata": {**template["metadata"], "labels": labels}}
    return {**one, "spec": {**spec, "selector": spec.get("selector") or {"matchLabels": by_uid}, "template": template}}


def _cron_job(one: Manifest) -> Manifest:
    spec = {
        "concurrencyPolicy": "Allow", "suspend": False, "successfulJobsHistoryLimit": 3, "failedJobsHistoryLimit": 1,
        **(one.get("spec") or {}),
    }  # fmt: skip
    job = spec.get("jobTemplate") or {}
    return {**one, "spec": {**spec, "jobTemplate": {**job, "spec": job_spec_defaults(job.get("spec") or {})}}}


def _service(one: Manifest) -> Manifest:
    spec = {"type": "ClusterIP", "sessionAffinity": "None", **(one.get("spec") or {})}
    if "ports" in spec:
        spec["ports"] = [{"protocol": "TCP", "targetPort": port.get("port"), **port} for port in spec["ports"]]
    if spec["type"] != "ExternalName":
        spec = {"internalTrafficPolicy": "Cluster", "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack", **spec}
    if spec["type"] in ("NodePort", "LoadBalancer"):
        spec.setdefault("externalTrafficPolicy", "Cluster")
    if spec["type"] == "LoadBalancer":
        spec.setdefault("allocateLoadBalancerNodePorts", True)
    return {**one, "spec": spec}


def _secret(one: Manifest) -> Manifest:
    """`stringData` is only a way to write `data`."""
    made = {"type": "Opaque", **one}
    written = made.pop("stringData", None)
    if written:
        made["data"] = {
            **(made.get("data") or {}), **{name: b64encode(text.encode()).decode() for name, text in written.items()}
        }  # fmt: skip
    return made


def _namespace(one: Manifest) -> Manifest:
    metadata = one["metadata"]
    if "name" not in metadata:
        return one
    labels = {**(metadata.get("labels") or {}), NAMESPACE_NAME: metadata["name"]}
    return {**one, "metadata": {**metadata, "labels": labels}, "spec": one.get("spec") or {}}


def _autoscaler(one: Manifest) -> Manifest:
    cpu = {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 80}}
    return _spec(minReplicas=1, metrics=[{"type": "Resource", "resource": cpu}])(one)


def _network_policy(one: Manifest) -> Manifest:
    spec = {"podSelector": {}, **(one.get("spec") or {})}
    spec.setdefault("policyTypes", ["Ingress", "Egress"] if spec.get("egress") else ["Ingress"])
    return {**one, "spec": spec}


DEFAULTS: dict[str, Callable[[Manifest], Manifest]] = {
    "Pod": pod_defaults,
    "Node": _spec(),
    "Namespace": _namespace,
    "Service": _service,
    "Secret": _secret,
    "Deployment": _deployment,
    "ReplicaSet": lambda one: _with_template(one, replicas=1),
    "DaemonSet": _daemon_set,
    "StatefulSet": _stateful_set,
    "ReplicationController": _replication_controller,
    "Job": _job,
    "CronJob": _cron_job,
    "HorizontalPodAutoscaler": _autoscaler,
    "NetworkPolicy": _network_policy,
    "PersistentVolume": _spec(volumeMode="Filesystem", persistentVolumeReclaimPolicy="Retain"),
    "PersistentVolumeClaim": _spec(volumeMode="Filesystem"),
    "PriorityClass": lambda one: {"preemptionPolicy": "PreemptLowerPriority", **one},
    "StorageClass": lambda one: {"reclaimPolicy": "Delete", "volumeBindingMode": "Immediate", **one},
}
# Of a new object: how it stands.
FIRST_STATUS: dict[str, Manifest] = {
    "Namespace": {"phase": "Active"},
    "Service": {"loadBalancer": {}},
    "PersistentVolume": {"phase": "Pending"},
    "PersistentVolumeClaim": {"phase": "Pending"},
    "Deployment": {}, "ReplicaSet": {"replicas": 0}, "StatefulSet": {"replicas": 0}, "Job": {}, "CronJob": {},
    "DaemonSet": {
        "currentNumberScheduled": 0, "desiredNumberScheduled": 0, "numberMisscheduled": 0, "numberReady": 0
    },
    "ReplicationController": {"replicas": 0},
}  # fmt: skip
