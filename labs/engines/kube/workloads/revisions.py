"""A Deployment's revisions: its ReplicaSets, each with a number and a template (1.34, deployment_util.go)."""

from typing import Any

Manifest = dict[str, Any]
HASH = "pod-template-hash"
REVISION = "deployment.kubernetes.io/revision"


def revision(one: Manifest) -> int:
    """0 where it has none."""
    text = (one["metadata"].get("annotations") or {}).get(REVISION, "")
    return int(text) if text.isdecimal() else 0


def bare_template(template: Manifest) -> Manifest:
    """Without the label that the controller put there: as the Deployment has it."""
    metadata = template.get("metadata") or {}
    labels = {name: value for name, value in (metadata.get("labels") or {}).items() if name != HASH}
    return {**template, "metadata": {**metadata, "labels": labels}}


def earlier(sets: list[Manifest], number: int) -> Manifest | None:
    """The ReplicaSet with this revision; 0: with the last one before that of now."""
    by_number = {revision(one): one for one in sets}
    if number:
        return by_number.get(number)
    numbers = sorted(by_number)
    return by_number[numbers[-2]] if len(numbers) > 1 else None
