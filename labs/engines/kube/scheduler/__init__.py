"""kube-scheduler 1.34: what its default profile decides, and why."""

from labs.engines.kube.scheduler.explain import NoSuch, explain

__all__ = ["NoSuch", "explain"]
