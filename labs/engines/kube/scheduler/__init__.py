"""kube-scheduler 1.34: what its default profile decides, and why; asked about manifests, or living in a cluster."""

from labs.engines.kube.scheduler.explain import NoSuch, explain
from labs.engines.kube.scheduler.live import Scheduler

__all__ = ["NoSuch", "Scheduler", "explain"]
