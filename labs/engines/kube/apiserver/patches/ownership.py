"""Who owns which field of an object: `metadata.managedFields` (apimachinery 1.34, managedfields)."""

from typing import Any

from labs.engines.kube.apiserver.patches.owned_fields import Path, fields_in, paths_in, tree

Manifest = dict[str, Any]
APPLY, UPDATE = "Apply", "Update"
FIRST = "before-first-apply"  # owns what was there before anybody applied and nobody had written down
Owner = tuple[str, str, str]  # manager, operation, subresource


class Ownership:
    """The owners of one object's fields."""

    def __init__(self, manifest: Manifest | None) -> None:
        self.owners: dict[Owner, dict[Path, bool]] = {}
        self.entries: dict[Owner, Manifest] = {}
        for entry in (manifest or {"metadata": {}})["metadata"].get("managedFields") or ():
            owner = (entry["manager"], entry["operation"], entry.get("subresource", ""))
            self.owners[owner] = dict.fromkeys(paths_in(entry.get("fieldsV1") or {}), True)
            self.entries[owner] = entry

    def others(self, owner: Owner) -> list[Owner]:
        return [one for one in self.owners if one != owner]

    def take(self, owner: Owner, paths: list[Path]) -> None:
        """These belong to this owner alone now."""
        for other in self.others(owner):
            self.lose(other, paths)
        self.owners.setdefault(owner, {}).update(dict.fromkeys(paths, True))

    def lose(self, owner: Owner, paths: list[Path]) -> None:
        for path in paths:
            self.owners[owner].pop(path, None)

    def written(self, api_version: str, now: str) -> list[Manifest]:
        """As `managedFields`; an entry that says the same as before keeps its time."""
        found = []
        for owner, paths in self.owners.items():
            if not paths:
                continue
            manager, operation, subresource = owner
            entry = {
                "manager": manager, "operation": operation, "apiVersion": api_version, "time": now,
                "fieldsType": "FieldsV1", "fieldsV1": tree(paths),
                **({"subresource": subresource} if subresource else {}),
            }  # fmt: skip
            known = self.entries.get(owner)
            found.append(known if known is not None and known["fieldsV1"] == entry["fieldsV1"] else entry)
        return found


def tracked(kind: str, before: Manifest | None, after: Manifest, manager: str, subresource: str, now: str) -> Manifest:
    """The object after a plain write: who changed a field owns it, and what is gone is nobody's."""
    had = fields_in(kind, before) if before is not None else {}
    has = fields_in(kind, after)
    ownership = Ownership(before)
    gone = [path for path in had if path not in has]
    for owner in ownership.owners:
        ownership.lose(owner, gone)
    changed = [path for path, value in has.items() if path not in had or had[path] != value]
    ownership.take((manager, UPDATE, subresource), changed)
    return with_owners(after, ownership, now)


def with_owners(after: Manifest, ownership: Ownership, now: str) -> Manifest:
    metadata = {**after["metadata"], "managedFields": ownership.written(after["apiVersion"], now)}
    return {**after, "metadata": metadata}
