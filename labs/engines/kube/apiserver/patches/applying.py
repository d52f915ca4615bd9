"""A patch of any type, applied to an object that is there."""

from typing import Any

from labs.engines.kube.apiserver.errors import ApiError, BadRequest
from labs.engines.kube.apiserver.patches import apply, json_patch, strategic
from labs.engines.kube.apiserver.patches.merge import merged
from labs.engines.kube.apiserver.registry import Resource

Manifest = dict[str, Any]
TYPES = ("merge", "strategic", "json", "apply")


class UnsupportedMediaType(ApiError):
    code = "UnsupportedMediaType"
    http_status = 415


def must_be_patch(patch_type: str, patch: Any, manager: str) -> None:
    """Raises BadRequest, UnsupportedMediaType."""
    if patch_type not in TYPES:
        accepted = ", ".join(TYPES)
        raise UnsupportedMediaType(f"the body of the request was in an unknown format - accepted types: {accepted}")
    if (patch_type == "json") != isinstance(patch, list):
        raise BadRequest("error decoding patch: a JSON patch is a list of operations, any other an object")
    if patch_type == "apply":
        apply.must_be_applicable(patch, manager)


def patched(row: Resource, before: Manifest, args: dict[str, Any]) -> Manifest:
    """The body that the patch makes of the object; `args` as the door took them. Raises ApiError."""
    patch = args["patch"]
    match args["patch_type"]:
        case "json":
            body: Manifest = json_patch.applied(before, patch)
            return body
        case "strategic":
            return strategic.applied(row.kind, before, patch)
        case "apply":
            return apply.applied(
                row.kind, before, patch, args["field_manager"],
                force=args["force"], subresource=args["subresource"], now=args["now"],
            )  # fmt: skip
    found: Manifest = merged(before, patch)
    return found
