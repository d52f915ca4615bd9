"""Deployment: ReplicaSets that replace one another (kube-controller-manager 1.34, pkg/controller/deployment)."""

from labs.engines.kube.controllers.deployment.loop import Deployments

__all__ = ["Deployments"]
