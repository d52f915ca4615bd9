"""Kubernetes 1.34, simulated: manifests read as its API server reads them, decisions as its scheduler makes them."""

from labs.engines.kube.cluster import Cluster
from labs.engines.kube.errors import KubeError, ManifestError
from labs.engines.kube.kubelet import Machine
from labs.engines.kube.manifests import Manifests, read_cluster
from labs.engines.kube.scheduler import explain
from labs.engines.kube.why import explain_run

__all__ = ["Cluster", "KubeError", "Machine", "ManifestError", "Manifests", "explain", "explain_run", "read_cluster"]
