"""kubectl at the learner's hand: what a person asks of the API server."""

from labs.engines.kube.kubectl.kubectl import Kubectl

__all__ = ["Kubectl"]
