"""What a program answers to a probe at a moment, in the words of the kubelet's prober."""

from typing import Any

from labs.engines.kube.kubelet.behaviour import Behaviour
from labs.engines.kube.kubelet.runs import Manifest, Record

# Where a probe does not say, or says 0.
SETTINGS = {
    "initialDelaySeconds": 0,
    "periodSeconds": 10,
    "timeoutSeconds": 1,
    "successThreshold": 1,
    "failureThreshold": 3,
}
GOOD, REFUSED, UNREADY, SILENT = "good", "refused", "unready", "silent"


def setting(probe: Manifest, name: str) -> int:
    return int(probe.get(name) or SETTINGS[name])


def answer(behaviour: Behaviour, record: Record, at_us: int) -> str:
    """GOOD, or how it goes wrong: nobody listens yet, a 503, or nothing at all."""
    age_us = at_us - record["started_us"]
    if age_us < behaviour.start_ms * 1000:
        return REFUSED
    if behaviour.hangs_after_ms is not None and age_us >= behaviour.hangs_after_ms * 1000:
        return SILENT
    if record["healthy"] is not None:
        return GOOD if record["healthy"] else UNREADY
    return GOOD if age_us >= behaviour.ready_after_ms * 1000 else UNREADY


def turns_bad_us(behaviour: Behaviour, record: Record) -> int | None:
    """When a program that answers well will stop doing so of itself."""
    return None if behaviour.hangs_after_ms is None else record["started_us"] + behaviour.hangs_after_ms * 1000


def takes_us(probe: Manifest, behaviour: Behaviour, how: str) -> int:
    """How long a probe is under way; gRPC goes on trying to connect, the others are refused at once."""
    timeout_us = setting(probe, "timeoutSeconds") * 1_000_000
    if how == SILENT or (how == REFUSED and "grpc" in probe):
        return timeout_us
    return 0 if how == REFUSED else min(behaviour.response_ms * 1000, timeout_us)


def is_late(probe: Manifest, behaviour: Behaviour) -> bool:
    return behaviour.response_ms >= setting(probe, "timeoutSeconds") * 1000


def complaint(probe: Manifest, container: Manifest, how: str, ip: str) -> str:
    """What a failed probe came to."""
    if "exec" in probe:
        command = " ".join(probe["exec"].get("command") or [])
        seconds = setting(probe, "timeoutSeconds")
        return f'command timed out: "{command}" timed out after {seconds}s' if how == SILENT else ""
    if "grpc" in probe:
        return _of_grpc(probe["grpc"]["port"], how, ip, setting(probe, "timeoutSeconds"))
    if "tcpSocket" in probe:
        address = f"{ip}:{_port(probe['tcpSocket']['port'], container)}"
        return f"dial tcp {address}: " + ("i/o timeout" if how == SILENT else "connect: connection refused")
    return _of_http(probe.get("httpGet") or {}, container, how, ip)


def _of_http(get: Manifest, container: Manifest, how: str, ip: str) -> str:
    if how == UNREADY:
        return "HTTP probe failed with statuscode: 503"
    address = f"{get.get('host') or ip}:{_port(get.get('port', 80), container)}"
    url = f"{get.get('scheme', 'HTTP').lower()}://{address}{get.get('path') or '/'}"
    if how == REFUSED:
        return f'Get "{url}": dial tcp {address}: connect: connection refused'
    return f'Get "{url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)'


def _of_grpc(port: Any, how: str, ip: str, seconds: int) -> str:
    if how == UNREADY:
        return 'service unhealthy (responded with "NOT_SERVING")'
    if how == SILENT:
        return f"timeout: health rpc did not complete within {seconds}s"
    return f'timeout: failed to connect service "{ip}:{port}" within {seconds}s: context deadline exceeded'


def _port(port: Any, container: Manifest) -> Any:
    """A port's number; a name is looked up among the container's ports."""
    for one in container.get("ports") or ():
        if one.get("name") == port:
            return one["containerPort"]
    return port
