"""kube-apiserver 1.34: the one door to the store; validates, versions and lets everybody watch."""

from labs.engines.kube.apiserver.errors import ApiError
from labs.engines.kube.apiserver.server import ApiServer

__all__ = ["ApiError", "ApiServer"]
