"""What can be asked of the API server: objects, lists in pages as of one version, and what came after a version."""

import json
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from bisect import bisect_right
from typing import Any

from labs.engines.kube.apiserver import drafts
from labs.engines.kube.apiserver.errors import BadRequest, Expired
from labs.engines.kube.apiserver.registry import row_of
from labs.engines.kube.apiserver.scaling import scale_of
from labs.engines.kube.apiserver.schema.decoding import decode
from labs.engines.kube.apiserver.selecting import Matches, selects
from labs.engines.kube.apiserver.writing import Writing
from labs.engines.sim import query

Manifest = dict[str, Any]
TOKEN_VERSION = "meta.k8s.io/v1"  # noqa: S105  of a page's mark, no secret
AS_IT_IS = -1  # of a page: whatever the version is by then
TOO_OLD = (
    "The provided continue parameter is too old to display a consistent list result. You can start a new list without "
    "the continue parameter, or use the continue token in this response to retrieve the remainder of the results. "
    "Continuing with the provided token results in an inconsistent list - objects that were created, modified, or "
    "deleted between the time the first chunk was returned and now may show up in the list."
)


class Reading(Writing):
    """The doors that change nothing."""

    @query
    def get(self, resource: str, name: str, namespace: str = "default") -> Manifest:
        """Raises NotFound."""
        self.must_run()
        row = row_of(resource)
        return drafts.must_be_there(row, self.stored(row, namespace, name), name)

    @query
    def get_scale(self, resource: str, name: str, namespace: str = "default") -> Manifest:
        """The subresource scale, an autoscaling/v1 Scale. Raises NotFound."""
        self.must_run()
        row = row_of(resource)
        return scale_of(row, drafts.must_be_there(row, self.stored(row, namespace, name), name))

    @query
    def list_objects(
        self,
        resource: str,
        namespace: str = "",
        labels: str = "",
        fields: str = "",
        limit: int = 0,
        page: str = "",
    ) -> dict[str, Any]:
        """{"revision", "items", "page", "remaining"}: in order of their keys; without a namespace, of all.

        `labels` and `fields` are selectors; where there are more than `limit`, "page" is what to ask on with (the
        API's `continue`), and the pages are all as of the first one's version. Raises Expired, whose details have the
        "page" with which the rest can be had as it is by then, and BadRequest.
        """
        self.must_run()
        row_of(resource)
        matches = selects(resource, labels, fields)
        revision, start = _read_token(page) if page else (self.revision, "")
        if revision == AS_IT_IS:
            revision = self.revision
        if revision < self.oldest:
            raise Expired(TOO_OLD, page=_token(AS_IT_IS, start))
        held = self._as_of(resource, revision)
        prefix = f"{namespace}/" if namespace else ""
        keys = sorted(key for key in held if key.startswith(prefix) and key > start)
        items: list[Manifest] = []
        for index, key in enumerate(keys):
            if limit and len(items) == limit:
                left = self._left(keys[index:], held, matches)
                mark = _token(revision, keys[index - 1]) if left else ""
                return {"revision": revision, "items": items, "page": mark, "remaining": left}
            one = self.versions(held[key])
            if matches(one):
                items.append(one)
        return {"revision": revision, "items": items, "page": "", "remaining": 0}

    def _left(self, keys: list[str], held: dict[str, str], matches: Matches) -> int:
        return sum(matches(self.versions(held[key])) for key in keys)

    def _as_of(self, resource: str, revision: int) -> dict[str, str]:
        """Which versions there were at that moment."""
        held = self.objects.get(resource, {})
        recent = self.recent.get(resource, [])
        after = recent[bisect_right(recent, revision, key=lambda one: one[0]) :]
        if not after:
            return held
        held = dict(held)
        for _, key, before, _, _ in reversed(after):
            if before:
                held[key] = before
            else:
                held.pop(key, None)
        return held

    @query
    def changes_after(
        self, resource: str, after: int, namespace: str = "", labels: str = "", fields: str = ""
    ) -> dict[str, Any]:
        """{"revision", "events": [{"type", "object"}]}: what a watch from that version has to tell by now.

        What comes to be selected is ADDED, what no longer is DELETED. Raises Expired, BadRequest.
        """
        self.must_run()
        row_of(resource)
        if after < self.oldest:
            raise Expired(f"too old resource version: {after} ({self.oldest})")
        matches = selects(resource, labels, fields)
        recent = self.recent.get(resource, [])
        events = []
        for revision, key, before, gone, _ in recent[bisect_right(recent, after, key=lambda one: one[0]) :]:
            if not namespace or key.startswith(f"{namespace}/"):
                events += self._told(str(revision), before, gone, matches)
        return {"revision": self.revision, "events": events}

    def _told(self, revision: str, before: str, gone: bool, matches: Matches) -> list[dict[str, Any]]:
        now = self.versions(revision)
        had, has = bool(before) and matches(self.versions(before)), not gone and matches(now)
        if not had and not has:
            return []
        return [{"type": "MODIFIED" if had and has else "ADDED" if has else "DELETED", "object": now}]

    @query
    def unknown_fields(self, resource: str, body: dict[str, Any]) -> list[str]:
        """Paths of what this body says and its kind does not know. Raises BadRequest, NotFound."""
        row = row_of(resource)
        return decode(row.api_version, row.kind, body)[1]


def _token(revision: int, key: str) -> str:
    said = {"v": TOKEN_VERSION, "rv": revision, "start": key}
    return b64encode(json.dumps(said, separators=(",", ":")).encode()).decode()


def _read_token(text: str) -> tuple[int, str]:
    try:
        said = json.loads(b64decode(text, validate=True))
        return int(said["rv"]), str(said["start"])
    except (NoBase64, ValueError, KeyError, TypeError):
        raise BadRequest("continue key is not valid") from None
