"""Indexed Jobs: each Pod does one numbered part of the work (1.34, indexed_job_utils.go)."""

from collections.abc import Iterable
from typing import Any

Manifest = dict[str, Any]
INDEX = "batch.kubernetes.io/job-completion-index"


def is_indexed(job: Manifest) -> bool:
    return bool(job["spec"].get("completionMode") == "Indexed")


def index_of(pod: Manifest) -> int | None:
    text = str((pod["metadata"].get("annotations") or {}).get(INDEX, ""))
    return int(text) if text.isdecimal() else None


def read(text: str) -> dict[int, None]:
    """ "0-2,5" -> 0, 1, 2, 5."""
    found: dict[int, None] = {}
    for part in text.split(",") if text else ():
        first, _, last = part.partition("-")
        found.update(dict.fromkeys(range(int(first), int(last or first) + 1)))
    return found


def written(indexes: Iterable[int]) -> str:
    """In order, neighbours as a range; two neighbours are a range too."""
    runs: list[list[int]] = []
    for index in sorted(indexes):
        if runs and index == runs[-1][1] + 1:
            runs[-1][1] = index
        else:
            runs.append([index, index])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def completed(job: Manifest) -> dict[int, None]:
    """As it is stored; what is beyond the completions of now does not count."""
    stored = read(job.get("status", {}).get("completedIndexes", ""))
    return {index: None for index in stored if index < job["spec"]["completions"]}


def pending(job: Manifest, done: Iterable[int], active: list[Manifest]) -> list[int]:
    """Parts that nobody has done and nobody is at."""
    taken: dict[int | None, None] = dict.fromkeys([*done, *(index_of(pod) for pod in active)])
    return [index for index in range(job["spec"]["completions"]) if index not in taken]


def for_index(job: Manifest, template: Manifest, index: str) -> Manifest:
    """The template of the Pod that does this part: it is told its number."""
    metadata, spec = template.get("metadata") or {}, template["spec"]
    number = {INDEX: index}
    source = {"name": "JOB_COMPLETION_INDEX", "valueFrom": {"fieldRef": {"fieldPath": f"metadata.labels['{INDEX}']"}}}
    told = {
        part: [_told(one, source) for one in spec[part]] for part in ("initContainers", "containers") if part in spec
    }
    labels, notes = metadata.get("labels") or {}, metadata.get("annotations") or {}
    return {
        "metadata": {**metadata, "labels": {**labels, **number}, "annotations": {**notes, **number}},
        "spec": {**spec, **told, "hostname": f"{job['metadata']['name']}-{index}"},
    }


def _told(container: Manifest, source: Manifest) -> Manifest:
    own = container.get("env") or []
    return container if any(one["name"] == source["name"] for one in own) else {**container, "env": [*own, source]}
