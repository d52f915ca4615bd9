"""One Pod of a StatefulSet: its number, its name, its claims (1.34, stateful_set_utils.go)."""

import re
from typing import Any

from labs.engines.kube.workloads.history import HASH, template_in
from labs.engines.kube.workloads.owners import is_leaving
from labs.engines.kube.workloads.pods import is_available, is_ready, phase_of, pod_from

Manifest = dict[str, Any]
NAME_LABEL, INDEX_LABEL = "statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index"
NUMBERED = re.compile(r"(.*)-([0-9]+)", re.ASCII | re.DOTALL)


def number_of(pod: Manifest, wish: Manifest) -> int | None:
    """None: by its name it is none of this StatefulSet's."""
    match = NUMBERED.fullmatch(pod["metadata"]["name"])
    return int(match[2]) if match and match[1] == wish["metadata"]["name"] else None


def revision_of(pod: Manifest) -> str:
    return str((pod["metadata"].get("labels") or {}).get(HASH, ""))


def is_up(pod: Manifest, min_ready_s: int, now_ns: int) -> bool:
    """Running and ready for long enough."""
    return runs(pod) and is_available(pod, min_ready_s, now_ns)


def runs(pod: Manifest) -> bool:
    return phase_of(pod) == "Running" and is_ready(pod)


def is_missed(pod: Manifest | None, min_ready_s: int, now_ns: int) -> bool:
    return pod is None or is_leaving(pod) or not is_up(pod, min_ready_s, now_ns)


def new_pod(wish: Manifest, number: int, revision: Manifest) -> Manifest:
    """As the template of this revision says, with its own name and its own volumes."""
    template = template_in(revision)
    name = f"{wish['metadata']['name']}-{number}"
    labels = {
        **(template.get("metadata", {}).get("labels") or {}), NAME_LABEL: name, INDEX_LABEL: str(number),
        HASH: revision["metadata"]["name"],
    }  # fmt: skip
    spec = {**template["spec"], "hostname": name}
    if wish["spec"].get("serviceName"):
        spec["subdomain"] = wish["spec"]["serviceName"]
    if wish["spec"].get("volumeClaimTemplates"):
        spec["volumes"] = _volumes(wish, spec, number)
    return pod_from(wish, {"metadata": template.get("metadata", {}), "spec": spec}, name=name, labels=labels)


def _volumes(wish: Manifest, spec: Manifest, number: int) -> list[Manifest]:
    own = {name: {"claimName": claim, "readOnly": False} for name, claim in claim_names(wish, number).items()}
    others = [one for one in spec.get("volumes") or [] if one["name"] not in own]
    return [*({"name": name, "persistentVolumeClaim": claim} for name, claim in own.items()), *others]


def claim_names(wish: Manifest, number: int) -> dict[str, str]:
    """Name of the template -> name of this Pod's claim."""
    names = [one["metadata"]["name"] for one in wish["spec"].get("volumeClaimTemplates") or ()]
    return {name: f"{name}-{wish['metadata']['name']}-{number}" for name in names}


def new_claims(wish: Manifest, number: int) -> list[Manifest]:
    labels = wish["spec"]["selector"].get("matchLabels") or {}
    names = claim_names(wish, number)
    return [
        {
            "metadata": {**one["metadata"], "name": names[one["metadata"]["name"]], "labels": labels},
            "spec": one["spec"],
        }
        for one in wish["spec"].get("volumeClaimTemplates") or ()
    ]
