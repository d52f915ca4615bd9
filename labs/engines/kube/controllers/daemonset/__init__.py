"""DaemonSet: one Pod on every node that takes it (kube-controller-manager 1.34, pkg/controller/daemon)."""

from labs.engines.kube.controllers.daemonset.loop import DaemonSets

__all__ = ["DaemonSets"]
