"""The way of a write into the store: one after another for each object, answered when the store has answered."""

from typing import Any

from labs.engines.kube.apiserver.errors import StoreFull, Timeout, Unavailable
from labs.engines.kube.apiserver.registry import Resource, key_of, row_of
from labs.engines.kube.apiserver.screen import Screen
from labs.engines.kube.apiserver.watching import QUIET, REFUSED, Watching
from labs.engines.kube.etcd import Etcd
from labs.engines.sim import LATER, Address, EngineError, Entity, Refused, Simulation, command

Manifest = dict[str, Any]
STORE_TIMEOUT_US = 5_000_000
ETCD_US = 500  # one way
COMPACTION_US = 300_000_000
LOOK_US = 1_000_000


class Writing(Watching):
    """The half of the API server that stores. A draft says what an object would be; None takes it away."""

    def __init__(self, sim: Simulation, etcd: Etcd) -> None:
        super().__init__(sim, "apiserver")
        # One connection, on which nothing overtakes.
        sim.network.set_latency(ETCD_US, ETCD_US, "apiserver>etcd")
        sim.network.set_latency(ETCD_US, ETCD_US, "etcd>apiserver")
        self.writing: dict[str, list[list[Any]]] = {}  # key in the store -> writes that wait for the one under way
        self.life = 0  # what an earlier process asked of the store is not heard
        self.looking = False  # whether it asks the store for what it may have missed
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
        self.forget_before(max(self.oldest, revision))
        self.call_later(COMPACTION_US, "compact", self.revision)

    def stored(self, row: Resource, namespace: str, name: str) -> Manifest | None:
        revision = self.objects.get(row.name, {}).get(key_of(row, namespace, name))
        return None if revision is None else self.versions(revision)

    def stock(self, row: Resource, manifest: Manifest) -> None:
        """What is there before the run begins; only while building."""
        metadata = manifest["metadata"]
        place = key_of(row, metadata.get("namespace", ""), metadata["name"])
        self.revision = self.oldest = self._etcd.stock(f"{row.name}/{place}", manifest)
        self.objects.setdefault(row.name, {})[place] = str(self.revision)
        self._screen.changed(row.name, place)

    def draft(
        self, verb: str, row: Resource, namespace: str, name: str, args: dict[str, Any], by: str
    ) -> Manifest | None:
        """What a write would store. Raises ApiError."""
        raise NotImplementedError

    def _write(self, verb: str, row: Resource, namespace: str, name: str, manager: str, args: dict[str, Any]) -> Any:
        """`manager` is who writes, where the caller speaks for several."""
        self.must_run()
        key, by = f"{row.name}/{key_of(row, namespace, name)}", manager or self.sim.caller
        waiting = self.writing.get(key)
        what = [row.name, namespace, name, args]
        if waiting is None:
            return self._begin(key, verb, what, by, None)
        address = self.sim.reply_address()
        waiting.append([verb, what, by, address])
        return LATER

    def write_then(
        self, verb: str, row: Resource, namespace: str, name: str, args: dict[str, Any], then: list[Any], by: str
    ) -> None:
        """A write of the server's own; `then` = [method, its first argument] is called with (result, error)."""
        key, address = f"{row.name}/{key_of(row, namespace, name)}", ["then", *then]
        what = [row.name, namespace, name, args]
        if key in self.writing:
            self.writing[key].append([verb, what, by, address])
        else:
            self._start(key, verb, what, by, address)

    def _begin(self, key: str, verb: str, what: list[Any], by: str, address: Address | None) -> Any:
        """Ask the store; or, where nothing would change, what there is already. Raises ApiError."""
        resource, namespace, name, args = what
        row = row_of(resource)
        before = self.stored(row, namespace, name)
        after = self.draft(verb, row, namespace, name, args, by)
        if args.get("dry_run"):
            return before if after is None else after
        if after is not None and after == before:
            return after
        address = address or self.sim.reply_address()
        self.writing.setdefault(key, [])
        expected = "0" if before is None else before["metadata"]["resourceVersion"]
        context = {"key": key, "verb": verb, "what": what, "by": by, "address": address, "life": self.life}
        self.request(
            "etcd", "txn", {"key": key, "value": after, "expected": expected},
            reply="stored_it", context=context, timeout_us=STORE_TIMEOUT_US,
        )  # fmt: skip
        return LATER

    def stored_it(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        """The store has answered, or has not."""
        if context["life"] != self.life:
            self._refuse(context["address"], Unavailable(REFUSED))
        elif error is not None and error["code"] != "revision_conflict":
            self._fail(context, _why(error))
            self._look_soon()
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
        if context["life"] != self.life:
            self._refuse(context["address"], Unavailable(REFUSED))
            return
        for change in result or ():
            if change[0] > self.revision:
                self._apply(change, context["by"] if change == context["change"] else "")
        if error is not None:
            self._fail(context, _why(error))
            self._look_soon()
        elif context["change"] is None:
            self.writing[context["key"]].insert(0, [context[part] for part in ("verb", "what", "by", "address")])
            self._go_on(context["key"])
        else:
            self._done(context, context["change"])

    def _look_soon(self) -> None:
        """What the store has not answered it may have stored: its own watch would tell."""
        if not self.looking:
            self.looking = True
            self.call_later(LOOK_US, "look", self.life)

    def look(self, life: int) -> None:
        if life == self.life:
            self.request(
                "etcd", "changes", {"after": self.revision},
                reply="looked", context={"life": life}, timeout_us=STORE_TIMEOUT_US,
            )  # fmt: skip

    def looked(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        if context["life"] != self.life:
            return
        self.looking = False
        for change in result or ():
            if change[0] > self.revision:
                self._apply(change, "")
        if error is not None:
            self._look_soon()

    def _done(self, context: dict[str, Any], change: list[Any]) -> None:
        self._reply(context["address"], self.versions(str(change[0])))
        self._go_on(context["key"])

    def _fail(self, context: dict[str, Any], error: EngineError) -> None:
        self._refuse(context["address"], error)
        self._go_on(context["key"])

    def _go_on(self, key: str) -> None:
        """The next write to the same object."""
        waiting = self.writing.pop(key)
        while waiting and key not in self.writing:
            verb, what, by, address = waiting.pop(0)
            self._start(key, verb, what, by, address)
        if waiting:
            self.writing[key] += waiting

    def _start(self, key: str, verb: str, what: list[Any], by: str, address: Address) -> None:
        try:
            answer = self._begin(key, verb, what, by, address)
        except EngineError as refusal:
            self._refuse(address, refusal)
            return
        if answer is not LATER:
            self._reply(address, answer)

    def _reply(self, address: Address, result: Any) -> None:
        if address[0] == "then":
            getattr(self, address[1])(address[2], result, None)
        else:
            self.sim.answer(address, result)

    def _refuse(self, address: Address, error: EngineError) -> None:
        if address[0] == "then":
            getattr(self, address[1])(address[2], None, error.as_dict())
        else:
            self.sim.fail(address, error)

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
            self._state(resource, place, str(revision), before, gone, by)
        self.tell(revision, resource, place, before, gone)

    def _state(self, resource: str, key: str, revision: str, before: str, gone: bool, by: str) -> None:
        """The fact of a change; `parts` of the object are other than before."""
        if gone or not before:
            fact = "ObjectDeleted" if gone else "ObjectCreated"
            self.emit(fact, resource=resource, key=key, version=int(revision), by=by)
            return
        old, new = self.versions(before), self.versions(revision)
        parts = [part for part in new if part != "metadata" and new[part] != old.get(part)]
        what = parts or ["metadata"]
        self.emit("ObjectChanged", resource=resource, key=key, version=int(revision), by=by, parts=what)

    # The process

    @command
    def stop(self) -> dict[str, Any]:
        """The process dies: nobody can read, write or watch, and what runs on the nodes runs on."""
        if self.running:
            self.running = self.looking = False
            self.life += 1
            self.emit("ApiServerStopped")
            self.hang_up()
            writing, self.writing = self.writing, {}
            for waiting in writing.values():
                for _, _, _, address in waiting:
                    self._refuse(address, Unavailable(REFUSED))
        return {}

    @command
    def start(self) -> dict[str, Any]:
        """It runs again when it has read the store. Raises Refused."""
        if self.running:
            raise Refused("already_running")
        self.life += 1
        self.load(self.life)
        return {}

    def load(self, life: int) -> None:
        if life == self.life:
            context = {"life": life}
            self.request("etcd", "everything", {}, reply="loaded", context=context, timeout_us=STORE_TIMEOUT_US)

    def loaded(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        """All there is; of what came before it knows nothing, so that who watched must list again."""
        if context["life"] != self.life:
            return
        if error is not None:
            self.call_later(LOOK_US, "load", self.life)
            return
        self.running = True
        self.revision = self.oldest = result["revision"]
        self.recent, self.objects = {}, {}
        for key, revision in result["keys"].items():
            resource, _, place = key.partition("/")
            self.objects.setdefault(resource, {})[place] = revision
        self._screen = Screen(self.objects, self.versions)
        self.emit("ApiServerStarted")
        self._look_soon()  # what the process before it had sent may come later

    # What the screen shows

    def entities(self) -> dict[str, Entity]:
        writing = sum(1 + len(waiting) for waiting in self.writing.values())
        stored = sum(len(held) for resource, held in self.objects.items() if resource not in QUIET)
        state = "running" if self.running else "stopped"
        own = {"kind": "apiserver", "state": state, "revision": self.revision, "stored": stored, "writing": writing}
        return {self.name: own, **self._screen.entities()}

    def gauges(self) -> dict[str, int]:
        return {"revision": self.revision, **self._screen.counts()}

    def restored(self) -> None:
        super().restored()
        self._screen = Screen(self.objects, self.versions)


def _why(error: dict[str, Any]) -> EngineError:
    """The store did not take it: it says why, or says nothing."""
    if error["code"] == "no_space":
        return StoreFull(error["message"])
    return Timeout("etcdserver: request timed out")
