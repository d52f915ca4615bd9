"""The API server's doors: for participants, for the gateways and for the cluster's own parts alike."""

from typing import Any

from labs.engines.kube.apiserver import drafts
from labs.engines.kube.apiserver.admission import admitted_object, must_have_namespace
from labs.engines.kube.apiserver.binding import bound
from labs.engines.kube.apiserver.deleting import Moments, deleted, is_over, must_meet
from labs.engines.kube.apiserver.first_objects import first_objects
from labs.engines.kube.apiserver.registry import Resource, row_of
from labs.engines.kube.apiserver.schema.decoding import decode
from labs.engines.kube.apiserver.writing import Writing
from labs.engines.kube.etcd import Etcd
from labs.engines.sim import Simulation, command, query

Manifest = dict[str, Any]
LETTERS = "bcdfghjklmnpqrstvwxz2456789"  # of generated names: no vowels, no 0, 1 and 3
SUFFIX_LENGTH = 5
GENERATED_LENGTH_MAX = 63 - SUFFIX_LENGTH


class ApiServer(Writing):
    """Everything in the cluster meets here; objects are manifests, named by resource, namespace and name.

    A write waits for the store and is answered with the object as stored; writes to one object follow one another.
    `manager` is who writes, where the caller speaks for several. With `dry_run` nothing is stored; `validation` is
    what to do about fields that nobody knows: "Strict" refuses, otherwise they are dropped.
    """

    def __init__(self, sim: Simulation, etcd: Etcd) -> None:
        super().__init__(sim, etcd)
        for row, body in first_objects():
            self.found(row.name, body)

    def found(self, resource: str, body: Manifest, namespace: str = "default") -> None:
        """What is there before the run begins; only while building. Raises ApiError."""
        row = row_of(resource)
        made = self._new(row, namespace, body["metadata"]["name"], {"body": body})
        self.stock(row, {**made, **({"status": body["status"]} if body.get("status") else {})})

    # Reading

    @query
    def get(self, resource: str, name: str, namespace: str = "default") -> Manifest:
        """Raises NotFound."""
        row = row_of(resource)
        return drafts.must_be_there(row, self.stored(row, namespace, name), name)

    @query
    def list_objects(self, resource: str, namespace: str = "") -> dict[str, Any]:
        """{"revision", "items"}; without a namespace, of all."""
        row_of(resource)
        held = self.objects.get(resource, {})
        items = [self.versions(one) for key, one in held.items() if not namespace or key.startswith(f"{namespace}/")]
        return {"revision": self.revision, "items": items}

    @query
    def unknown_fields(self, resource: str, body: dict[str, Any]) -> list[str]:
        """Paths of what this body says and its kind does not know. Raises BadRequest, NotFound."""
        row = row_of(resource)
        return decode(row.api_version, row.kind, body)[1]

    # Writing

    @command
    def create(
        self,
        resource: str,
        body: dict[str, Any],
        namespace: str = "default",
        dry_run: bool = False,
        validation: str = "Warn",
        manager: str = "",
    ) -> Any:
        """The object as stored. Raises AlreadyExists, Invalid, BadRequest, NotFound, Forbidden."""
        row = row_of(resource)
        drafts.must_fit(row, body, namespace)
        name = self._name(body["metadata"])
        args = {"body": body, "dry_run": dry_run, "strict": validation == "Strict"}
        return self._write("created", row, namespace, name, manager, args)

    @command
    def replace(
        self,
        resource: str,
        name: str,
        body: dict[str, Any],
        namespace: str = "default",
        subresource: str = "",
        dry_run: bool = False,
        validation: str = "Warn",
        manager: str = "",
    ) -> Any:
        """The object as stored; with a resourceVersion in the body, only if it is still that.

        `subresource`: "", "status", "finalize" of namespaces. Raises NotFound, Conflict, Invalid, BadRequest.
        """
        row = row_of(resource)
        drafts.must_fit(row, body, namespace)
        args = {"body": body, "subresource": subresource, "dry_run": dry_run, "strict": validation == "Strict"}
        return self._write("replaced", row, namespace, name, manager, args)

    @command
    def patch(
        self,
        resource: str,
        name: str,
        patch: dict[str, Any],
        namespace: str = "default",
        subresource: str = "",
        dry_run: bool = False,
        validation: str = "Warn",
        manager: str = "",
    ) -> Any:
        """A JSON merge patch. Raises NotFound, Conflict, Invalid, BadRequest."""
        args = {"patch": patch, "subresource": subresource, "dry_run": dry_run, "strict": validation == "Strict"}
        return self._write("patched", row_of(resource), namespace, name, manager, args)

    @command
    def bind(
        self,
        name: str,
        node: str,
        namespace: str = "default",
        uid: str = "",
        dry_run: bool = False,
        manager: str = "",
    ) -> Any:
        """pods/binding: put a Pod on a node, once. Raises NotFound, Conflict."""
        args = {"node": node, "uid": uid, "dry_run": dry_run}
        return self._write("bound", row_of("pods"), namespace, name, manager, args)

    @command
    def delete(
        self,
        resource: str,
        name: str,
        namespace: str = "default",
        grace_s: int | None = None,
        propagation: str = "",
        uid: str = "",
        version: str = "",
        dry_run: bool = False,
        manager: str = "",
    ) -> Any:
        """Delete now or, for a Pod on a node and for what has finalizers, begin to; answers with the last state.

        `propagation`: "Background", "Foreground" or "Orphan" is what happens to dependents; `uid` and `version` are
        preconditions. Raises NotFound, Conflict.
        """
        args = {"grace_s": grace_s, "propagation": propagation, "uid": uid, "version": version, "dry_run": dry_run}
        return self._write("deleted", row_of(resource), namespace, name, manager, args)

    # Drafts

    def draft(self, verb: str, row: Resource, namespace: str, name: str, args: dict[str, Any]) -> Manifest | None:
        before = self.stored(row, namespace, name)
        if verb == "created":
            drafts.must_be_new(row, before, name)
            return self._new(row, namespace, name, args)
        before = drafts.must_be_there(row, before, name)
        if verb == "bound":
            return bound(before, args["node"], args["uid"], self.now())
        if verb == "deleted":
            must_meet(row, before, args["uid"], args["version"])
            return deleted(row, before, self._moments(), args["grace_s"], args["propagation"])
        body = args["body"] if verb == "replaced" else drafts.merged(before, args["patch"])
        after = drafts.changed_object(row, before, body, args["subresource"], strict=args["strict"])
        return None if is_over(row, after) else after

    def _new(self, row: Resource, namespace: str, name: str, args: dict[str, Any]) -> Manifest:
        uid, strict = self.make_uuid(row.kind), args.get("strict", False)
        made = drafts.new_object(row, args["body"], namespace, name, uid, self.now(), strict=strict)
        if row.namespaced:
            must_have_namespace(row, self.stored(row_of("namespaces"), "", namespace), name, namespace)
        made = admitted_object(row, made, self._all)
        drafts.must_be_valid(row, made, None)
        return made

    def _all(self, resource: str) -> list[Manifest]:
        return [self.versions(one) for one in self.objects.get(resource, {}).values()]

    def _moments(self) -> Moments:
        return Moments(self.sim.calendar.iso, self.sim.now_us)

    def now(self) -> str:
        """The moment as `metav1.Time` has it: whole seconds."""
        return self._moments().text()

    def _name(self, metadata: dict[str, Any]) -> str:
        if metadata.get("name") or not metadata.get("generateName"):
            return str(metadata.get("name") or "")
        draw = self.chance("names")
        suffix = "".join(LETTERS[draw.below(len(LETTERS))] for _ in range(SUFFIX_LENGTH))
        return str(metadata["generateName"])[:GENERATED_LENGTH_MAX] + suffix
