"""Label and field selectors as a request writes them (apimachinery 1.34, labels.Parse and fields.ParseSelector)."""

import re
from collections.abc import Callable
from typing import Any

from labs.engines.kube.apiserver.errors import BadRequest
from labs.engines.kube.labels import matches_expression

Manifest = dict[str, Any]
Matches = Callable[[Manifest], bool]
APART = re.compile(r",(?![^(]*\))")
SET = re.compile(r"\s*([^\s!=,()]+)\s+(in|notin)\s*\(([^()]*)\)\s*")
EQUAL = re.compile(r"\s*([^\s!=,()]+)\s*(==|=|!=)\s*([^\s!=,()]*)\s*")
EXISTS = re.compile(r"\s*(!?)\s*([^\s!=,()]+)\s*")
FIELD = re.compile(r"\s*([^!=]+?)\s*(==|=|!=)\s*(.*?)\s*")
EVERY = ("metadata.name", "metadata.namespace")
FIELDS = {
    "pods": (
        "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork",
        "status.phase", "status.podIP", "status.nominatedNodeName",
    ),
    "nodes": ("spec.unschedulable",),
    "namespaces": ("status.phase",),
    "events": (
        "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
        "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason",
        "reportingComponent", "source", "type",
    ),
    "secrets": ("type",),
    "replicasets": ("status.replicas",),
    "replicationcontrollers": ("status.replicas",),
    "jobs": ("status.successful",),
}  # fmt: skip
# A field that a selector names otherwise than the object does.
WRITTEN = {"source": "source.component", "status.successful": "status.succeeded"}


def selects(resource: str, labels: str, fields: str) -> Matches:
    """Whether an object of this resource is meant by both; "" means all. Raises BadRequest."""
    wanted = [_requirement(one) for one in APART.split(labels)] if labels.strip() else []
    terms = [_term(resource, one) for one in fields.split(",")] if fields.strip() else []

    def matches(one: Manifest) -> bool:
        of = one["metadata"].get("labels") or {}
        return all(matches_expression(expression, of) for expression in wanted) and all(
            (_field(one, path) == value) is equal for path, value, equal in terms
        )

    return matches


def _requirement(text: str) -> Manifest:
    if match := SET.fullmatch(text):
        values = [one.strip() for one in match[3].split(",")]
        return {"key": match[1], "operator": "In" if match[2] == "in" else "NotIn", "values": values}
    if match := EQUAL.fullmatch(text):
        return {"key": match[1], "operator": "NotIn" if match[2] == "!=" else "In", "values": [match[3]]}
    if match := EXISTS.fullmatch(text):
        return {"key": match[2], "operator": "DoesNotExist" if match[1] else "Exists"}
    raise BadRequest(f"unable to parse requirement: found '{text.strip()}'")


def _term(resource: str, text: str) -> tuple[list[str], str, bool]:
    match = FIELD.fullmatch(text)
    if not match:
        raise BadRequest(f"invalid field selector: {text.strip()}")
    name = match[1]
    if name not in EVERY and name not in FIELDS.get(resource, ()):
        raise BadRequest(f"field label not supported: {name}")
    return WRITTEN.get(name, name).split("."), match[3], match[2] != "!="


def _field(one: Any, path: list[str]) -> str:
    for part in path:
        one = one.get(part) if isinstance(one, dict) else None
    if one is None:
        return "false" if path[-1] in ("unschedulable", "hostNetwork") else ""
    return str(one).lower() if isinstance(one, bool) else str(one)
