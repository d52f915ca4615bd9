"""Garbage collector: what nobody owns any more goes (kube-controller-manager 1.34, pkg/controller/garbagecollector)."""

from labs.engines.kube.controllers.garbage_collector.loop import GarbageCollector

__all__ = ["GarbageCollector"]
