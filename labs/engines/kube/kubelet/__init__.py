"""The kubelet 1.34 and its machine: it takes the Pods bound to its node and keeps their containers going."""

from labs.engines.kube.kubelet.kubelet import Kubelet
from labs.engines.kube.kubelet.machine import Machine

__all__ = ["Kubelet", "Machine"]
