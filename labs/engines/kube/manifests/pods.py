"""A Pod's spec, and what of its status scheduling asks for (Kubernetes 1.34, core validation and defaults)."""

from labs.engines.kube.manifests.affinity import AFFINITY, TOLERATION, spreads
from labs.engines.kube.manifests.containers import CONTAINERS, INIT_CONTAINERS, with_host_ports
from labs.engines.kube.manifests.metadata import moment
from labs.engines.kube.manifests.names import dns_subdomain, labels, qualified_name
from labs.engines.kube.manifests.resources import CONTAINER_AMOUNTS, RESOURCES
from labs.engines.kube.manifests.shapes import INT32_MAX, between, listed, one_of, record, text, truth
from labs.engines.kube.manifests.volumes import VOLUMES

PRIORITY = between(-INT32_MAX - 1, INT32_MAX, "must be an integer of 32 bits")
PREEMPTION = one_of("Never", "PreemptLowerPriority")

# The other fields of 1.34, and one that newer clusters write.
OTHER_FIELDS = [
    "activeDeadlineSeconds",
    "automountServiceAccountToken",
    "dnsConfig",
    "dnsPolicy",
    "enableServiceLinks",
    "ephemeralContainers",
    "hostAliases",
    "hostIPC",
    "hostPID",
    "hostUsers",
    "hostname",
    "hostnameOverride",
    "imagePullSecrets",
    "os",
    "readinessGates",
    "resourceClaims",
    "runtimeClassName",
    "securityContext",
    "serviceAccount",
    "serviceAccountName",
    "setHostnameAsFQDN",
    "shareProcessNamespace",
    "subdomain",
    "terminationGracePeriodSeconds",
    "workloadRef",
]

POD_SPEC = record(
    {
        "affinity": AFFINITY,
        "containers": CONTAINERS,
        "hostNetwork": truth,
        "initContainers": INIT_CONTAINERS,
        "nodeName": text,
        "nodeSelector": labels,
        "overhead": CONTAINER_AMOUNTS,
        "preemptionPolicy": PREEMPTION,
        "priority": PRIORITY,
        "priorityClassName": text,
        "resources": RESOURCES,
        "restartPolicy": one_of("Always", "OnFailure", "Never"),
        "schedulerName": dns_subdomain,
        "schedulingGates": listed(record({"name": qualified_name}, needs=("name",), known=())),
        "tolerations": listed(TOLERATION),
        "topologySpreadConstraints": spreads,
        "volumes": VOLUMES,
    },
    needs=("containers",),
    defaults={"schedulerName": "default-scheduler"},
    also=(with_host_ports,),
    known=OTHER_FIELDS,
)
CONDITIONS = listed(record({"type": text, "status": text, "reason": text}, needs=("type", "status")))
POD_STATUS = record(
    {
        "phase": one_of("Pending", "Running", "Succeeded", "Failed", "Unknown"),
        "startTime": moment,
        "nominatedNodeName": text,
        "conditions": CONDITIONS,
    },
    only=True,
)
