"""What the API server allots to Services: virtual addresses and ports of the nodes (Kubernetes 1.34, core registry).

Both are drawn; the lowest of each range are left to those who choose their own.
"""

from ipaddress import AddressValueError, IPv4Address, IPv4Network
from typing import Any

from labs.engines.kube.apiserver.errors import invalid
from labs.engines.kube.manifests.problems import Problem
from labs.engines.kube.manifests.problems import invalid as wrong
from labs.engines.sim import Stream

Manifest = dict[str, Any]
RANGE = IPv4Network("10.96.0.0/12")
ADDRESSES_LEFT = 256  # ClusterIP allocator: min(max(16, size / 16), 256)
PORT_MIN, PORT_MAX = 30_000, 32_767
PORTS_LEFT = 86  # NodePort allocator: min(max(16, size / 32), 128)
NO_PORT = f"provided port is not in the valid range. The range of valid ports is {PORT_MIN}-{PORT_MAX}"
TAKEN_PORT = "provided port is already allocated"


def allotted(service: Manifest, before: Manifest | None, others: list[Manifest], draw: Stream) -> Manifest:
    """The Service with its address and, if it is open on the nodes, its ports. Raises Invalid."""
    spec = service["spec"]
    if spec["type"] == "ExternalName":
        return service
    found: list[Problem] = []
    made = {**spec, **_address(spec, before, others, draw, found)}
    if spec["type"] in ("NodePort", "LoadBalancer"):
        made["ports"] = _ports(spec.get("ports") or [], before, others, draw, found)
    if found:
        raise invalid("Service", service["metadata"]["name"], found)
    return {**service, "spec": made}


def _address(
    spec: Manifest, before: Manifest | None, others: list[Manifest], draw: Stream, found: list[Problem]
) -> Manifest:
    taken = [one["spec"].get("clusterIP") for one in others]
    wanted = spec.get("clusterIP") or ""
    kept = before is not None and before["spec"].get("clusterIP") == wanted
    if not wanted:
        while not wanted or wanted in taken:
            wanted = str(RANGE[ADDRESSES_LEFT + draw.below(RANGE.num_addresses - ADDRESSES_LEFT - 1)])
    elif wanted != "None" and not kept:
        why = _refusal(wanted, taken)
        found += [wrong("spec.clusterIPs", [wanted], f"failed to allocate IP {wanted}: {why}")] if why else []
    return {"clusterIP": wanted, "clusterIPs": [wanted]}


def _refusal(wanted: str, taken: list[Any]) -> str:
    try:
        inside = IPv4Address(wanted) in RANGE
    except AddressValueError:
        inside = False
    if not inside:
        return f"the provided IP ({wanted}) is not in the valid range. The range of valid IPs is {RANGE}"
    return "provided IP is already allocated" if wanted in taken else ""


def _ports(
    ports: list[Manifest], before: Manifest | None, others: list[Manifest], draw: Stream, found: list[Problem]
) -> list[Manifest]:
    taken = [port.get("nodePort") for one in others for port in one["spec"].get("ports") or ()]
    known = [] if before is None else before["spec"].get("ports") or []
    own = {_place(port): port["nodePort"] for port in known if port.get("nodePort")}
    made = []
    for index, port in enumerate(ports):
        wanted = port.get("nodePort") or own.get(_place(port)) or 0
        if not wanted:
            while not wanted or wanted in taken:
                wanted = PORT_MIN + PORTS_LEFT + draw.below(PORT_MAX - PORT_MIN - PORTS_LEFT + 1)
        elif not PORT_MIN <= wanted <= PORT_MAX or wanted in taken:
            why = TAKEN_PORT if wanted in taken else NO_PORT
            found.append(wrong(f"spec.ports[{index}].nodePort", wanted, why))
        taken.append(wanted)
        made.append({**port, "nodePort": wanted})
    return made


def _place(port: Manifest) -> str:
    return f"{port.get('protocol', 'TCP')}/{port.get('port')}"
