"""The controller manager: one process, one cache, many loops (kube-controller-manager 1.34).

A loop is a file (or a package) in `controllers` with a subclass of Controller. It is told what changed and queues keys;
for each key it compares the wish with what the cache shows and writes objects. What it must remember is in `notes`. A
key is looked at again only when all its writes are answered and the cache has seen them, so that a loop never acts
twice on the same news (what ReplicaSet's expectations are for).
"""

from labs.engines.kube.controller.loop import Controller
from labs.engines.kube.controller.manager import ControllerManager

__all__ = ["Controller", "ControllerManager"]
