"""The kinds that the API server serves, a row each; a kind without behaviour is nothing but its row."""

from dataclasses import dataclass

from labs.engines.kube.apiserver.errors import NotFound


@dataclass(frozen=True)
class Resource:
    """`name` is the plural in a path; `kept_status`: a new object brings its status along, as a Node does.

    `generations`: its wishes are counted.
    """

    name: str
    kind: str
    api_version: str = "v1"
    namespaced: bool = True
    short_names: tuple[str, ...] = ()
    kept_status: bool = False
    generations: bool = False

    @property
    def group(self) -> str:
        return self.api_version.rpartition("/")[0]

    @property
    def qualified(self) -> str:
        """As messages name it: `deployments.apps`, `pods`."""
        return f"{self.name}.{self.group}" if self.group else self.name

    @property
    def qualified_kind(self) -> str:
        return f"{self.kind}.{self.group}" if self.group else self.kind


APPS, BATCH = "apps/v1", "batch/v1"
ROWS = (
    Resource("pods", "Pod", short_names=("po",), generations=True),
    Resource("nodes", "Node", namespaced=False, short_names=("no",), kept_status=True),
    Resource("namespaces", "Namespace", namespaced=False, short_names=("ns",)),
    Resource("services", "Service", short_names=("svc",)),
    Resource("endpoints", "Endpoints", short_names=("ep",)),
    Resource("events", "Event", short_names=("ev",)),
    Resource("configmaps", "ConfigMap", short_names=("cm",)),
    Resource("secrets", "Secret"),
    Resource("serviceaccounts", "ServiceAccount", short_names=("sa",)),
    Resource("limitranges", "LimitRange", short_names=("limits",)),
    Resource("resourcequotas", "ResourceQuota", short_names=("quota",)),
    Resource("persistentvolumes", "PersistentVolume", namespaced=False, short_names=("pv",)),
    Resource("persistentvolumeclaims", "PersistentVolumeClaim", short_names=("pvc",)),
    Resource("replicationcontrollers", "ReplicationController", short_names=("rc",), generations=True),
    Resource("deployments", "Deployment", APPS, short_names=("deploy",), generations=True),
    Resource("replicasets", "ReplicaSet", APPS, short_names=("rs",), generations=True),
    Resource("daemonsets", "DaemonSet", APPS, short_names=("ds",), generations=True),
    Resource("statefulsets", "StatefulSet", APPS, short_names=("sts",), generations=True),
    Resource("controllerrevisions", "ControllerRevision", APPS),
    Resource("jobs", "Job", BATCH, generations=True),
    Resource("cronjobs", "CronJob", BATCH, short_names=("cj",), generations=True),
    Resource("horizontalpodautoscalers", "HorizontalPodAutoscaler", "autoscaling/v2", short_names=("hpa",)),
    Resource("ingresses", "Ingress", "networking.k8s.io/v1", short_names=("ing",), generations=True),
    Resource("networkpolicies", "NetworkPolicy", "networking.k8s.io/v1", short_names=("netpol",), generations=True),
    Resource("endpointslices", "EndpointSlice", "discovery.k8s.io/v1", generations=True),
    Resource("leases", "Lease", "coordination.k8s.io/v1"),
    Resource("poddisruptionbudgets", "PodDisruptionBudget", "policy/v1", short_names=("pdb",), generations=True),
    Resource(
        "priorityclasses",
        "PriorityClass",
        "scheduling.k8s.io/v1",
        namespaced=False,
        short_names=("pc",),
        generations=True,
    ),
    Resource("storageclasses", "StorageClass", "storage.k8s.io/v1", namespaced=False, short_names=("sc",)),
)
RESOURCES = {row.name: row for row in ROWS}


def row_of(resource: str) -> Resource:
    """Raises NotFound."""
    row = RESOURCES.get(resource)
    if row is None:
        raise NotFound("the server could not find the requested resource")
    return row


def key_of(row: Resource, namespace: str, name: str) -> str:
    """Where an object of this kind stands among its like: "namespace/name", or its name alone."""
    return f"{namespace}/{name}" if row.namespaced else name
