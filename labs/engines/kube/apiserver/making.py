"""What each kind of write makes of an object, before the store is asked."""

from typing import Any

from labs.engines.kube.apiserver import drafts
from labs.engines.kube.apiserver.addresses import allotted
from labs.engines.kube.apiserver.admission import admitted_object, must_have_namespace
from labs.engines.kube.apiserver.binding import bound
from labs.engines.kube.apiserver.deleting import Moments, deleted, is_over, must_meet
from labs.engines.kube.apiserver.evicting import marked, with_one_less
from labs.engines.kube.apiserver.patches.apply import first_applied
from labs.engines.kube.apiserver.patches.applying import patched
from labs.engines.kube.apiserver.patches.ownership import tracked
from labs.engines.kube.apiserver.registry import Resource, row_of
from labs.engines.kube.apiserver.scaling import scaled
from labs.engines.kube.apiserver.schema.decoding import decode, must_be_known
from labs.engines.kube.apiserver.writing import Writing

Manifest = dict[str, Any]
LETTERS = "bcdfghjklmnpqrstvwxz2456789"  # of generated names: no vowels, no 0, 1 and 3
SUFFIX_LENGTH = 5
GENERATED_LENGTH_MAX = 63 - SUFFIX_LENGTH


class Making(Writing):
    """Drafts by verb; None takes the object away."""

    def draft(
        self, verb: str, row: Resource, namespace: str, name: str, args: dict[str, Any], by: str
    ) -> Manifest | None:
        before = self.stored(row, namespace, name)
        if verb == "created":
            drafts.must_be_new(row, before, name)
            return self._owned(None, self.new_object(row, namespace, name, args), args, by)
        if verb == "patched" and args["patch_type"] == "apply":
            return self._applied(row, namespace, name, before, args)
        before = drafts.must_be_there(row, before, name)
        match verb:
            case "bound":
                return bound(before, args["node"], args["uid"], self.now())
            case "deleted":
                must_meet(row, before, args["uid"], args["version"])
                return deleted(row, before, self._moments(), args["grace_s"], args["propagation"])
            case "disrupted":
                return with_one_less(before, args["pod"], self.now())
            case "marked":
                return marked(before, self.now())
        return self._changed(row, before, verb, args, by)

    def new_object(self, row: Resource, namespace: str, name: str, args: dict[str, Any]) -> Manifest:
        """Whole, admitted and checked. Raises ApiError."""
        is_trial, strict = args.get("trial", False), args.get("strict", False)
        uid = "" if is_trial else self.make_uuid(row.kind)  # a question draws nothing
        made = drafts.new_object(row, args["body"], namespace, name, uid, self.now(), strict=strict)
        if row.namespaced:
            must_have_namespace(row, self.stored(row_of("namespaces"), "", namespace), name, namespace)
        made = admitted_object(row, made, self.all_of)
        drafts.must_be_valid(row, made, None)
        return self._allotted(made, None) if row.name == "services" and not is_trial else made

    def _changed(self, row: Resource, before: Manifest, verb: str, args: dict[str, Any], by: str) -> Manifest | None:
        subresource, strict = args["subresource"], args["strict"]
        if subresource == "scale":
            body, subresource = scaled(row, before, body=args.get("body"), patch=args.get("patch")), ""
        elif verb == "replaced":
            body = args["body"]
        else:
            body = patched(row, before, args)
        after = drafts.changed_object(row, before, body, subresource, strict=strict)
        if row.name == "services" and after["spec"] is not before["spec"]:
            after = self._allotted(after, before)
        return None if is_over(row, after) else self._owned(before, after, args, by)

    def _applied(
        self, row: Resource, namespace: str, name: str, before: Manifest | None, args: dict[str, Any]
    ) -> Manifest | None:
        """Server-side apply, which makes what is not there."""
        config, unknown = decode(row.api_version, row.kind, args["patch"])
        if args["strict"]:
            must_be_known(row.api_version, row.kind, unknown)
        if not args["subresource"]:
            config.pop("status", None)
        if before is None:
            body = {**config, "metadata": config.get("metadata") or {}}
            drafts.must_fit(row, body, namespace)
            made = self.new_object(row, namespace, name, {**args, "body": body})
            return first_applied(row.kind, made, config, args["field_manager"], self.now())
        body = patched(row, before, {**args, "patch": config, "now": self.now()})
        after = drafts.changed_object(row, before, body, args["subresource"], applied=True)
        return None if is_over(row, after) else after

    def _owned(self, before: Manifest | None, after: Manifest, args: dict[str, Any], by: str) -> Manifest:
        """Who owns its fields is kept where somebody asked for that, and then always."""
        known = before is not None and "managedFields" in before["metadata"]
        if not known and not args["field_manager"]:
            return after
        manager = args["field_manager"] or by
        return tracked(after["kind"], before, after, manager, args.get("subresource", ""), self.now())

    def _allotted(self, service: Manifest, before: Manifest | None) -> Manifest:
        own = service["metadata"]["uid"]
        others = [one for one in self.all_of("services") if one["metadata"]["uid"] != own]
        return allotted(service, before, others, self.chance("addresses"))

    def all_of(self, resource: str) -> list[Manifest]:
        return [self.versions(one) for one in self.objects.get(resource, {}).values()]

    def _moments(self) -> Moments:
        return Moments(self.sim.calendar.iso, self.sim.now_us)

    def now(self) -> str:
        """The moment as `metav1.Time` has it: whole seconds."""
        return self._moments().text()

    def name_for(self, metadata: dict[str, Any]) -> str:
        """Its own, or one made from `generateName`."""
        if metadata.get("name") or not metadata.get("generateName"):
            return str(metadata.get("name") or "")
        draw = self.chance("names")
        suffix = "".join(LETTERS[draw.below(len(LETTERS))] for _ in range(SUFFIX_LENGTH))
        return str(metadata["generateName"])[:GENERATED_LENGTH_MAX] + suffix
