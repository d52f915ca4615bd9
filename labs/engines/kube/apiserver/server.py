"""The API server: doors for everybody, and the one way into the store."""

from typing import Any

from labs.engines.kube.apiserver import drafts
from labs.engines.kube.apiserver.errors import BadRequest, Timeout
from labs.engines.kube.apiserver.registry import Resource, key_of, row_of
from labs.engines.kube.apiserver.screen import Screen
from labs.engines.kube.apiserver.watching import QUIET, Watching
from labs.engines.kube.etcd import Etcd
from labs.engines.sim import LATER, Address, EngineError, Entity, Simulation, command, query

Manifest = dict[str, Any]
STORE_TIMEOUT_US = 5_000_000
ETCD_US = 500  # one way
COMPACTION_US = 300_000_000
LETTERS = "bcdfghjklmnpqrstvwxz2456789"  # of generated names: no vowels, no 0, 1 and 3
SUFFIX_LENGTH = 5


class ApiServer(Watching):
    """Everything in the cluster meets here; objects are manifests, named by resource, namespace and name.

    A write waits for the store and is answered with the object as stored; writes to one object follow one another.
    """

    def __init__(self, sim: Simulation, etcd: Etcd) -> None:
        super().__init__(sim, "apiserver")
        # One connection, on which nothing overtakes.
        sim.network.set_latency(ETCD_US, ETCD_US, "apiserver>etcd")
        sim.network.set_latency(ETCD_US, ETCD_US, "etcd>apiserver")
        self.writing: dict[str, list[list[Any]]] = {}  # key in the store -> writes that wait for the one under way
        self._etcd = etcd
        self._screen = Screen(self.objects, self.versions)
        etcd.kept_by(self)
        self.call_later(COMPACTION_US, "compact", self.revision)

    def versions(self, revision: str) -> Manifest:
        return self._etcd.versions[revision]

    def kept_versions(self) -> list[str]:
        kept = [str(row[0]) for recent in self.recent.values() for row in recent]
        return kept + [row[2] for recent in self.recent.values() for row in recent if row[2]]

    def compact(self, revision: int) -> None:
        """In step with the store: changes of the last five to ten minutes are known."""
        self.forget_before(revision)
        self.call_later(COMPACTION_US, "compact", self.revision)

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

    def stored(self, row: Resource, namespace: str, name: str) -> Manifest | None:
        revision = self.objects.get(row.name, {}).get(key_of(row, namespace, name))
        return None if revision is None else self.versions(revision)

    # Writing

    @command
    def create(
        self,
        resource: str,
        body: dict[str, Any],
        namespace: str = "default",
        dry_run: bool = False,
        manager: str = "",
    ) -> Any:
        """The object as stored. Raises AlreadyExists, Invalid, BadRequest."""
        row = row_of(resource)
        drafts.must_fit(row, body, namespace)
        metadata = body["metadata"]
        name = metadata.get("name") or metadata.get("generateName", "") + self._suffix()
        return self._write("created", row, namespace, name, manager, {"body": body, "dry_run": dry_run})

    @command
    def replace(
        self,
        resource: str,
        name: str,
        body: dict[str, Any],
        namespace: str = "default",
        subresource: str = "",
        dry_run: bool = False,
        manager: str = "",
    ) -> Any:
        """Raises NotFound, Conflict, Invalid, BadRequest."""
        row = row_of(resource)
        drafts.must_fit(row, body, namespace)
        args = {"body": body, "subresource": subresource, "dry_run": dry_run}
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
        manager: str = "",
    ) -> Any:
        """A JSON merge patch. Raises NotFound, Conflict, Invalid, BadRequest."""
        args = {"patch": patch, "subresource": subresource, "dry_run": dry_run}
        return self._write("patched", row_of(resource), namespace, name, manager, args)

    @command
    def bind(self, name: str, node: str, namespace: str = "default", manager: str = "") -> Any:
        """pods/binding: put a Pod on a node, once. Raises NotFound, Conflict."""
        return self._write("bound", row_of("pods"), namespace, name, manager, {"node": node})

    @command
    def delete(
        self,
        resource: str,
        name: str,
        namespace: str = "default",
        grace_s: int | None = None,
        uid: str = "",
        manager: str = "",
    ) -> Any:
        """Delete now or, for a Pod on a node, begin its graceful end; `uid` is a precondition.

        Raises NotFound, Conflict.
        """
        args = {"grace_s": grace_s, "uid": uid}
        return self._write("deleted", row_of(resource), namespace, name, manager, args)

    # Drafts: (what to store, None for nothing; whether the key goes)

    def draft_created(self, row: Resource, namespace: str, name: str, args: dict[str, Any]) -> Manifest | None:
        drafts.must_be_new(row, self.stored(row, namespace, name), name)
        return drafts.new_object(row, args["body"], namespace, name, self.make_uuid(row.kind), self.now())

    def draft_replaced(self, row: Resource, namespace: str, name: str, args: dict[str, Any]) -> Manifest | None:
        before = drafts.must_be_there(row, self.stored(row, namespace, name), name)
        return drafts.changed_object(row, before, args["body"], args["subresource"])

    def draft_patched(self, row: Resource, namespace: str, name: str, args: dict[str, Any]) -> Manifest | None:
        before = drafts.must_be_there(row, self.stored(row, namespace, name), name)
        return drafts.changed_object(row, before, drafts.merged(before, args["patch"]), args["subresource"])

    def draft_bound(self, row: Resource, namespace: str, name: str, args: dict[str, Any]) -> Manifest | None:
        before = drafts.must_be_there(row, self.stored(row, namespace, name), name)
        if before["spec"].get("nodeName"):
            raise BadRequest(f"pod {name} is already assigned to node {before['spec']['nodeName']!r}")
        return {**before, "spec": {**before["spec"], "nodeName": args["node"]}}

    def draft_deleted(self, row: Resource, namespace: str, name: str, args: dict[str, Any]) -> Manifest | None:
        drafts.must_be_there(row, self.stored(row, namespace, name), name)
        return None

    # The way to the store

    def _write(self, verb: str, row: Resource, namespace: str, name: str, manager: str, args: dict[str, Any]) -> Any:
        """`manager` is who writes, where the caller speaks for several."""
        key, by = f"{row.name}/{key_of(row, namespace, name)}", manager or self.sim.caller
        waiting = self.writing.get(key)
        if waiting is None:
            return self._begin(key, verb, [row.name, namespace, name, args], by, None)
        address = self.sim.reply_address()
        waiting.append([verb, [row.name, namespace, name, args], by, address])
        return LATER

    def _begin(self, key: str, verb: str, what: list[Any], by: str, address: Address | None) -> Any:
        """Ask the store; or, where nothing would change, what there is already. Raises ApiError."""
        resource, namespace, name, args = what
        row = row_of(resource)
        before = self.stored(row, namespace, name)
        after = getattr(self, f"draft_{verb}")(row, namespace, name, args)
        if after is not None and (args.get("dry_run") or after == before):
            return after
        address = address or self.sim.reply_address()
        self.writing.setdefault(key, [])
        expected = "0" if before is None else before["metadata"]["resourceVersion"]
        context = {"key": key, "verb": verb, "what": what, "by": by, "address": address}
        self.request(
            "etcd", "txn", {"key": key, "value": after, "expected": expected},
            reply="stored_it", context=context, timeout_us=STORE_TIMEOUT_US,
        )  # fmt: skip
        return LATER

    def stored_it(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        """The store has answered, or has not."""
        if error is not None and error["code"] != "revision_conflict":
            self._fail(context, Timeout("etcdserver: request timed out"))
        elif result is None or result[0] != self.revision + 1:
            # An answer was lost on the way: see what else is stored.
            self.request(
                "etcd", "changes", {"after": self.revision},
                reply="caught_up", context={**context, "change": result}, timeout_us=STORE_TIMEOUT_US,
            )  # fmt: skip
        else:
            self._apply(result, context["by"])
            self._done(context, result)

    def caught_up(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        for change in result or ():
            if change[0] > self.revision:
                self._apply(change, context["by"] if change == context["change"] else "")
        if error is not None:
            self._fail(context, Timeout("etcdserver: request timed out"))
        elif context["change"] is None:
            self.writing[context["key"]].insert(0, [context[part] for part in ("verb", "what", "by", "address")])
            self._go_on(context["key"])
        else:
            self._done(context, context["change"])

    def _done(self, context: dict[str, Any], change: list[Any]) -> None:
        self.sim.answer(context["address"], self.versions(str(change[0])))
        self._go_on(context["key"])

    def _fail(self, context: dict[str, Any], error: EngineError) -> None:
        self.sim.fail(context["address"], error)
        self._go_on(context["key"])

    def _go_on(self, key: str) -> None:
        """The next write to the same object."""
        waiting = self.writing[key]
        while waiting:
            verb, what, by, address = waiting.pop(0)
            try:
                answer = self._begin(key, verb, what, by, address)
            except EngineError as refusal:
                self.sim.fail(address, refusal)
                continue
            if answer is LATER:
                return
            self.sim.answer(address, answer)
        del self.writing[key]

    def _apply(self, change: list[Any], by: str) -> None:
        """A change is stored: see it, state it, tell it."""
        revision, key, before, gone = change
        resource, _, place = key.partition("/")
        held = self.objects.setdefault(resource, {})
        if gone:
            del held[place]
        else:
            held[place] = str(revision)
        self.revision = revision
        self._screen.changed(resource, place)
        if resource not in QUIET:
            fact = "ObjectDeleted" if gone else "ObjectChanged" if before else "ObjectCreated"
            self.emit(fact, resource=resource, key=place, version=revision, by=by)
        self.tell(revision, resource, place, before, gone)

    # What the screen shows

    def entities(self) -> dict[str, Entity]:
        writing = sum(1 + len(waiting) for waiting in self.writing.values())
        stored = sum(len(held) for resource, held in self.objects.items() if resource not in QUIET)
        own = {"kind": "apiserver", "revision": self.revision, "stored": stored, "writing": writing}
        return {self.name: own, **self._screen.entities()}

    def restored(self) -> None:
        super().restored()
        self._screen = Screen(self.objects, self.versions)

    def now(self) -> str:
        """The moment as `metav1.Time` has it: whole seconds."""
        return self.sim.calendar.iso(self.sim.now_us)[:19] + "Z"

    def _suffix(self) -> str:
        draw = self.chance("names")
        return "".join(LETTERS[draw.below(len(LETTERS))] for _ in range(SUFFIX_LENGTH))
