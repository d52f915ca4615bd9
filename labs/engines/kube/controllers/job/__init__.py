"""Job: Pods until enough have succeeded (kube-controller-manager 1.34, pkg/controller/job)."""

from labs.engines.kube.controllers.job.loop import Jobs

__all__ = ["Jobs"]
