"""ControllerRevisions: the templates that a DaemonSet or StatefulSet has had (1.34, pkg/controller/history)."""

from typing import Any, NamedTuple

from labs.engines.kube.workloads.owners import reference_to

Manifest = dict[str, Any]
HASH = "controller-revision-hash"


class History(NamedTuple):
    """The revision with the template of now, if it is there; and those with others, the oldest first."""

    current: Manifest | None
    old: list[Manifest]

    @property
    def next_number(self) -> int:
        return max((int(one["revision"]) for one in self.old), default=0) + 1


def history_of(owner: Manifest, revisions: list[Manifest]) -> History:
    data = data_of(owner)
    by_number = sorted(revisions, key=lambda one: (one["revision"], one["metadata"]["name"]))
    same = [one for one in by_number if one["data"] == data]
    return History(same[-1] if same else None, [one for one in by_number if one["data"] != data])


def data_of(owner: Manifest) -> Manifest:
    """The patch that brings the template back."""
    return {"spec": {"template": {**owner["spec"]["template"], "$patch": "replace"}}}


def template_in(revision: Manifest) -> Manifest:
    template = revision["data"]["spec"]["template"]
    return {name: value for name, value in template.items() if name != "$patch"}


def new_revision(owner: Manifest, name: str, number: int, labels: dict[str, str]) -> Manifest:
    own = owner["spec"]["template"].get("metadata", {}).get("labels") or {}
    metadata = {"name": name, "labels": {**own, **labels}, "ownerReferences": [reference_to(owner)]}
    return {"metadata": metadata, "data": data_of(owner), "revision": number}


def superfluous(old: list[Manifest], in_use: dict[str, bool], limit: int) -> list[Manifest]:
    """Above the limit and of no Pod, the oldest first; `in_use`: names."""
    unused = [one for one in old if one["metadata"]["name"] not in in_use]
    return unused[: max(0, len(old) - limit)]
