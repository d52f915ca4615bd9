"""Node lifecycle: who has fallen silent, and what that means for its Pods (kube-controller-manager 1.34)."""

from labs.engines.kube.controllers.node_lifecycle.lifecycle import NodeLifecycle

__all__ = ["NodeLifecycle"]
