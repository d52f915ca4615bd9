"""The cycle and what it stands on: framework, snapshot, node_info.py, pod_info, term_index.py, cluster_objects."""

import pytest

from labs.engines.kube.scheduler.cluster_objects import ClusterObjects
from labs.engines.kube.scheduler.cycle import Cycle, best_of
from labs.engines.kube.scheduler.framework import DEFAULT_PROFILE, Profile, scale_to_best
from labs.engines.kube.scheduler.pod_info import PodInfo, image_name
from labs.engines.kube.scheduler.sampling import Sampling
from labs.engines.kube.scheduler.selectors import Selector
from labs.engines.kube.scheduler.snapshot import Snapshot
from labs.engines.kube.scheduler.tallies import TALLIES_MAX, Selected
from labs.engines.kube.scheduler.trial import Trial
from tests.engines.kube.scheduler.cluster import HOST, Manifest, node, pod, thing


@pytest.mark.parametrize(
    ("nodes", "percent", "enough"),
    [
        (99, 0, 99),
        (99, 10, 99),
        (100, 0, 100),
        (250, 0, 120),
        (1_000, 0, 420),
        (5_000, 0, 500),
        (6_000, 0, 300),
        (1_000, 30, 300),
        (1_000, 5, 100),
        (1_000, 100, 1_000),
    ],
)
def test_how_many_feasible_nodes_are_enough(nodes: int, percent: int, enough: int) -> None:
    assert Sampling(percent).enough(nodes) == enough


def test_the_default_profile_has_the_plug_ins_and_weights_of_kubernetes() -> None:
    profile = Profile()
    assert [plugin.name for plugin in profile.plugins] == list(DEFAULT_PROFILE)
    assert {plugin.name: profile.weights[plugin.name] for plugin in profile.scorers} == {
        "TaintToleration": 3,
        "NodeAffinity": 2,
        "NodeResourcesFit": 1,
        "PodTopologySpread": 2,
        "InterPodAffinity": 2,
        "NodeResourcesBalancedAllocation": 1,
        "ImageLocality": 1,
    }


def test_the_best_gets_a_hundred_or_nothing_when_reversed() -> None:
    assert scale_to_best([1, 3, 0]) == [33, 100, 0]
    assert scale_to_best([1, 3, 0], reverse=True) == [67, 0, 100]
    assert scale_to_best([0, 0]) == [0, 0]
    assert scale_to_best([0, 0], reverse=True) == [100, 100]
    assert scale_to_best([]) == []


def test_nodes_are_gone_through_zone_by_zone_and_ties_listed_as_given() -> None:
    snapshot = Snapshot([node("a", zone="x"), node("b", zone="x"), node("c", zone="y")])
    assert [one.name for one in snapshot.nodes] == ["a", "c", "b"]
    assert [one.name for one in best_of(snapshot.nodes, [1, 1, 1])] == ["a", "b", "c"]


def test_the_search_stops_at_the_node_that_makes_enough_and_tells_nothing_of_later_ones() -> None:
    nodes = [node(f"n{number}", unschedulable=number % 2 == 1) for number in range(400)]
    cycle = Cycle(Profile(), Snapshot(nodes))
    found = cycle.filter(PodInfo(pod()))
    enough = 400 * 47 // 100
    assert len(found.feasible) == enough
    assert len(found.rejected) == enough - 1
    assert cycle.sampling.start == 2 * enough - 1


def test_a_chosen_strategy_reaches_its_plug_in() -> None:
    snapshot = Snapshot([node("a"), node("b")])
    snapshot.add_pod(PodInfo(pod("old", cpu="2", memory="4Gi")), "a")
    packed = Cycle(Profile(args={"NodeResourcesFit": {"type": "MostAllocated"}}), snapshot)
    new = PodInfo(pod(cpu="1", memory="2Gi"))
    by_name = {one.plugin: one.raw for one in packed.score(new, snapshot.nodes).rated}
    assert by_name["NodeResourcesFit"] == [75, 25]


def test_a_trial_leaves_the_cluster_as_it_was() -> None:
    snapshot = Snapshot([node("a")])
    old = PodInfo(pod("old", cpu="4", asks={"example.com/gpu": "1"}))
    snapshot.add_pod(old, "a")
    trial = Trial([], PodInfo(pod(cpu="4")), snapshot.by_name["a"])
    trial.remove(old)
    assert trial.node.used_cpu == trial.node.used("example.com/gpu") == 0
    assert (snapshot.by_name["a"].used_cpu, list(snapshot.by_name["a"].pods)) == (4_000, ["default/old"])


def test_what_is_counted_follows_the_pods_that_come_and_go() -> None:
    snapshot = Snapshot([node("a"), node("b")])
    kind = Selected("default", [Selector({"matchLabels": {"app": "web"}})])
    snapshot.add_pod(PodInfo(pod("one", labels={"app": "web"})), "a")
    assert snapshot.tally(kind) == {"a": 1}
    snapshot.add_pod(PodInfo(pod("two", labels={"app": "web"})), "b")
    snapshot.add_pod(PodInfo(pod("three", labels={"app": "web"}, namespace="other")), "b")
    assert snapshot.tally(kind) == {"a": 1, "b": 1}
    snapshot.remove_pod("default/one")
    assert snapshot.tally(kind) == {"b": 1}
    snapshot.remove_pod("default/two")
    assert snapshot.tally(kind) == {}


def test_what_has_not_been_asked_for_longest_is_counted_anew() -> None:
    snapshot = Snapshot([node("a")])
    for number in range(TALLIES_MAX + 10):
        snapshot.tally(Selected("default", [Selector({"matchLabels": {"n": str(number)}})]))
    snapshot.add_pod(PodInfo(pod("late", labels={"n": "0"})), "a")
    assert snapshot.tally(Selected("default", [Selector({"matchLabels": {"n": "0"}})])) == {"a": 1}


def test_terms_of_placed_pods_are_kept_once_with_where_they_are_held() -> None:
    term = {"labelSelector": {"matchLabels": {"app": "web"}}, "topologyKey": HOST}
    affinity = {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [term]}}
    snapshot = Snapshot([node("a"), node("b")])
    for name, place in (("one", "a"), ("two", "a"), ("three", "b")):
        snapshot.add_pod(PodInfo(pod(name, affinity=affinity)), place)
    (held,) = snapshot.required_anti.held.values()
    assert held.counts == {"a": 2, "b": 1}
    for name in ("one", "two", "three"):
        snapshot.remove_pod(f"default/{name}")
    assert snapshot.required_anti.held == {}


def test_domains_are_the_values_on_nodes_that_have_every_key() -> None:
    snapshot = Snapshot([node("a", zone="x"), node("b", zone="x"), node("c", zone="y"), node("bare")])
    found = snapshot.domains((HOST, "topology.kubernetes.io/zone"))
    assert sorted(found[HOST]) == ["a", "b", "c"]
    assert found["topology.kubernetes.io/zone"] == ["x", "y"]


def test_an_image_s_size_is_what_the_first_node_says() -> None:
    snapshot = Snapshot([node("a", images={"app:1": 10}), node("b", images={"app:1": 20})])
    assert snapshot.images == {"app:1": (10, 2)}
    assert [image_name(name) for name in ("app", "h:5/app", "app:2")] == ["app:latest", "h:5/app:latest", "app:2"]


def test_other_objects_are_found_by_name() -> None:
    claim: Manifest = thing("PersistentVolumeClaim", "data", namespace="other", spec={})
    objects = ClusterObjects(persistentvolumeclaims=[claim], namespaces=[thing("Namespace", "n")])
    assert objects.claims == {"other/data": claim}
    assert objects.namespaces == {"n": {}}
