"""Documents taken apart into objects, each of which knows where it stood."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from labs.engines.kube.errors import ManifestError
from labs.engines.kube.manifests.kinds import KINDS
from labs.engines.kube.manifests.problems import Problem, invalid, required, unsupported


@dataclass(frozen=True)
class Located:
    """One object; `document` counts from 1, `item` too within a list, 0 where the document is the object."""

    document: int
    item: int
    value: dict[str, Any]

    @property
    def kind(self) -> str:
        return str(self.value.get("kind") or "")

    def error(self, problem: Problem) -> ManifestError:
        metadata = self.value.get("metadata")
        name = metadata.get("name") if isinstance(metadata, dict) else None
        return ManifestError(
            self.document,
            problem.field,
            problem.text,
            item=self.item,
            kind=self.kind,
            name=name if isinstance(name, str) else "",
        )


def located(documents: Sequence[object]) -> Iterator[Located]:
    """Every object of these documents; lists are taken apart, null documents are none. Raises ManifestError."""
    for number, document in enumerate(documents, 1):
        if document is not None:
            yield from _apart(Located(number, 0, _object(document, number, 0)))


def _apart(one: Located) -> Iterator[Located]:
    if not one.kind.endswith("List"):
        yield one
        return
    items = one.value.get("items") or []
    if not isinstance(items, list):
        raise one.error(invalid("items", items, "must be a list"))
    for number, item in enumerate(items, 1):
        value = _object(item, one.document, number)
        yield from _apart(Located(one.document, number, {**_inherited(one.value), **value}))


def _inherited(value: dict[str, Any]) -> dict[str, Any]:
    """The items of a PodList need not say that they are Pods; those of a plain List must."""
    kind = value["kind"].removesuffix("List")
    return {"apiVersion": value.get("apiVersion"), "kind": kind} if kind else {}


def _object(value: object, document: int, item: int) -> dict[str, Any]:
    if not isinstance(value, dict):
        problem = invalid("", value, "must be an object with apiVersion, kind and metadata")
        raise ManifestError(document, "", problem.text, item=item)
    return value


def check_kind(one: Located) -> None:
    """That it says what it is, and a known kind in the version that 1.34 serves. Raises Problem."""
    for name in ("kind", "apiVersion"):
        value = one.value.get(name)
        if value in (None, ""):
            raise required(name)
        if not isinstance(value, str):
            raise invalid(name, value, "must be a string")
    known = KINDS.get(one.kind)
    if known and one.value["apiVersion"] != known.api_version:
        raise unsupported("apiVersion", one.value["apiVersion"], (known.api_version,))
