"""Manifests as the API server of Kubernetes 1.34 takes them: validated with its own words, and defaulted."""

from labs.engines.kube.manifests.reading import Manifests, read_cluster

__all__ = ["Manifests", "read_cluster"]
