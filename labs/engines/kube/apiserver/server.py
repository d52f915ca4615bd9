"""The API server's doors for those who change something: participants, gateways and the cluster's own parts alike."""

from typing import Any

from labs.engines.kube.apiserver import drafts
from labs.engines.kube.apiserver.errors import ApiError
from labs.engines.kube.apiserver.evicting import budget_of
from labs.engines.kube.apiserver.first_objects import first_objects
from labs.engines.kube.apiserver.patches.applying import must_be_patch
from labs.engines.kube.apiserver.reading import Reading
from labs.engines.kube.apiserver.registry import row_of
from labs.engines.kube.apiserver.trying import Trying
from labs.engines.kube.etcd import Etcd
from labs.engines.sim import LATER, Simulation, command

Manifest = dict[str, Any]
SWEEP_US = 60_000_000
EVENTS_MAX = 1_000  # of kind: Event; ours, where a real cluster has only the hour
EVENTS_KEPT_US = 3_600_000_000  # kube-apiserver: --event-ttl


class ApiServer(Trying, Reading):
    """Everything in the cluster meets here; objects are manifests, named by resource, namespace and name.

    A write waits for the store and is answered with the object as stored; writes to one object follow one another.
    `manager` is who writes, where the caller speaks for several; `field_manager` who shall own the written fields.
    With `dry_run` nothing is stored; `validation` is what to do about fields that nobody knows: "Strict" refuses,
    otherwise they are dropped.
    """

    def __init__(self, sim: Simulation, etcd: Etcd) -> None:
        super().__init__(sim, etcd)
        for row, body in first_objects():
            self.found(row.name, body)
        self.call_later(SWEEP_US, "sweep_events")

    def found(self, resource: str, body: Manifest, namespace: str = "default") -> None:
        """What is there before the run begins; only while building. Raises ApiError."""
        row = row_of(resource)
        made = self.new_object(row, namespace, body["metadata"]["name"], {"body": body})
        self.stock(row, {**made, **({"status": body["status"]} if body.get("status") else {})})

    @command
    def create(
        self,
        resource: str,
        body: dict[str, Any],
        namespace: str = "default",
        dry_run: bool = False,
        validation: str = "Warn",
        field_manager: str = "",
        manager: str = "",
    ) -> Any:
        """The object as stored. Raises AlreadyExists, Invalid, BadRequest, NotFound, Forbidden."""
        row = row_of(resource)
        drafts.must_fit(row, body, namespace)
        name = self.name_for(body["metadata"])
        args = {"body": body, "dry_run": dry_run, "strict": validation == "Strict", "field_manager": field_manager}
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
        field_manager: str = "",
        manager: str = "",
    ) -> Any:
        """The object as stored; with a resourceVersion in the body, only if it is still that.

        `subresource`: "", "status", "scale" (the body is a Scale), "finalize" of namespaces. Raises NotFound, Conflict,
        Invalid, BadRequest.
        """
        row = row_of(resource)
        if subresource != "scale":
            drafts.must_fit(row, body, namespace)
        args = {
            "body": body, "subresource": subresource, "dry_run": dry_run, "strict": validation == "Strict",
            "field_manager": field_manager,
        }  # fmt: skip
        return self._write("replaced", row, namespace, name, manager, args)

    @command
    def patch(
        self,
        resource: str,
        name: str,
        patch: dict[str, Any] | list[Any],
        namespace: str = "default",
        subresource: str = "",
        patch_type: str = "merge",
        dry_run: bool = False,
        validation: str = "Warn",
        field_manager: str = "",
        force: bool = False,
        manager: str = "",
    ) -> Any:
        """The object as stored; `patch_type` is "merge", "strategic", "json" (a list of operations) or "apply".

        What is applied and not there yet is made. `force` takes fields from other managers. Raises NotFound, Conflict,
        Invalid, BadRequest, UnsupportedMediaType.
        """
        must_be_patch(patch_type, patch, field_manager)
        args = {
            "patch": patch, "patch_type": patch_type, "subresource": subresource, "dry_run": dry_run,
            "strict": validation == "Strict", "field_manager": field_manager, "force": force,
        }  # fmt: skip
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

    # Eviction: first the budget, then the Pod

    @command
    def evict(
        self,
        name: str,
        namespace: str = "default",
        grace_s: int | None = None,
        uid: str = "",
        dry_run: bool = False,
        manager: str = "",
    ) -> Any:
        """pods/eviction: delete a Pod if its PodDisruptionBudget allows. Raises NotFound, TooManyRequests, Conflict."""
        self.must_run()
        row = row_of("pods")
        pod = drafts.must_be_there(row, self.stored(row, namespace, name), name)
        budget = budget_of(pod, self.all_of("poddisruptionbudgets"))
        end = {"grace_s": grace_s, "propagation": "", "uid": uid, "version": "", "dry_run": dry_run}
        if budget is None:
            return self._write("deleted", row, namespace, name, manager, end)
        address, by = self.sim.reply_address(), manager or self.sim.caller
        asked = {"name": name, "namespace": namespace, "by": by, "end": end, "address": address}
        taken = {"pod": name, "dry_run": dry_run}
        place = (row_of("poddisruptionbudgets"), namespace, budget["metadata"]["name"])
        self.write_then("disrupted", *place, taken, ["budget_taken", asked], by)
        return LATER

    def budget_taken(self, asked: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        place, end = (row_of("pods"), asked["namespace"], asked["name"]), asked["end"]
        if error is None:
            told = {"dry_run": end["dry_run"]}
            self.write_then("marked", *place, told, ["eviction_marked", asked], asked["by"])
        else:
            self._refuse(asked["address"], _again(error))

    def eviction_marked(self, asked: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        place = (row_of("pods"), asked["namespace"], asked["name"])
        if error is None:
            self.write_then("deleted", *place, asked["end"], ["evicted", asked], asked["by"])
        else:
            self._refuse(asked["address"], _again(error))

    def evicted(self, asked: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        if error is None:
            self._reply(asked["address"], result)
        else:
            self._refuse(asked["address"], _again(error))

    # kind: Event goes after an hour, or when there are too many

    def sweep_events(self) -> None:
        """The oldest go first; they are what was made first."""
        self.call_later(SWEEP_US, "sweep_events")
        if not self.running:
            return
        row, held = row_of("events"), list(self.objects.get("events", ()))
        too_many = max(0, len(held) - EVENTS_MAX)
        since = self.sim.calendar.iso(max(0, self.sim.now_us - EVENTS_KEPT_US))[:19]
        for index, key in enumerate(held):
            namespace, _, name = key.partition("/")
            one = self.versions(self.objects["events"][key])
            if index < too_many or _last_told(one) < since:
                end = {"grace_s": None, "propagation": "", "uid": "", "version": ""}
                self.write_then("deleted", row, namespace, name, end, ["swept", key], self.name)

    def swept(self, key: str, result: Any, error: dict[str, Any] | None) -> None:
        """Nobody waits for that."""


def _last_told(event: Manifest) -> str:
    return str(event.get("lastTimestamp") or event["metadata"]["creationTimestamp"])


def _again(error: dict[str, Any]) -> ApiError:
    """The refusal of a step is that of the whole."""
    refusal = ApiError(error["message"])
    refusal.code, refusal.data = error["code"], error["data"]
    return refusal
