"""Versions as a checkpoint has them: a version that differs little from another is that one and what is different.

Live versions share what they have in common by reference, and JSON would write it out in each of them.
"""

from itertools import islice
from typing import Any

from labs.engines.kube.workloads.owners import controller_of

Manifest = dict[str, Any]
# Of what is different: key -> [the new value], or what is different within it.
Difference = dict[str, Any]


class Packing:
    """Packs what has come since it was asked last: each version once, not anew for every checkpoint."""

    def __init__(self) -> None:
        self._found: dict[str, Any] = {}
        self._last: dict[str, str] = {}  # of an object, or of the first versions of its siblings -> revision

    def of(self, versions: dict[str, Manifest]) -> dict[str, Any]:
        """Revision -> manifest, or [revision of one before it, difference]; the older comes first.

        From call to call, versions may only be added: where some were taken away, begin with a new Packing.
        """
        for revision, one in islice(versions.items(), len(self._found), None):
            base = self._base_of(revision, one)
            is_alike = base in versions and list(versions[base]) == list(one)
            self._found[revision] = [base, _difference(versions[base], one)] if is_alike else one
        return self._found

    def _base_of(self, revision: str, one: Manifest) -> str:
        """The version of the object before this one, or the first of its youngest sibling; "" where there is none."""
        uid, siblings, last = one["metadata"].get("uid", ""), _siblings(one), self._last
        base = last.get(uid)
        last[uid] = revision
        if base is None:
            base = last.get(siblings, "")
            last[siblings] = revision
        return base


def _siblings(one: Manifest) -> str:
    """Pods of one ReplicaSet are made from the same template."""
    owner = controller_of(one)
    return f"{one.get('kind')} {owner['uid'] if owner else ''}"


def _difference(old: Manifest, new: Manifest) -> Difference:
    """Of two with the same keys in the same order, for the order of keys is state too."""
    found: Difference = {}
    for key, value in new.items():
        before = old[key]
        if value is before:
            continue
        if isinstance(value, dict) and isinstance(before, dict) and list(value) == list(before):
            within = _difference(before, value)
            if within:
                found[key] = within
        elif value != before or repr(value) != repr(before):  # True is not 1, though it equals it
            found[key] = [value]
    return found


def unpacked(found: dict[str, Any]) -> dict[str, Manifest]:
    """What was packed; versions share again what they have in common."""
    versions: dict[str, Manifest] = {}
    for revision, one in found.items():
        versions[revision] = _changed(versions[one[0]], one[1]) if isinstance(one, list) else one
    return versions


def _changed(old: Manifest, difference: Difference) -> Manifest:
    after = dict(old)
    for key, one in difference.items():
        after[key] = one[0] if isinstance(one, list) else _changed(old[key], one)
    return after
