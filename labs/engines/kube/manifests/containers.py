"""What runs in a Pod (Kubernetes 1.34, core validation of containers)."""

from typing import Any

from labs.engines.kube.manifests.names import dns_label
from labs.engines.kube.manifests.problems import duplicate, invalid
from labs.engines.kube.manifests.resources import RESOURCES
from labs.engines.kube.manifests.shapes import Check, between, listed, one_of, record, text

PORT = between(1, 65_535, "must be between 1 and 65535, inclusive")
PORTS = listed(
    record(
        {
            "containerPort": PORT,
            "hostPort": between(0, 65_535, "must be between 1 and 65535, inclusive"),
            "hostIP": text,
            "protocol": one_of("TCP", "UDP", "SCTP"),
        },
        needs=("containerPort",),
        defaults={"protocol": "TCP"},
        known=("name",),
    )
)
NEEDED = ("name", "image")
CONTAINER_FIELDS = {"name": dns_label, "image": text, "resources": RESOURCES, "ports": PORTS}
OTHER_FIELDS = [
    "args",
    "command",
    "env",
    "envFrom",
    "imagePullPolicy",
    "lifecycle",
    "livenessProbe",
    "readinessProbe",
    "resizePolicy",
    "restartPolicy",
    "restartPolicyRules",
    "securityContext",
    "startupProbe",
    "stdin",
    "stdinOnce",
    "terminationMessagePath",
    "terminationMessagePolicy",
    "tty",
    "volumeDevices",
    "volumeMounts",
    "workingDir",
]


def _once(check: Check) -> Check:
    """A list in which no two have the same name."""

    def each(value: Any, field: str) -> list[Any]:
        checked = listed(check)(value, field)
        names = [one["name"] for one in checked]
        for index, name in enumerate(names):
            if name in names[:index]:
                raise duplicate(f"{field}[{index}].name", name)
        return checked

    return each


CONTAINERS = _once(record(CONTAINER_FIELDS, needs=NEEDED, known=OTHER_FIELDS))
INIT_CONTAINERS = _once(
    record({**CONTAINER_FIELDS, "restartPolicy": one_of("Always")}, needs=NEEDED, known=OTHER_FIELDS)
)


def with_host_ports(spec: dict[str, Any], field: str) -> dict[str, Any]:
    """On the node's own network a container's port is the node's."""
    if not spec.get("hostNetwork"):
        return spec
    names = [name for name in ("containers", "initContainers") if name in spec]
    return {
        **spec,
        **{name: [_on_host(one, f"{field}.{name}[{n}]") for n, one in enumerate(spec[name])] for name in names},
    }


def _on_host(container: dict[str, Any], field: str) -> dict[str, Any]:
    if "ports" not in container:
        return container
    ports = [{**port, "hostPort": port.get("hostPort") or port["containerPort"]} for port in container["ports"]]
    for index, port in enumerate(ports):
        if port["hostPort"] != port["containerPort"]:
            why = "must match `containerPort` when `hostNetwork` is true"
            raise invalid(f"{field}.ports[{index}].hostPort", port["hostPort"], why)
    return {**container, "ports": ports}
