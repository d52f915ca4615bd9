"""What the kubelet keeps of a Pod on its node, in plain data: a run, and a record for each container.

A run is named by the Pod's uid. Numbers that count up (`life`, `tries`, `probing`) tell a timer that what it was set
for is over.
"""

from collections.abc import Iterator
from typing import Any

Manifest = dict[str, Any]
Run = dict[str, Any]
Record = dict[str, Any]
GRACE_MOST_S = 31_536_000  # a year: whoever writes more means for ever
INIT, SIDECAR, MAIN = "init", "sidecar", "main"


def new_run(pod: Manifest, revision: str) -> Run:
    metadata = pod["metadata"]
    return {
        "uid": metadata["uid"],
        "pod": f"{metadata['namespace']}/{metadata['name']}",
        "revision": revision,  # the newest version seen
        "life": 0,
        "since_us": None,  # when the kubelet took it
        "ip": "",
        "sandbox": "",  # "mounting", "creating", "ready"
        "mounts_failed": 0,
        "sandboxes": 0,
        "initialized": False,
        "busy": "",  # the container that is being pulled or made; one at a time
        "ending": None,  # {"until_us", "why"}
        "over": False,  # nothing of it runs any more, nor will
        "gone": False,  # the API server has it no longer
        "refused": None,  # [reason, message]
        "reporting": "",  # "due", "flying", "again"
        "containers": {name: new_record() for name, _, _ in containers_of(pod)},
    }


def new_record() -> Record:
    return {
        "state": "waiting",  # "running", "exited"
        "reason": "", "message": "",  # why it waits
        "image": "",  # of the process that runs, or of the last one
        "number": 0,  # of the process: how many there were
        "started_us": 0, "finished_us": 0, "code": 0, "why": "",
        "last": None,  # the process before: [code, why, started, finished, number]
        "ready": False, "started": False,
        "life": 0, "tries": 0, "probing": 0,
        "retry_us": 0,
        "back_off": [0, 0], "pull_back_off": [0, 0],  # [delay, when it was set]
        "pull_error": "",
        "healthy": None,  # what somebody has made of it
        "stop": None,  # {"code", "at_us"}: it has been told to end
        "probes": {},
    }  # fmt: skip


def containers_of(pod: Manifest) -> Iterator[tuple[str, Manifest, str]]:
    """Name, spec and part of each container, in the order in which they start."""
    spec = pod["spec"]
    for one in spec.get("initContainers") or ():
        yield one["name"], one, SIDECAR if one.get("restartPolicy") == "Always" else INIT
    for one in spec["containers"]:
        yield one["name"], one, MAIN


def container_of(pod: Manifest, name: str) -> Manifest:
    return next(spec for found, spec, _ in containers_of(pod) if found == name)


def restarts(pod: Manifest, part: str) -> str:
    """The restart policy of a container of this part."""
    policy: str = pod["spec"].get("restartPolicy", "Always")
    if part == SIDECAR:
        return "Always"
    return "OnFailure" if part == INIT and policy == "Always" else policy


def restarts_after(policy: str, code: int) -> bool:
    return policy == "Always" or (policy == "OnFailure" and code != 0)


def grace_of(pod: Manifest) -> int:
    """Seconds from SIGTERM to SIGKILL."""
    return int(min(pod["spec"].get("terminationGracePeriodSeconds", 30), GRACE_MOST_S))


def is_running(record: Record) -> bool:
    return bool(record["state"] == "running")


def exit_of(record: Record) -> list[Any]:
    return [record[part] for part in ("code", "why", "started_us", "finished_us", "number")]
