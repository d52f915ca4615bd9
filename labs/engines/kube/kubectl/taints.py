"""Taints as kubectl takes them: `key=value:Effect`, `key:Effect`, and with a `-` at the end to take one away."""

from labs.engines.kube.apiserver.errors import BadRequest
from labs.engines.kube.informer import Manifest

EFFECTS = ("NoSchedule", "PreferNoSchedule", "NoExecute")


def with_taint(taints: list[Manifest], text: str) -> list[Manifest]:
    """The node's taints after this one was put on or taken off; one of the same key and effect is replaced.

    Raises BadRequest.
    """
    is_removal = text.endswith("-")
    named, _, effect = text.removesuffix("-").partition(":")
    key, _, value = named.partition("=")
    if not key or ((effect or not is_removal) and effect not in EFFECTS):
        raise BadRequest(f"invalid taint spec: {text}")
    left = [one for one in taints if one["key"] != key or effect not in ("", one["effect"])]
    if is_removal and len(left) == len(taints):
        raise BadRequest(f'taint "{text.removesuffix("-")}" not found')
    if is_removal:
        return left
    return [*left, {"key": key, "effect": effect, **({"value": value} if value else {})}]
