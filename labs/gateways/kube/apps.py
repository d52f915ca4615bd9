"""Registers the commands of Kubernetes' door with Django."""

from django.apps import AppConfig


class KubeConfig(AppConfig):
    """It has no tables: what is handed in here is not kept."""

    name = "labs.gateways.kube"
    label = "kube"
