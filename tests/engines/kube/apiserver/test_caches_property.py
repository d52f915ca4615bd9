"""Whatever is written and cut: caches come to equal the store, versions grow, nothing acknowledged is lost."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from labs.engines.kube.apiserver import ApiServer
from labs.engines.kube.client import Client
from labs.engines.kube.etcd import Etcd
from labs.engines.sim import Command, Simulation, restore, save

WRITERS = ("ann", "ben", "cho")
QUIET_US = 120_000_000  # the longest pause of a watcher that could not get through, and more
STEPS = st.lists(
    st.tuples(
        st.sampled_from(WRITERS),
        st.sampled_from(["create", "change", "delete", "cut", "heal", "lose"]),
        st.integers(0, 3),
        st.integers(0, 12_000_000),
    ),
    max_size=25,
)


class Writer(Client):
    """Watches all and remembers what it was told to be stored."""

    watches = ("configmaps",)

    def __init__(self, sim: Simulation, name: str, etcd: Etcd) -> None:
        super().__init__(sim, name, etcd)
        self.acknowledged: list[list[Any]] = []  # name, version, in the order of their coming
        self.revisions: list[int] = []

    def told_of(self, revision: int) -> None:
        self.revisions.append(revision)

    def ask(self, verb: str, name: str, value: str) -> None:
        args: dict[str, Any] = {"resource": "configmaps"}
        if verb == "create":
            args["body"] = {"metadata": {"name": name}, "data": {"by": value}}
        else:
            args["name"] = name
        if verb == "change":
            args["patch"] = {"data": {"by": value}}
        self.write({"change": "patch"}.get(verb, verb), args, "heard", {"name": name})

    def heard(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        if error is None:
            self.acknowledged.append([context["name"], int(result["metadata"]["resourceVersion"])])


def build() -> Simulation:
    sim = Simulation(1)
    etcd = Etcd(sim)
    ApiServer(sim, etcd)
    for name in WRITERS:
        Writer(sim, name, etcd)
    return sim


def act(sim: Simulation, who: str, verb: str, number: int, at: int) -> None:
    writer: Any = sim.components[who]
    end = "etcd" if number == 3 else who
    match verb:
        case "cut" | "heal":
            sim.execute(Command(f"network.{verb}", {"a": end, "b": "apiserver"}))
        case "lose":
            sim.execute(Command("network.set_loss", {"a": "apiserver", "b": end, "per_million": 250_000 * number}))
        case _:
            writer.ask(verb, f"c{number}", f"{who} {at}")


def quiet(sim: Simulation) -> None:
    for who in (*WRITERS, "etcd"):
        sim.execute(Command("network.heal", {"a": who, "b": "apiserver"}))
        sim.execute(Command("network.set_loss", {"a": "apiserver", "b": who, "per_million": 0}))
    sim.run_until(sim.now_us + QUIET_US)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_caches_equal_the_store_when_the_network_is_quiet(steps: list[Any]) -> None:
    sim = build()
    for at, (who, verb, number, wait_us) in enumerate(steps):
        act(sim, who, verb, number, at)
        sim.run_until(sim.now_us + wait_us)
    quiet(sim)
    server: Any = sim.components["apiserver"]
    etcd: Any = sim.components["etcd"]
    stored = {key.partition("/")[2]: one for key, one in etcd.keys.items() if key.startswith("configmaps/")}
    assert server.objects.get("configmaps", {}) == stored
    assert server.writing == {}
    for who in WRITERS:
        writer: Any = sim.components[who]
        assert writer.cache["configmaps"] == stored
        assert writer.revisions == sorted(writer.revisions)
    assert_nothing_acknowledged_is_lost(sim)


def assert_nothing_acknowledged_is_lost(sim: Simulation) -> None:
    """Each acknowledged version was stored, and what is stored now is that or newer."""
    etcd: Any = sim.components["etcd"]
    written = {change[0]: change[1] for change in etcd.history}
    versions = [change[0] for change in etcd.history]
    assert versions == sorted(dict.fromkeys(versions))
    for who in WRITERS:
        writer: Any = sim.components[who]
        for name, version in writer.acknowledged:
            if version > etcd.compacted:
                assert written.get(version, f"configmaps/default/{name}") == f"configmaps/default/{name}"
                assert version in written or str(version) in etcd.versions


@settings(max_examples=20, deadline=None)
@given(STEPS, st.integers(0, 24))
def test_a_restart_on_the_way_changes_nothing(steps: list[Any], at_step: int) -> None:
    def run(restart: bool) -> str:
        sim = build()
        for at, (who, verb, number, wait_us) in enumerate(steps):
            act(sim, who, verb, number, at)
            sim.run_until(sim.now_us + wait_us)
            if restart and at == at_step:
                state, sim = save(sim), build()
                restore(sim, state)
        quiet(sim)
        return sim.digest

    assert run(restart=True) == run(restart=False)
