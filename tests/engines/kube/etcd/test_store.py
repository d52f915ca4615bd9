"""The store: one growing revision, refusals, and what the compaction forgets."""

import json
from typing import Any

from labs.engines.kube.etcd import Etcd
from labs.engines.kube.etcd.store import COMMIT_US, COMPACTION_US, FREED_EACH_US
from labs.engines.sim import Component, Simulation, restore, save

MS = 1_000


class Writer(Component):
    """Asks the store, and notes what it answers; `kept` are revisions that it may ask for again."""

    def __init__(self, sim: Simulation, etcd: Etcd) -> None:
        super().__init__(sim, "writer")
        self.kept: list[str] = []
        self.answers: list[list[Any]] = []
        etcd.kept_by(self)

    def kept_versions(self) -> list[str]:
        return self.kept

    def txn(self, key: str, value: dict[str, Any] | None, expected: str) -> Any:
        args = {"key": key, "value": value, "expected": expected}
        return self._ask("txn", args)

    def _ask(self, method: str, args: dict[str, Any]) -> Any:
        self.request("etcd", method, args, reply="answered")
        self.sim.run_until(self.sim.now_us + 20 * MS)
        return self.answers[-1]

    def changes(self, after: int) -> Any:
        return self._ask("changes", {"after": after})

    def answered(self, context: Any, result: Any, error: Any) -> None:
        self.answers.append([result, error and error["code"]])


def build(sim: Simulation) -> tuple[Etcd, Writer]:
    sim.network.set_latency(MS, MS)
    etcd = Etcd(sim)
    return etcd, Writer(sim, etcd)


def named(name: str, **more: Any) -> dict[str, Any]:
    return {"metadata": {"name": name}, **more}


def test_every_write_has_the_next_revision_and_the_manifest_says_which() -> None:
    etcd, writer = build(Simulation(1))
    assert writer.txn("pods/default/a", named("a"), "0") == [[2, "pods/default/a", "", False], None]
    assert writer.txn("pods/default/a", named("a", spec={}), "2") == [[3, "pods/default/a", "2", False], None]
    assert etcd.versions["3"] == {"metadata": {"name": "a", "resourceVersion": "3"}, "spec": {}}
    assert etcd.versions["2"] == {"metadata": {"name": "a", "resourceVersion": "2"}}


def test_a_writer_who_expects_another_revision_is_refused_and_nothing_changes() -> None:
    etcd, writer = build(Simulation(1))
    writer.txn("pods/default/a", named("a"), "0")
    for value, expected in ((named("a"), "0"), (named("a"), "7"), (None, "7")):
        assert writer.txn("pods/default/a", value, expected) == [None, "revision_conflict"]
    assert writer.txn("pods/default/b", None, "0") == [None, "revision_conflict"]
    assert (etcd.revision, etcd.keys) == (2, {"pods/default/a": "2"})


def test_a_deletion_is_a_write_whose_version_is_the_last_state() -> None:
    etcd, writer = build(Simulation(1))
    writer.txn("pods/default/a", named("a", spec={"x": 1}), "0")
    assert writer.txn("pods/default/a", None, "2") == [[3, "pods/default/a", "2", True], None]
    assert etcd.keys == {}
    assert etcd.versions["3"] == {"metadata": {"name": "a", "resourceVersion": "3"}, "spec": {"x": 1}}


def test_changes_after_a_revision_come_in_order_until_they_are_compacted() -> None:
    etcd, writer = build(Simulation(1))
    for name in "abc":
        writer.txn(f"pods/default/{name}", named(name), "0")
    assert [change[0] for change in writer.changes(2)[0]] == [3, 4]
    etcd.sim.run_until(2 * COMPACTION_US + COMMIT_US)
    assert etcd.compacted == 4
    assert writer.changes(3) == [None, "compacted"]
    assert writer.changes(4) == [[], None]


def test_the_compaction_keeps_what_is_current_what_is_in_the_history_and_what_somebody_still_has() -> None:
    etcd, writer = build(Simulation(1))
    writer.txn("pods/default/a", named("a"), "0")
    for revision in "234":
        writer.txn("pods/default/a", named("a"), revision)
    writer.kept = ["3"]
    etcd.sim.run_until(2 * COMPACTION_US + COMMIT_US)
    assert list(etcd.versions) == ["3", "5"]
    writer.kept = []
    etcd.sim.run_until(3 * COMPACTION_US + COMMIT_US)
    assert list(etcd.versions) == ["5"]


def test_what_is_compacted_goes_some_at_a_time_and_before_the_next_compaction() -> None:
    etcd, writer = build(Simulation(1))
    for number in range(1_000):
        writer.txn("pods/default/a", named("a"), str(number + 1) if number else "0")
    counts = []
    for second in range(6):
        etcd.sim.run_until(2 * COMPACTION_US + COMMIT_US + second * FREED_EACH_US)
        counts.append(len(etcd.versions))
    assert counts == [800, 600, 400, 200, 1, 1]


def test_a_restored_store_goes_on_as_the_first_does() -> None:
    first, second = Simulation(1), Simulation(1)
    _, writer = build(first)
    writer.txn("pods/default/a", named("a"), "0")
    _, twin = build(second)
    restore(second, json.loads(json.dumps(save(first))))
    assert writer.txn("pods/default/a", None, "2") == twin.txn("pods/default/a", None, "2")
    assert save(first) == save(second)
