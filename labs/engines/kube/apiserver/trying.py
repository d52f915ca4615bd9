"""What an apply would make of an object, asked without doing it."""

from typing import Any

from labs.engines.kube.apiserver.errors import BadRequest
from labs.engines.kube.apiserver.making import Making
from labs.engines.kube.apiserver.patches.applying import must_be_patch
from labs.engines.kube.apiserver.registry import RESOURCES, ROWS, Resource
from labs.engines.sim import query

Manifest = dict[str, Any]
FIELD_MANAGER = "kubectl"


class Trying(Making):
    """The dry run as a question: it is no write, so nothing waits for it and nothing is drawn for it."""

    @query
    def trial(self, manifest: dict[str, Any], namespace: str = "default") -> dict[str, Any]:
        """{"before", "after"}: the object as it is stored, None for a new one, and as it would be.

        Checked as `kubectl apply --server-side` has it checked: fields that nobody knows are refused. A new object has
        no uid and a new Service no address yet. Raises BadRequest, Invalid, NotFound, Forbidden.
        """
        self.must_run()
        row, metadata = row_for(manifest), manifest.get("metadata") or {}
        must_be_patch("apply", manifest, FIELD_MANAGER)
        place = metadata.get("namespace", namespace) if row.namespaced else ""
        name = str(metadata.get("name", ""))
        args = {
            "patch": manifest, "patch_type": "apply", "subresource": "", "strict": True, "force": True, "trial": True,
            "field_manager": FIELD_MANAGER,
        }  # fmt: skip
        return {
            "before": self.stored(row, place, name),
            "after": self.draft("patched", row, place, name, args, FIELD_MANAGER),
        }


def row_for(manifest: Manifest) -> Resource:
    """The resource that a manifest is of. Raises BadRequest."""
    kind, version = manifest.get("kind"), manifest.get("apiVersion")
    for row in ROWS:
        if (row.kind, row.api_version) == (kind, version):
            return RESOURCES[row.name]
    raise BadRequest(f'no matches for kind "{kind}" in version "{version}"')
