"""StatefulSet: Pods with names and an order (kube-controller-manager 1.34, pkg/controller/statefulset)."""

from labs.engines.kube.controllers.statefulset.loop import StatefulSets

__all__ = ["StatefulSets"]
